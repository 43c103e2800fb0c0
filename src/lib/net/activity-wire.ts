/** What was done to a project, on its way to the server and from there to whoever reads along. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { isActivityLine, isToldDeeds, type ActivityLine, type ToldDeeds } from '../schema/activity.ts';
import { MessageType } from './wire.ts';

/** What stands after the message type. */
const Kind = { follow: 0, tell: 1 } as const;

function frame(kind: number, write: (encoder: encoding.Encoder) => void): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.activity);
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** To the server: lines after this number, and then each new one. 0 for all that are kept. */
export const encodeFollow = (after: number): Uint8Array<ArrayBuffer> =>
  frame(Kind.follow, (encoder) => encoding.writeVarUint(encoder, after));

/** To the server: what was done here. @param nonce comes back once it is durable */
export const encodeDeeds = (nonce: number, told: ToldDeeds): Uint8Array<ArrayBuffer> =>
  frame(Kind.tell, (encoder) => {
    encoding.writeVarUint(encoder, nonce);
    encoding.writeVarString(encoder, JSON.stringify(told));
  });

/** What a client sends. */
export type FromClient = { after: number } | { nonce: number; told: ToldDeeds };

/** Reads a client's frame after the message type. @throws when it is none */
export function readFromClient(decoder: decoding.Decoder): FromClient {
  const kind = decoding.readVarUint(decoder);
  if (kind === Kind.follow) return { after: decoding.readVarUint(decoder) };
  const nonce = decoding.readVarUint(decoder);
  const told: unknown = JSON.parse(decoding.readVarString(decoder));
  if (kind !== Kind.tell || !isToldDeeds(told)) throw new Error('nothing that could have been done');
  return { nonce, told };
}

/** To clients: lines in the order of their numbers. */
export const encodeLines = (lines: readonly ActivityLine[]): Uint8Array<ArrayBuffer> =>
  frame(Kind.follow, (encoder) => encoding.writeVarString(encoder, JSON.stringify(lines)));

/** To who told of something: it is durable. */
export const encodeKept = (nonce: number): Uint8Array<ArrayBuffer> =>
  frame(Kind.tell, (encoder) => encoding.writeVarUint(encoder, nonce));

/** What the server sends. */
export type FromServer = { lines: ActivityLine[] } | { kept: number };

/** Reads the server's frame after the message type. @throws when it ends early */
export function readFromServer(decoder: decoding.Decoder): FromServer {
  if (decoding.readVarUint(decoder) === Kind.tell) return { kept: decoding.readVarUint(decoder) };
  const lines: unknown = JSON.parse(decoding.readVarString(decoder));
  return { lines: Array.isArray(lines) ? lines.filter(isActivityLine) : [] };
}
