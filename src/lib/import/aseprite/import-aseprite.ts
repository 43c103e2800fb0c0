/** Pictures of Aseprite as images with a sheet: every frame flattened, tags as animations, slices as borders and pivots. */
import { newId } from '../../base/ids.ts';
import { writePng } from '../../base/png-write.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { sha256Hex } from '../../base/sha256.ts';
import type { ProjectAddition, ReportLine } from '../../schema/addition.ts';
import type { AssetMeta } from '../../schema/asset-meta.ts';
import type { AssetData } from '../../schema/project.ts';
import { directions, type Border, type FrameData } from '../../schema/sheet.ts';
import { fitsSheet, frameSheet } from '../sheets/frame-sheet.ts';
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
  if (!fitsSheet(all.length, width, height))
    throw new Error(`Its ${all.length} frames of ${width} × ${height} px make a picture that is too large.`);
  const flattened = function* () {
    for (const frame of all.keys()) yield flattenFrame(file, frame);
  };
  const sheet = frameSheet(flattened(), width, height);
  const pivot = pivotOf(file);
  const frames = sheet.rects.map((rect, frame): [string, FrameData] => [
    String(frame),
    { rect, ...(pivot && { pivot }) },
  ]);
  const tags = file.tags.map((tag) => ({ ...tag, direction: directions[tag.direction] ?? 'forward' }));
  const animations = taggedAnimations(
    file.frames.map(({ duration }) => duration),
    tags,
    id,
  );
  const border = borderOf(file);
  const single = frames.length === 1 && !pivot;
  return {
    png: writePng(sheet.width, sheet.height, sheet.rgba),
    meta: {
      width: sheet.width,
      height: sheet.height,
      ...(single ? {} : { frames: Object.fromEntries(frames) }),
      ...(Object.keys(animations).length > 0 && { animations }),
      ...(border && { border }),
    },
  };
}

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
  for (const [what, detail] of leftOut(file)) lines.push({ file: path, what, how: 'left out', detail });
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

/** Layers that are no part of the picture, and what of the file is not read. */
function* leftOut({ layers, tilesets, skipped }: AseFile): Generator<[what: string, detail: string]> {
  for (const { name, visible, reference, kind, tileset } of layers) {
    if (kind === 'group') continue;
    if (reference) yield [`Layer "${name}"`, 'It is there to draw over, and no part of the picture.'];
    else if (!visible)
      yield [`Layer "${name}"`, 'It is hidden; show it in Aseprite and bring the file again.'];
    else if (kind === 'tilemap' && !tilesets.get(tileset)?.data)
      yield [`Layer "${name}"`, 'Its tileset lies in another file, which cannot be read.'];
  }
  if (skipped.size > 0) yield ['Further parts', `Not read: ${[...skipped].sort().join(', ')}.`];
}
