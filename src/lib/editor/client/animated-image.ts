/** Animated pictures, decoded by the browser into a sheet of all their frames. */
import { writePng } from '../../base/png-write.ts';
import { newId } from '../../base/ids.ts';
import type { ImageHeader } from '../../import/image-header.ts';
import type { CleanSheet } from '../../import/import-deps.ts';
import { fitsSheet, frameSheet } from '../../import/sheets/frame-sheet.ts';
import { taggedAnimations } from '../../import/sheets/tagged-animations.ts';

/** What shows no longer than this is shown for longer by every browser: both in milliseconds. */
const TOO_SHORT = 10;
const USUAL = 100;

/**
 * All frames and how long each is shown, as an animation called as given; `null` where the browser cannot take them
 * apart. Throws for what is damaged, or too large.
 */
export async function sheetOf(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
  { width, height }: ImageHeader,
  name: string,
): Promise<CleanSheet | null> {
  // Browsers have it only on pages from this machine or over HTTPS.
  if (typeof ImageDecoder === 'undefined' || !(await ImageDecoder.isTypeSupported(mediaType))) return null;
  const decoder = new ImageDecoder({ data: bytes, type: mediaType });
  try {
    await Promise.all([decoder.completed, decoder.tracks.ready]);
    const track = decoder.tracks.selectedTrack;
    const count = track?.frameCount ?? 0;
    if (count < 2) return null;
    if (!fitsSheet(count, width, height)) throw new RangeError(`${count} frames are too large for one sheet`);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    const frames: Uint8Array[] = [];
    const durations: number[] = [];
    for (let frameIndex = 0; frameIndex < count; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex });
      context.clearRect(0, 0, width, height);
      context.drawImage(image, 0, 0, width, height);
      frames.push(new Uint8Array(context.getImageData(0, 0, width, height).data.buffer));
      const shown = Math.round((image.duration ?? 0) / 1000);
      durations.push(shown <= TOO_SHORT ? USUAL : shown);
      image.close();
    }
    const sheet = frameSheet(frames, width, height);
    const times = track?.repetitionCount ?? Infinity;
    const whole = { name, from: 0, to: count - 1, direction: 'forward' as const };
    return {
      bytes: writePng(sheet.width, sheet.height, sheet.rgba),
      meta: {
        frames: Object.fromEntries(sheet.rects.map((rect, frame) => [String(frame), { rect }])),
        // The file says how often it plays again.
        animations: taggedAnimations(
          durations,
          [{ ...whole, repeat: Number.isFinite(times) ? times + 1 : 0 }],
          newId,
        ),
      },
    };
  } finally {
    decoder.close();
  }
}
