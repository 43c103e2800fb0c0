/** How large pictures may be, decided by their headers. */
import type { FileType } from '../base/file-type.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { imageHeader, type ImageHeader } from './image-header.ts';

/** Pictures wider or higher than this cannot be drawn by browsers, in pixels. */
export const LARGEST_SIDE = 16384;
/** Pixels of a picture at most; each takes four bytes once it is decoded. */
export const MOST_PIXELS = 64 << 20;
/** An SVG is turned into pixels by a browser that has to read all of it, in bytes. */
const LARGEST_SVG = 4 << 20;
/** The side of an SVG that names no size, in pixels. */
const OPEN_SIDE = 512;

/**
 * The header of a picture that may be decoded.
 * @param file its name for the message of a refusal
 */
export function checkedHeader(bytes: Uint8Array, { mediaType }: FileType, file: string): Result<ImageHeader> {
  const refuse = (message: string) => fail({ file, message });
  const header = imageHeader(bytes, mediaType);
  if (!header) return refuse('The picture is damaged: its header cannot be read.');
  const { width, height } = header;
  if (mediaType === 'image/svg+xml') {
    if (bytes.length > LARGEST_SVG)
      return refuse(`An SVG may have at most ${LARGEST_SVG >> 20} MB; save it as PNG.`);
    if (width === 0 || height === 0) return ok({ ...header, width: OPEN_SIDE, height: OPEN_SIDE });
  }
  if (width === 0 || height === 0) return refuse('The picture has no pixels.');
  if (Math.max(width, height) > LARGEST_SIDE)
    return refuse(
      `The picture is ${width} x ${height} px, larger than ${LARGEST_SIDE} pixels on a side; make it smaller.`,
    );
  if (width * height > MOST_PIXELS)
    return refuse(
      `The picture has ${width} x ${height} px; at most ${MOST_PIXELS >> 20} million pixels can be taken. Make it smaller.`,
    );
  return ok(header);
}
