import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../src/lib/base/order.ts';
import { importAsProject } from '../../src/lib/import/import-files.ts';
import { importTiled } from '../../src/lib/import/tiled/import-tiled.ts';
import { surprisesOf, type ProjectAddition } from '../../src/lib/schema/addition.ts';
import { readFolder } from '../../src/lib/schema/folder-read.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import { tileAt, type TileChunks } from '../../src/lib/schema/tiles.ts';
import { checkProject } from '../../src/lib/schema/validate.ts';
import { entityNamed, onlyScene, sharedFiles, sharedTiled } from './support.ts';

const folder = sharedTiled();
if (!folder) console.warn('The shared maps of Tiled are not here (PERIGEE_SHARED); their tests are skipped.');

const desert = ['desert.tmx', 'desert.tsx', 'tmw_desert_spacing.png'];
const outside = ['orthogonal-outside.tmx', 'buch-outdoor.png'];

async function imported(names: string[]): Promise<ProjectAddition> {
  const result = await importTiled(sharedFiles(names));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** The cells of a layer, decoded without any of the importer's code. */
function cellsInFile(file: string, layer: string): number[] {
  const text = readFileSync(join(folder!, file), 'utf8');
  const start = text.indexOf(`name="${layer}"`);
  const data = text.slice(
    text.indexOf('>', text.indexOf('<data', start)) + 1,
    text.indexOf('</data>', start),
  );
  const buffer = inflateSync(Buffer.from(data.trim(), 'base64'));
  return Array.from({ length: buffer.length / 4 }, (_, at) => buffer.readUInt32LE(at * 4));
}

function gridOf(addition: ProjectAddition, name: string, width: number, height: number): number[] {
  const tiles = entityNamed(addition, name).components.Tilemap!.tiles as TileChunks;
  return Array.from({ length: width * height }, (_, at) => tileAt(tiles, at % width, Math.floor(at / width)));
}

describe.skipIf(!folder)('real maps of Tiled', () => {
  it('desert: every tile, and the tileset with its margin and spacing', async () => {
    const addition = await imported(desert);
    const cells = cellsInFile('desert.tmx', 'Ground');
    expect(cells.length).toBe(1600);
    expect(gridOf(addition, 'Ground', 40, 40)).toEqual(cells);
    expect(Object.values(addition.tilesets!)).toMatchObject([
      { name: 'Desert', tileSize: [32, 32], margin: 1, spacing: 1, columns: 8, count: 48, offset: [0, 0] },
    ]);
    expect(Object.values(addition.assets!)).toMatchObject([
      { name: 'tmw_desert_spacing.png', kind: 'image', meta: { width: 265, height: 199 } },
    ]);
    expect(entityNamed(addition, 'Ground').components.Transform).toEqual({
      position: [0, 0],
      size: [1280, 1280],
      anchor: [0, 0],
    });
    expect(onlyScene(addition).name).toBe('desert');
    expect(surprisesOf(addition)).toEqual([]);
  });

  it('outside: tiles of both layers, in the order of Tiled, with their flips', async () => {
    const addition = await imported(outside);
    for (const layer of ['Ground', 'Fringe'])
      expect(gridOf(addition, layer, 45, 31)).toEqual(cellsInFile('orthogonal-outside.tmx', layer));
    expect(inOrder(onlyScene(addition).layers).map(([, { name }]) => name)).toEqual([
      'Ground',
      'Fringe',
      'Objects',
    ]);
  });

  it('outside: objects stand where Tiled puts them, with names, classes and properties', async () => {
    const addition = await imported(outside);
    const maggots = entityNamed(addition, 'maggots');
    expect(maggots.tags).toEqual(['Location']);
    expect(maggots.components.Transform).toEqual({ position: [435, 74], size: [155, 99], anchor: [0, 0] });
    expect(maggots.components.Properties).toEqual({ values: { spawncount: 5, spawntype: 'maggot' } });

    const chest = entityNamed(addition, 'discover chest');
    expect(chest.components.Shape).toMatchObject({ kind: 'ellipse' });
    expect(chest.components.Properties).toEqual({ values: { script: 'chest-discovered.lua' } });

    const wall = entityNamed(addition, 'unreachable');
    expect(wall.components.Transform).toMatchObject({ position: [2, 158], size: [119, 207] });
    expect((wall.components.Transform!.anchor as number[])[1]).toBeCloseTo(117 / 207);
    expect(wall.components.Properties).toEqual({ values: { static: true } });
    expect((wall.components.Shape!.points as unknown[]).length).toBe(16);

    expect(entityNamed(addition, 'player-start').components.Transform).toMatchObject({
      position: [192, 160],
      anchor: [0.5, 0.5],
    });
    expect(entityNamed(addition, 'Map').components.Properties).toEqual({ values: { enemyTint: '#a33636' } });
    const sign = entityNamed(addition, 'Sign');
    expect(sign.components.Transform).toEqual({ position: [670.667, 87], size: [16, 16], anchor: [0, 1] });
    expect(sign.components.Sprite).toMatchObject({ frame: 256, frameSize: [16, 16] });
  });

  it('outside: objects are drawn from top to bottom, flipped ones mirrored', async () => {
    const addition = await imported(outside);
    const objects = inOrder(onlyScene(addition).entities)
      .map(([, entity]) => entity)
      .filter(({ components }) => components.Sprite);
    expect(objects.length).toBe(23);
    const ys = objects.map(({ components }) => (components.Transform!.position as number[])[1]!);
    expect(ys).toEqual([...ys].sort((a, b) => a - b));
    expect(objects.filter(({ components }) => components.Sprite!.flipX === true).length).toBe(4);
  });

  it('the files of both maps in one zip, in folders, make one project that is stored and read back', async () => {
    const files = new Map([...sharedFiles(desert, 'maps/'), ...sharedFiles(outside, 'maps/inner/')]);
    const zip = zipSync(Object.fromEntries(files));
    const result = await importAsProject(new Map([['both.zip', zip]]));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const { project } = result.value;
    expect(inOrder(project.scenes).map(([, { name }]) => name)).toEqual(['desert', 'orthogonal-outside']);
    expect(checkProject(project)).toEqual([]);
    const written = writeFolder(project, (sha) => result.value.files.get(sha));
    const read = readFolder(written);
    expect(read.ok && read.value.project).toEqual(project);
  });

  it.each([
    ['desert.tsx', ['desert.tmx', 'tmw_desert_spacing.png'], 'desert.tmx', 3],
    ['tmw_desert_spacing.png', ['desert.tmx', 'desert.tsx'], 'desert.tsx', 3],
  ])('says that %s is missing, and who wants it', async (missing, names, file, line) => {
    const result = await importTiled(sharedFiles(names));
    expect(result).toMatchObject({ ok: false, error: { file, line } });
    expect(!result.ok && result.error.message).toContain(`"${missing}" is missing`);
  });
});
