/** Decodes pictures and encodes them anew, beside the page. */
import { ok } from '../../base/result.ts';
import { cleanPngFile, FIRST_FRAME } from '../../import/clean-image.ts';
import type { CleanAnswer, CleanRequest } from './clean-image.ts';

/** How close a photo stays to what it was: of the generations that it goes through, this one cannot be seen. */
const PHOTO_QUALITY = 0.95;

addEventListener('message', ({ data }: MessageEvent<CleanRequest>) => {
  void clean(data).then((answer) => postMessage(answer));
});

async function clean({ number, bytes, mediaType, header, file }: CleanRequest): Promise<CleanAnswer> {
  if (mediaType === 'image/png') return { number, result: cleanPngFile(bytes, file) };
  try {
    const picture = await createImageBitmap(new Blob([bytes], { type: mediaType }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(picture, 0, 0);
    picture.close();
    const photo = header.lossy && { type: 'image/jpeg', quality: PHOTO_QUALITY };
    const blob = await canvas.convertToBlob(photo || { type: 'image/png' });
    const encoded = new Uint8Array(await blob.arrayBuffer());
    return {
      number,
      result: ok({ bytes: encoded, ...(header.animated ? { note: FIRST_FRAME } : {}) }),
    };
  } catch {
    const message = 'This is not an image that the browser can show; it may be damaged.';
    return { number, result: { ok: false, error: { file, message } } };
  }
}
