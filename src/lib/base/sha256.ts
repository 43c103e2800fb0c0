import { digest } from 'lib0/hash/sha256';

/** The SHA-256 of bytes in lower-case hex: the name of an asset's bytes. Runs everywhere and at once. */
export function sha256Hex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of digest(bytes)) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
