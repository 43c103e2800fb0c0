import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * The collaboration protocol: y-websocket's own messages (0 to 3) with two more that a stock client never
 * asks for and never receives. The server sends a {@link MessageType.notice} only to a connection that
 * has sent a barrier.
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
  /** No project has this address, or it was deleted. y-websocket does not reconnect after 44xx. */
  noSuchProject: 4404,
} as const;

/** The longest frame either side accepts, in bytes. */
export const MAX_FRAME_BYTES = 32 * 1024 * 1024;

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

/** What the server tells every connection about a project. */
export interface Notice {
  /** Why nothing can be changed for now; `null` when it can. */
  readOnly: string | null;
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
  return encoding.toUint8Array(encoder);
}

/** Reads a notice after the message type. @throws when the frame ends early */
export function readNotice(decoder: decoding.Decoder): Notice {
  return { readOnly: decoding.readVarString(decoder) || null };
}
