/** Maps of Tiled as what they mean, to be compared: places in files, encodings and the order of properties do not count. */
import { projectOf, type ReportLine } from '../../src/lib/schema/addition.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { exportTiled } from '../../src/lib/export/tiled/export-tiled.ts';
import { importTiled } from '../../src/lib/import/tiled/import-tiled.ts';
import { toTiledColor } from '../../src/lib/tiled/colors.ts';
import { TiledLibrary } from '../../src/lib/import/tiled/library.ts';
import { ImportSession } from '../../src/lib/import/tiled/source.ts';
import { SourceFiles } from '../../src/lib/import/source-files.ts';
import type {
  TiledLayer,
  TiledMap,
  TiledObject,
  TiledObjectLayer,
  TiledProperty,
  TiledTileset,
} from '../../src/lib/tiled/model.ts';

type Files = ReadonlyMap<string, Uint8Array>;

/** A map file as it is in memory. */
export const readMap = (files: Files, path: string): TiledMap =>
  new TiledLibrary(new ImportSession(new SourceFiles(files))).map(path);

/** One map through Perigee: imported, and exported again. */
export async function throughPerigee(
  files: Files,
): Promise<{ files: Map<string, Uint8Array>; project: ProjectData; report: readonly ReportLine[] }> {
  const imported = await importTiled(files);
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  const { project, files: bytes } = projectOf('Round', imported.value);
  const exported = exportTiled(project, (sha256) => bytes.get(sha256) ?? null);
  if (!exported.ok) throw new Error(JSON.stringify(exported.error));
  return { ...exported.value, project };
}

const round = (value: number): number => Math.round(value * 1e6) / 1e6 + 0;

/** Numbers rounded, and what says where something stood left out. */
function plain(value: unknown): unknown {
  if (typeof value === 'number') return round(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'at')
      .map(([key, each]) => [key, plain(each)]),
  );
}

const byName = (a: { name: string }, b: { name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

const sorted = (properties: readonly TiledProperty[]): unknown[] =>
  [...properties].sort(byName).map((property) => ({ ...property, value: valueMeaning(property) }));

/** JSON says values of the members of a class, and leaves their types to the project. */
const memberMeaning = (member: TiledProperty): unknown => ({
  name: member.name,
  value: member.type === 'color' ? toTiledColor(String(member.value)) : valueMeaning(member),
});

function valueMeaning({ type, value }: TiledProperty): unknown {
  if (typeof value !== 'object') return value;
  if (type === 'list') return value.map((item) => ({ ...item, value: valueMeaning(item) }));
  return [...value].sort(byName).map(memberMeaning);
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const image = (given: { source: string; transparent: string } | null) =>
  given && { source: baseName(given.source), transparent: given.transparent.toLowerCase() };

const objectMeaning = (object: TiledObject) => {
  // What a template said stands in the object itself by now.
  const { template: _, sized: __, properties, ...rest } = object;
  return { ...rest, properties: sorted(properties) };
};

const objectsMeaning = (layer: TiledObjectLayer) => ({
  ...layer,
  properties: sorted(layer.properties),
  objects: layer.objects.map(objectMeaning),
});

function layerMeaning(layer: TiledLayer, ids: boolean): unknown {
  const head = { ...layer, id: ids ? layer.id : 0, properties: sorted(layer.properties) };
  switch (layer.kind) {
    case 'tiles': {
      const cells = layer.chunks.flatMap(({ x, y, width, cells: values }) =>
        [...values].flatMap((cell, at) =>
          cell === 0 ? [] : [[y + Math.floor(at / width), x + (at % width), cell] as const],
        ),
      );
      cells.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      return { ...head, encoding: '', compression: '', chunks: cells };
    }
    case 'objects':
      return { ...head, objects: layer.objects.map(objectMeaning) };
    case 'image':
      return { ...head, image: image(layer.image) };
    case 'group':
      return { ...head, layers: layer.layers.map((each) => layerMeaning(each, ids)) };
  }
}

function tilesetMeaning(tileset: TiledTileset): unknown {
  // Older files leave the counts to who reads them.
  const { columns: _, count: __, ...rest } = tileset;
  const { tileSize } = tileset;
  return {
    ...rest,
    tileSize: tileset.image ? tileSize : null,
    image: image(tileset.image),
    properties: sorted(tileset.properties),
    tiles: tileset.tiles
      .filter(
        ({ className, probability, image: own, objects, animation, properties }) =>
          className !== '' || probability !== 1 || own || objects || animation.length || properties.length,
      )
      .sort((a, b) => a.id - b.id)
      .map(({ image: own, rect, objects, properties, ...tile }) => ({
        ...tile,
        image: image(own),
        rect: rect && own && rect.join() === `0,0,${own.width},${own.height}` ? null : rect,
        objects: objects && objectsMeaning(objects),
        properties: sorted(properties),
      })),
    wangSets: tileset.wangSets.map((set) => ({
      ...set,
      properties: sorted(set.properties),
      colors: set.colors.map((color) => ({ ...color, properties: sorted(color.properties) })),
      tiles: [...set.tiles].sort((a, b) => a.tile - b.tile),
    })),
  };
}

/** What a map says. */
export function meaningOf(map: TiledMap, { ids = true } = {}): unknown {
  return plain({
    ...map,
    properties: sorted(map.properties),
    tilesets: map.tilesets.map(({ firstGid, tileset }) => ({ firstGid, tileset: tilesetMeaning(tileset) })),
    layers: map.layers.map((layer) => layerMeaning(layer, ids)),
  });
}
