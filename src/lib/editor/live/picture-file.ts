import { MAX_SIDE, pictureOf, type Picture } from '../core/pixels/picture.ts';

/** The pixels of a picture at an address. @throws an Error for the user */
export async function readPicture(url: string): Promise<Picture> {
  const answer = await fetch(url).catch(() => null);
  if (!answer?.ok) throw new Error('Its bytes are not there yet. Try again when you are online.');
  const bitmap = await createImageBitmap(await answer.blob(), { premultiplyAlpha: 'none' });
  try {
    const { width, height } = bitmap;
    if (width > MAX_SIDE || height > MAX_SIDE)
      throw new Error(
        `It is ${width} × ${height} px; pictures of up to ${MAX_SIDE} × ${MAX_SIDE} px can be painted here.`,
      );
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
    context.drawImage(bitmap, 0, 0);
    return pictureOf(width, height, context.getImageData(0, 0, width, height).data);
  } finally {
    bitmap.close();
  }
}
