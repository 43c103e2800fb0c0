/** Pictures of Aseprite as images with a sheet: every frame flattened, tags as animations, slices as borders and pivots. */
import { newId } from '../../base/ids.ts';
import { writePng } from '../../base/png-write.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { sha256Hex } from '../../base/sha256.ts';
import type { ProjectAddition, ReportLine } from '../../schema/addition.ts';
import type { AssetMeta } from '../../schema/asset-meta.ts';
import type { AssetData } from '../../schema/project.ts';
import { directions, type Border, type FrameData } from '../../schema/sheet.ts';
import { LARGEST_SIDE, MOST_PIXELS } from '../image-limits.ts';
import { taggedAnimations } from '../sheets/tagged-animations.ts';
import { stemOf } from '../source-files.ts';
import { isAse, readAse, type AseFile, type AseSlice } from './ase-file.ts';
import { flattenFrame, unknownBlends } from './flatten.ts';

/** Reads every file of Aseprite among the files. The first that cannot be read is refused by name. */
export function importAseprite(
  files: ReadonlyMap<string, Uint8Array>,
  id: () => string = newId,
): Result<ProjectAddition> {
  const assets: Record<string, AssetData> = {};
  const pictures = new Map<string, Uint8Array>();
  const report: ReportLine[] = [];
  for (const [path, bytes] of files) {
    if (!isAse(bytes)) continue;
    try {
      const file = readAse(bytes);
      const { png, meta } = sheetOf(file, id);
      const sha256 = sha256Hex(png);
      assets[id()] = { name: `${stemOf(path)}.png`, kind: 'image', sha256, size: png.length, meta };
      pictures.set(sha256, png);
      report.push(...reportOf(path, file));
    } catch (error) {
      return fail({ file: path, message: (error as Error).message });
    }
  }
  return ok({ assets, files: pictures, report });
}

/** All frames side by side in one picture, each different one once, and what is told of them. */
function sheetOf(file: AseFile, id: () => string): { png: Uint8Array; meta: AssetMeta } {
  const { width, height, frames: all } = file;
  if (
    Math.max(width, height) * Math.sqrt(all.length) > LARGEST_SIDE ||
    width * height * all.length > MOST_PIXELS
  )
    throw new Error(`Its ${all.length} frames of ${width} × ${height} px make a picture that is too large.`);
  const cells: Uint8Array[] = [];
  const known = new Map<string, number>();
  const places = file.frames.map((_, frame) => {
    const pixels = flattenFrame(file, frame);
    const key = sha256Hex(pixels);
    const place = known.get(key) ?? cells.push(pixels) - 1;
    known.set(key, place);
    return place;
  });
  const columns = columnsFor(cells.length, width, height);
  const rows = Math.ceil(cells.length / columns);
  const [wide, high] = [columns * width, rows * height];
  const sheet = new Uint8Array(wide * high * 4);
  const corner = (cell: number) => [(cell % columns) * width, Math.floor(cell / columns) * height] as const;
  cells.forEach((pixels, cell) => {
    const [left, top] = corner(cell);
    for (let y = 0; y < height; y++)
      sheet.set(pixels.subarray(y * width * 4, (y + 1) * width * 4), ((top + y) * wide + left) * 4);
  });
  const pivot = pivotOf(file);
  const frames = places.map((cell, frame): [string, FrameData] => {
    const [x, y] = corner(cell);
    return [String(frame), { rect: [x, y, width, height], ...(pivot && { pivot }) }];
  });
  const tags = file.tags.map((tag) => ({ ...tag, direction: directions[tag.direction] ?? 'forward' }));
  const animations = taggedAnimations(
    file.frames.map(({ duration }) => duration),
    tags,
    id,
  );
  const border = borderOf(file);
  const single = places.length === 1 && !pivot;
  return {
    png: writePng(wide, high, sheet),
    meta: {
      width: wide,
      height: high,
      ...(single ? {} : { frames: Object.fromEntries(frames) }),
      ...(Object.keys(animations).length > 0 && { animations }),
      ...(border && { border }),
    },
  };
}

/** About as wide as high. */
const columnsFor = (count: number, width: number, height: number): number =>
  Math.max(1, Math.min(count, Math.round(Math.sqrt((count * height) / width)) || 1));

/** The borders of the first slice that has nine parts, measured from the edges of the picture. */
function borderOf({ width, height, slices }: AseFile): Border | null {
  const key = firstKey(slices, ({ centre }) => centre !== null);
  if (!key?.centre) return null;
  const [x, y] = key.rect;
  const [cx, cy, cw, ch] = key.centre;
  const border: Border = [x + cx, y + cy, width - x - cx - cw, height - y - cy - ch];
  return border.every((edge) => edge >= 0) ? border : null;
}

/** The pivot of the first slice that has one, as a fraction of the picture. */
function pivotOf({ width, height, slices }: AseFile): readonly [number, number] | null {
  const key = firstKey(slices, ({ pivot }) => pivot !== null);
  if (!key?.pivot) return null;
  return [(key.rect[0] + key.pivot[0]) / width, (key.rect[1] + key.pivot[1]) / height];
}

const firstKey = (slices: readonly AseSlice[], has: (key: AseSlice['keys'][number]) => boolean) =>
  slices.flatMap(({ keys }) => keys).find(has);

function reportOf(path: string, file: AseFile): ReportLine[] {
  const count = file.frames.length;
  const lines: ReportLine[] = [
    { file: path, what: `${count} ${count === 1 ? 'frame' : 'frames'}`, how: 'as it was', detail: '' },
  ];
  for (const name of unknownBlends(file))
    lines.push({
      file: path,
      what: `Layer "${name}"`,
      how: 'changed',
      detail: 'Its blend mode is not known here; it is drawn as normal.',
    });
  const more = file.slices.filter(({ keys }) => !keys.some(({ centre, pivot }) => centre ?? pivot));
  for (const { name } of more)
    lines.push({
      file: path,
      what: `Slice "${name}"`,
      how: 'left out',
      detail: 'Slices without nine parts and without a pivot have no place in the project.',
    });
  return lines;
}
