/** Decodes pictures and encodes them anew, beside the page. */
import { fail, ok, type Result } from '../../base/result.ts';
import { cleanPngFile, FIRST_FRAME } from '../../import/clean-image.ts';
import type { CleanImage } from '../../import/import-deps.ts';
import { stemOf } from '../../import/source-files.ts';
import { sheetOf } from './animated-image.ts';
import type { CleanAnswer, CleanRequest } from './clean-image.ts';

/** How close a photo stays to what it was: of the generations that it goes through, this one cannot be seen. */
const PHOTO_QUALITY = 0.95;

addEventListener('message', ({ data }: MessageEvent<CleanRequest>) => {
  void clean(data).then((answer) => postMessage(answer));
});

async function clean(request: CleanRequest): Promise<CleanAnswer> {
  const { number, header } = request;
  const result = await still(request);
  return { number, result: result.ok && header.animated ? ok(await moving(request, result.value)) : result };
}

/** The picture, of an animation its first frame. */
async function still({ bytes, mediaType, header, file }: CleanRequest): Promise<Result<CleanImage>> {
  if (mediaType === 'image/png') return cleanPngFile(bytes, file);
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
    return ok({ bytes: encoded, ...(header.animated ? { note: FIRST_FRAME } : {}) });
  } catch {
    return fail({ file, message: 'This is not an image that the browser can show; it may be damaged.' });
  }
}

/** The first frame with all of them, where they can be had. */
async function moving(
  { bytes, mediaType, header, file }: CleanRequest,
  first: CleanImage,
): Promise<CleanImage> {
  try {
    const sheet = await sheetOf(bytes, mediaType, header, stemOf(file).slice(0, 100) || 'all');
    return sheet ? { ...first, sheet } : first;
  } catch {
    return first;
  }
}
