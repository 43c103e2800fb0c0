/** A bare socket, and frames as anybody could send them. */
import { once } from 'node:events';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { encodeBarrier, MessageType, readNotice, type Notice } from '../../src/lib/net/wire.ts';
import { until } from './test-server.ts';

export interface RawClient {
  socket: WebSocket;
  frames: Uint8Array[];
  /** Code and reason. */
  closed: Promise<{ code: number; reason: string }>;
  /** Sends frames and waits until the server has handled them, or has closed the socket. */
  send(...frames: Uint8Array[]): Promise<void>;
  /** Types of all that came, in order of first appearance. */
  types(): number[];
  notice(): Notice | undefined;
  /** The document as far as it came. */
  doc(): Y.Doc;
}

export async function rawClient(sync: string, address: string): Promise<RawClient> {
  const socket = new WebSocket(`${sync}/${address}`);
  const frames: Uint8Array[] = [];
  let gone = false;
  socket.on('message', (data) => frames.push(new Uint8Array(data as Buffer)));
  socket.on('error', () => {});
  const closed = once(socket, 'close').then(([code, reason]) => {
    gone = true;
    return { code: code as number, reason: String(reason) };
  });
  await once(socket, 'open');
  onTestFinished(() => socket.terminate());
  let nonce = 0;
  const answered = (wanted: number) =>
    frames.some((frame) => {
      const decoder = decoding.createDecoder(frame);
      return (
        decoding.readVarUint(decoder) === MessageType.barrier && decoding.readVarUint(decoder) === wanted
      );
    });
  return {
    socket,
    frames,
    closed,
    async send(...sent) {
      for (const frame of sent) socket.send(frame);
      const mine = ++nonce;
      socket.send(encodeBarrier(mine));
      await until(() => gone || answered(mine));
    },
    types: () => [...new Set(frames.map((frame) => decoding.readVarUint(decoding.createDecoder(frame))))],
    notice() {
      const found = frames.findLast(
        (frame) => decoding.readVarUint(decoding.createDecoder(frame)) === MessageType.notice,
      );
      if (!found) return undefined;
      const decoder = decoding.createDecoder(found);
      decoding.readVarUint(decoder);
      return readNotice(decoder);
    },
    doc() {
      const doc = new Y.Doc();
      for (const frame of frames) {
        const decoder = decoding.createDecoder(frame);
        if (decoding.readVarUint(decoder) !== MessageType.sync || decoding.readVarUint(decoder) === 0)
          continue;
        Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
      }
      return doc;
    },
  };
}

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** Asks for the whole document. */
export const askForAll = (): Uint8Array =>
  frame(MessageType.sync, (encoder) => writeSyncStep1(encoder, new Y.Doc()));

/** An update, as a message of its own or as the answer to the server's question. */
export const updateAs = (kind: 'update' | 'step 2', update: Uint8Array): Uint8Array =>
  frame(MessageType.sync, (encoder) => {
    if (kind === 'update') return writeUpdate(encoder, update);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, update);
  });

/** A text inserted by somebody new. */
export function someUpdate(text = 'hello'): Uint8Array {
  const doc = new Y.Doc();
  doc.getText('note').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

export const presence = (...people: [person: number, clock: number, state: unknown][]): Uint8Array =>
  frame(MessageType.awareness, (outer) => {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, people.length);
    for (const [person, clock, state] of people) {
      encoding.writeVarUint(encoder, person);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    }
    encoding.writeVarUint8Array(outer, encoding.toUint8Array(encoder));
  });
