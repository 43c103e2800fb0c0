/** Pictures made clean without a browser: what can be is written anew, and what cannot is refused or let in by its header. */
import type { FileType } from '../base/file-type.ts';
import { writePng } from '../base/png-write.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { cleanPng, DamagedPng } from './clean-png.ts';
import type { ImageHeader } from './image-header.ts';
import type { CleanImage } from './import-deps.ts';
import { plainGif } from './plain-gif.ts';
import { orientationOf, plainJpeg } from './plain-jpeg.ts';
import { plainWebp } from './plain-webp.ts';
import { readBmpPixels } from './read-bmp.ts';

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

/** Why a picture cannot be taken where nothing can decode it. */
const REASONS = {
  damaged: 'The picture is damaged: it is cut off or not as it should be. Save it anew.',
  svg: 'An SVG is turned into pixels in the editor: drop it there, or save it as PNG.',
  avif: 'An AVIF is turned into other pixels in the editor: drop it there, or save it as PNG.',
  bmp: 'This kind of BMP is read in the editor only: drop it there, or save it as PNG.',
  held: 'The picture lies on its side or is mirrored, and only a note in it says how to hold it. Drop it into the editor, or save it upright.',
};

/**
 * For where nothing can decode pictures: PNG and BMP are written anew as PNG, JPEG, WebP and GIF lose all but their pixels, SVG and AVIF
 * are refused.
 */
export function cleanWithoutBrowser(
  bytes: Uint8Array,
  { mediaType }: FileType,
  { animated }: ImageHeader,
  file: string,
): Promise<Result<CleanImage>> {
  const refused = (why: keyof typeof REASONS) => fail({ file, message: REASONS[why] });
  const taken = (plain: Uint8Array | null): Result<CleanImage> =>
    plain ? ok({ bytes: plain, ...(animated ? { note: FIRST_SHOWN } : {}) }) : refused('damaged');
  const clean = (): Result<CleanImage> => {
    switch (mediaType) {
      case 'image/png':
        return cleanPngFile(bytes, file);
      case 'image/jpeg':
        return orientationOf(bytes) === 1 ? taken(plainJpeg(bytes)) : refused('held');
      case 'image/webp':
        return taken(plainWebp(bytes));
      case 'image/gif':
        return taken(plainGif(bytes));
      case 'image/bmp': {
        const pixels = readBmpPixels(bytes);
        return pixels ? ok({ bytes: writePng(pixels.width, pixels.height, pixels.rgba) }) : refused('bmp');
      }
      case 'image/svg+xml':
        return refused('svg');
      default:
        return refused('avif');
    }
  };
  return Promise.resolve(clean());
}
