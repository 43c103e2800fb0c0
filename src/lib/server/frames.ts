/** Frames of y-websocket's protocol, as the server sends them. */
import * as encoding from 'lib0/encoding';
import { writePermissionDenied } from 'y-protocols/auth';
import { encodeAwarenessUpdate, type Awareness } from 'y-protocols/awareness';
import { writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import type * as Y from 'yjs';
import { MessageType } from '../net/wire.ts';

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** A change of the document. */
export const updateFrame = (update: Uint8Array): Uint8Array =>
  frame(MessageType.sync, (encoder) => writeUpdate(encoder, update));

/** Asks a client for what the document here lacks. */
export const questionFrame = (doc: Y.Doc): Uint8Array =>
  frame(MessageType.sync, (encoder) => writeSyncStep1(encoder, doc));

/** The presence of some people, also of those who have left. */
export const presenceFrame = (awareness: Awareness, people: number[]): Uint8Array =>
  frame(MessageType.awareness, (encoder) =>
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, people)),
  );

/** Says that what was sent was not taken, in the protocol's own words: a stock client prints it. */
export const deniedFrame = (reason: string): Uint8Array =>
  frame(MessageType.auth, (encoder) => writePermissionDenied(encoder, reason));

/** FIN and the opcode of binary data: RFC 6455, section 5.2. */
const WHOLE_BINARY = 0x82;

/**
 * A message with the header of a WebSocket frame in front, as a server sends it: whole, binary, without a mask. Made once for all who
 * get it and written to the streams below their sockets: half the work of sending it to each through its socket. It keeps in order with
 * what `ws` writes, which does so at once as long as nothing is compressed.
 */
export function framed(message: Uint8Array): Buffer {
  const { length } = message;
  const head = length < 126 ? 2 : length < 65536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = WHOLE_BINARY;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(message, head);
  return frame;
}
