import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { CommentPin, RemarkData } from '../schema/comments.ts';
import { MessageType } from './wire.ts';

/**
 * Something that is said about a project by somebody who may only look: the one thing of theirs that the server takes. The server
 * writes it into the document itself, with its own time.
 */
export interface SaidRemark extends Omit<RemarkData, 'time'> {
  /** The id of the thread: a new one with a pin, or the one that is answered. */
  thread: string;
  /** What a new thread is about. */
  pin?: CommentPin;
  /** The id of an answer. */
  reply?: string;
}

/** A remark for the server. @param nonce an unsigned integer of at most 53 bits, by which the answer is told */
export function encodeRemark(nonce: number, remark: SaidRemark): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.remark);
  encoding.writeVarUint(encoder, nonce);
  encoding.writeVarString(encoder, JSON.stringify(remark));
  return encoding.toUint8Array(encoder);
}

/** Reads a remark after the message type; what it says is not checked. @throws when the frame ends early or is no JSON */
export const readRemark = (decoder: decoding.Decoder): { nonce: number; remark: unknown } => ({
  nonce: decoding.readVarUint(decoder),
  remark: JSON.parse(decoding.readVarString(decoder)) as unknown,
});

/** The server's answer: '' when the remark is in the document and durable, else why it was not taken. */
export function encodeRemarkAnswer(nonce: number, refused: string): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.remark);
  encoding.writeVarUint(encoder, nonce);
  encoding.writeVarString(encoder, refused);
  return encoding.toUint8Array(encoder);
}

/** Reads an answer after the message type. @throws when the frame ends early */
export const readRemarkAnswer = (decoder: decoding.Decoder): { nonce: number; refused: string } => ({
  nonce: decoding.readVarUint(decoder),
  refused: decoding.readVarString(decoder),
});
