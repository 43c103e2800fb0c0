/** How messages get to the other side: a port. A WebSocket is one; tests and panes of the editor put a bad network before it. */
import type { Random } from '../../base/random.ts';

/** One side of a connection. */
export interface Transport {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** What a connection tells. */
export interface TransportListener {
  opened(): void;
  received(bytes: Uint8Array): void;
  /** It is over, or never was; nothing comes after this. */
  closed(code: number, reason: string): void;
}

export type Connect = (listener: TransportListener) => Transport;

/** How bad a network is. */
export interface Lag {
  /** Milliseconds one way. */
  latency: number;
  /** Milliseconds more, at most, by chance. */
  jitter: number;
  /** Part of all packets that are lost and sent again, 0 to 1. */
  loss: number;
}

export const noLag: Lag = { latency: 0, jitter: 0, loss: 0 };

/** A packet that was lost comes so much later, in milliseconds: the others behind it wait, as over TCP. */
const SENT_AGAIN_MS = 60;

/** Timers, as they are there where the connection is. */
export interface Timers {
  clock(): number;
  after(milliseconds: number, callback: () => void): () => void;
}

/** Puts a bad network before a connection: what is sent and received comes late, in order, and now and then with a gap. */
export function laggy(connect: Connect, lag: () => Lag, timers: Timers, random: Random): Connect {
  const lane = () => {
    let free = 0;
    return (deliver: () => void): void => {
      const { latency, jitter, loss } = lag();
      const now = timers.clock();
      let wait = latency + random.float() * jitter;
      while (random.float() < loss) wait += SENT_AGAIN_MS + latency * 2;
      free = Math.max(free, now + wait);
      if (free <= now) deliver();
      else timers.after(free - now, deliver);
    };
  };
  return (listener) => {
    const [there, back] = [lane(), lane()];
    let open = true;
    const transport = connect({
      opened: () => back(() => open && listener.opened()),
      received: (bytes) => back(() => open && listener.received(bytes)),
      closed: (code, reason) =>
        back(() => {
          if (open) listener.closed(code, reason);
          open = false;
        }),
    });
    return {
      send: (bytes) => there(() => transport.send(bytes)),
      close: () => {
        open = false;
        transport.close();
      },
    };
  };
}
