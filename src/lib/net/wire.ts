import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { isRole, type Role } from './roles.ts';

/**
 * The collaboration protocol: y-websocket's own messages (0 to 3) with more that a stock client never
 * asks for and never receives. The server sends a {@link MessageType.notice} only to a connection that
 * has sent a barrier or asked for logs, and logs only to one that has asked for them.
 */
export const MessageType = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** Client: "tell me when all I sent so far is durable", with a nonce. Server: the same nonce back. */
  barrier: 100,
  /** Server: a {@link Notice}. */
  notice: 101,
  /** Client: "tell me what games log, from here on". Server: lines of such logs. */
  logs: 102,
  /** Client: a remark of somebody who may not write. Server: whether it was taken. See `remark-wire.ts`. */
  remark: 103,
  /** What was done to the project, both ways: see `activity-wire.ts`. */
  activity: 104,
} as const;

/** WebSocket close codes that the server uses on purpose. */
export const CloseCode = {
  /** The server stops or restarts: come back. */
  tryAgain: 1012,
  /** A text frame where the protocol is binary. */
  notBinary: 1003,
  /** A frame that does not follow the protocol. */
  malformed: 1007,
  /** The other side reads too slowly. */
  tooSlow: 1013,
  /** More was sent at once than anybody needs, or came for than there is room. */
  tooMuch: 1008,
  /** The link was withdrawn, or it is one for playing only. */
  noAccess: 4403,
  /** The link has expired. */
  expired: 4410,
  /** Sent out of a game: by its host, or as the same seat was taken elsewhere. */
  sentOut: 4401,
  /** Everybody who fits is in already. */
  full: 4429,
  /** The page is older or newer than the server: to be loaded again. */
  outdated: 4426,
  /** No project has this address, or it was deleted. y-websocket does not reconnect after 44xx. */
  noSuchProject: 4404,
} as const;

/** The largest asset that a server stores, in bytes. */
export const MAX_ASSET_BYTES = 64 * 1024 * 1024;

/** A project's address: 126 random bits, as {@link newAddress} makes them. */
const ADDRESS = /^[A-Za-z0-9_-]{21}$/;

/** Whether a string has the form of a project's address. */
export const isAddress = (text: string): boolean => ADDRESS.test(text);

/** The path prefix of collaboration sockets; y-websocket adds `/` and the project's address. */
export const SYNC_PATH = '/sync';

/** Where the bytes of an asset are, on the server that holds the project. */
export const assetPath = (project: string, sha256: string): string =>
  `/api/projects/${project}/assets/${sha256}`;

/** The page on which a project's game is played without the editor. */
export const playPath = (project: string): string => `/play/${project}`;

/** The path prefix of the sockets of games that several play together; `/` and the project's address follow. */
export const SESSION_PATH = '/session';

/** The page on which a project's game is played together with others. */
export const togetherPath = (project: string): string => `/together/${project}`;

/** Where the game of a project is played together. */
export const sessionPath = (project: string): string => `${SESSION_PATH}/${project}`;

/** The JSON of a project's game, made of the document as it is now. */
export const gamePath = (project: string): string => `/api/projects/${project}/game`;

/** Where games send their logs to. */
export const logsPath = (project: string): string => `/api/projects/${project}/logs`;

/** Who may come in by which link, for the owner; and what one may oneself. */
export const accessPath = (project: string): string => `/api/projects/${project}/access`;

/** What the server tells every connection about a project. */
export interface Notice {
  /** Why nothing can be changed for now; `null` when it can. */
  readOnly: string | null;
  /** What this connection may do. */
  role: Role;
  /** The address under which the game is played by those who may no more; '' when there is none. */
  play: string;
}

/** A barrier, or the answer to one. @param nonce an unsigned integer of at most 53 bits */
export function encodeBarrier(nonce: number): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.barrier);
  encoding.writeVarUint(encoder, nonce);
  return encoding.toUint8Array(encoder);
}

/** Reads the nonce after the message type. @throws when the frame ends early */
export const readBarrier = (decoder: decoding.Decoder): number => decoding.readVarUint(decoder);

export function encodeNotice(notice: Notice): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.notice);
  encoding.writeVarString(encoder, notice.readOnly ?? '');
  encoding.writeVarString(encoder, notice.role);
  encoding.writeVarString(encoder, notice.play);
  return encoding.toUint8Array(encoder);
}

/** Reads a notice after the message type. @throws when the frame ends early */
export function readNotice(decoder: decoding.Decoder): Notice {
  const readOnly = decoding.readVarString(decoder) || null;
  const role = decoding.readVarString(decoder);
  // A role of a newer server is taken for the least that sees a document.
  return { readOnly, role: isRole(role) ? role : 'viewer', play: decoding.readVarString(decoder) };
}

/** One line that a game played elsewhere has logged. */
export interface RemoteLogLine {
  /** Counts from 1 in each epoch of the server. */
  number: number;
  /** Milliseconds since 1970. */
  at: number;
  /** Which device it was, such as `phone 2`. */
  from: string;
  level: 'debug' | 'info' | 'warn' | 'error';
  /** `PATH:LINE` of a script, or what else said it. */
  source: string;
  text: string;
}

/** From where on somebody wants to hear logs: numbers of lines begin anew in each epoch of the server. */
export interface LogPosition {
  epoch: string;
  /** The number of the last line that was heard; 0 for none. */
  after: number;
}

export function encodeLogPosition({ epoch, after }: LogPosition): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.logs);
  encoding.writeVarString(encoder, epoch);
  encoding.writeVarUint(encoder, after);
  return encoding.toUint8Array(encoder);
}

/** Reads a position after the message type. @throws when the frame ends early */
export const readLogPosition = (decoder: decoding.Decoder): LogPosition => ({
  epoch: decoding.readVarString(decoder),
  after: decoding.readVarUint(decoder),
});

export function encodeLogs(epoch: string, lines: readonly RemoteLogLine[]): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.logs);
  encoding.writeVarString(encoder, epoch);
  encoding.writeVarString(encoder, JSON.stringify(lines));
  return encoding.toUint8Array(encoder);
}

/** Reads logs after the message type. @throws when the frame ends early */
export const readLogs = (decoder: decoding.Decoder): { epoch: string; lines: RemoteLogLine[] } => ({
  epoch: decoding.readVarString(decoder),
  lines: JSON.parse(decoding.readVarString(decoder)) as RemoteLogLine[],
});
