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
