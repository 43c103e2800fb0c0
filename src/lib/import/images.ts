import { newId } from '../base/ids.ts';
import { pngSize } from '../base/png.ts';
import { fail, ok, type Result } from '../base/result.ts';
import { sha256Hex } from '../base/sha256.ts';
import type { ProjectAddition } from '../schema/addition.ts';
import type { AssetData } from '../schema/project.ts';
import { baseName } from './source-files.ts';

/** Images wider or higher than this cannot be drawn by browsers. */
const largestSide = 16384;

/** PNG images as assets; refused whole when one of them is no image. */
export function importImages(
  files: ReadonlyMap<string, Uint8Array>,
  id: () => string = newId,
): Result<ProjectAddition> {
  const assets: Record<string, AssetData> = {};
  const bytes = new Map<string, Uint8Array>();
  for (const [path, content] of files) {
    const size = pngSize(content);
    if (!size) return fail({ file: path, message: 'The file is no PNG image; it may be damaged.' });
    if (Math.max(size.width, size.height) > largestSide)
      return fail({
        file: path,
        message: `The image is larger than ${largestSide} pixels on a side; make it smaller.`,
      });
    const sha256 = sha256Hex(content);
    bytes.set(sha256, content);
    assets[id()] = { name: baseName(path), kind: 'image', sha256, size: content.length, meta: size };
  }
  return ok({ assets, files: bytes });
}
