/** Pictures made clean without a browser: what can be is written anew, and what cannot is refused or let in by its header. */
import type { FileType } from '../base/file-type.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { cleanPng, DamagedPng } from './clean-png.ts';
import type { ImageHeader } from './image-header.ts';
import type { CleanImage } from './import-deps.ts';
import { orientationOf, plainJpeg } from './plain-jpeg.ts';
import { plainWebp } from './plain-webp.ts';

const LOST = {
  frames: 'Only the first of its frames is taken; bring the frames as a sheet or as single pictures.',
  'colour profile': 'Its colour profile is left out; colours may look different.',
};

/** What to say of an animation of which only the first frame is taken. */
export const FIRST_FRAME = LOST.frames;

/** A PNG with nothing but its pixels. */
export function cleanPngFile(bytes: Uint8Array, file: string): Result<CleanImage> {
  try {
    const clean = cleanPng(bytes);
    const note = clean.lost.map((each) => LOST[each]).join(' ');
    return ok({ bytes: clean.bytes, ...(note ? { note } : {}) });
  } catch (error) {
    if (!(error instanceof DamagedPng)) throw error;
    return fail({ file, message: `The picture is damaged: ${error.message}. Save it anew.` });
  }
}

const FIRST_SHOWN = 'Of its frames only the first is shown.';

/**
 * For where nothing can decode pictures: PNG is written anew, JPEG and WebP lose all but their pixels, SVG is refused, and others
 * come in as they are when their header is sound.
 */
export function cleanWithoutBrowser(
  bytes: Uint8Array,
  { mediaType }: FileType,
  { animated }: ImageHeader,
  file: string,
): Promise<Result<CleanImage>> {
  const clean = (): Result<CleanImage> => {
    if (mediaType === 'image/png') return cleanPngFile(bytes, file);
    if (mediaType === 'image/svg+xml')
      return fail({
        file,
        message: 'An SVG is turned into pixels in the editor: drop it there, or save it as PNG.',
      });
    if (mediaType === 'image/jpeg' && orientationOf(bytes) !== 1)
      return fail({
        file,
        message:
          'The picture lies on its side or is mirrored, and only a note in it says how to hold it. Drop it into the editor, or save it upright.',
      });
    if (mediaType === 'image/jpeg' || mediaType === 'image/webp') {
      const plain = mediaType === 'image/jpeg' ? plainJpeg(bytes) : plainWebp(bytes);
      if (!plain)
        return fail({
          file,
          message: 'The picture is damaged: it is cut off or not as it should be. Save it anew.',
        });
      return ok({ bytes: plain, ...(animated ? { note: FIRST_SHOWN } : {}) });
    }
    return ok({ bytes, ...(animated ? { note: FIRST_SHOWN } : {}) });
  };
  return Promise.resolve(clean());
}
