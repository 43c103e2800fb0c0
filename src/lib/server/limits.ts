/** What one connection may ask of the server. */
export interface Limits {
  /** The longest frame of a WebSocket, in bytes. */
  frameBytes: number;
  /** A reader that falls this far behind is sent away, in bytes; it catches up when it comes back. */
  backlogBytes: number;
  /** What may be said at once about the people behind one connection, in bytes, and the same again each second. */
  presenceBytes: number;
  /** Frames a second in the long run; ten times as many at once. */
  framesPerSecond: number;
  /** Connections of one project. */
  connections: number;
  /** Games that several play at once on this server: each has a thread of its own. */
  games: number;
  /** How long a connection may take to show that it is alive when another one speaks for its people, in milliseconds. */
  signOfLifeMs: number;
}

const MB = 1024 * 1024;

export const USUAL_LIMITS: Limits = {
  frameBytes: 32 * MB,
  backlogBytes: 64 * MB,
  presenceBytes: MB,
  framesPerSecond: 2000,
  connections: 1000,
  games: 64,
  signOfLifeMs: 3000,
};
