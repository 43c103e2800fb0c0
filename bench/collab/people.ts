/** Clients as small as can be: their own work must not be what is measured. */
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { encodeBarrier, MessageType } from '../../src/lib/net/wire.ts';
import { updateFrame } from '../../src/lib/server/frames.ts';

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** One of sorted or unsorted values. @param share 0.99 for the 99th percentile */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

export async function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** So many, fifty at a time. */
export async function connectAll(urls: readonly string[]): Promise<WebSocket[]> {
  const sockets: WebSocket[] = [];
  for (let at = 0; at < urls.length; at += 50)
    sockets.push(...(await Promise.all(urls.slice(at, at + 50).map(connect))));
  return sockets;
}

/** Whether a message is a change of the document. */
export const isUpdate = (data: Buffer): boolean => data[0] === MessageType.sync && data[1] === 2;

/** Somebody who writes. */
export class Author {
  readonly doc = new Y.Doc();
  #nonce = 0;
  readonly #asked = new Map<number, () => void>();

  constructor(readonly socket: WebSocket) {
    this.doc.on('update', (update: Uint8Array) => socket.send(updateFrame(update)));
    socket.on('message', (data) => {
      const bytes = data as Buffer;
      if (bytes[0] !== MessageType.barrier) return;
      // The server repeats what was sent.
      this.#asked.get(bytes.readUIntBE(1, bytes.length - 1))?.();
    });
  }

  write(text: string): void {
    // A key of one's own: of two who write one at once, only one is heard.
    this.doc.getMap('notes').set(`at-${this.doc.clientID}`, text);
  }

  /** Writes, and resolves when that is durable: after so many milliseconds. */
  async writeDurably(text: string): Promise<number> {
    const began = performance.now();
    this.write(text);
    const frame = encodeBarrier(++this.#nonce);
    const key = Buffer.from(frame).readUIntBE(1, frame.length - 1);
    this.socket.send(frame);
    await new Promise<void>((resolve) => this.#asked.set(key, resolve));
    this.#asked.delete(key);
    return performance.now() - began;
  }
}
