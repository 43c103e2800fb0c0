import { fileType } from '../../base/file-type.ts';
import { imageHeader } from '../../import/image-header.ts';
import { checkedHeader } from '../../import/image-limits.ts';
import { HttpError } from './respond.ts';

/** Bytes at the beginning of a file by which it is told what it is and how large a picture would be. */
export const LOOKED_AT = 64 << 10;

/**
 * Refuses what the page would not take either: pictures that are too large once they are decoded, and SVG, which may hold
 * scripts. What it is is told by its bytes.
 * @param whole whether this is all of it
 * @throws {@link HttpError} 415 or 422
 */
export function checkAsset(start: Uint8Array, whole: boolean): void {
  const type = fileType(start);
  if (type?.kind !== 'image') return;
  if (type.mediaType === 'image/svg+xml')
    throw new HttpError(415, 'An SVG is turned into pixels in the editor: drop it there, or save it as PNG.');
  // The size of a photo may stand behind all that the camera had to say.
  if (!whole && !imageHeader(start, type.mediaType)) return;
  const header = checkedHeader(start, type, '');
  if (!header.ok) throw new HttpError(422, header.error.message);
}

/** The bytes of a file, none of them before its beginning has been looked at. @throws {@link HttpError} 415 or 422 */
export async function* checkedAsset(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] | null = [];
  let size = 0;
  for await (const piece of body) {
    if (!held) {
      yield piece;
      continue;
    }
    held.push(piece);
    size += piece.length;
    if (size < LOOKED_AT) continue;
    const start: Uint8Array = Buffer.concat(held);
    checkAsset(start, false);
    held = null;
    yield start;
  }
  if (!held) return;
  const all: Uint8Array = Buffer.concat(held);
  checkAsset(all, true);
  yield all;
}
