import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createEntity, paintTiles, setFields } from '../../src/lib/document/edit.ts';
import { putPrefab, writeProject } from '../../src/lib/document/edit-project.ts';
import { foldTiles } from '../../src/lib/document/fold-tiles.ts';
import { entityMap } from '../../src/lib/document/layout.ts';
import { systemOrigin, userOrigin } from '../../src/lib/document/origin.ts';
import { DocReader } from '../../src/lib/document/reader.ts';
import {
  foldStrokes,
  packCells,
  packChunk,
  packStrokes,
  unpackChunk,
  unpackStrokes,
  type Cell,
} from '../../src/lib/document/tile-codec.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { UndoHistory } from '../../src/lib/document/undo.ts';
import { Random } from '../../src/lib/base/random.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import { resolveEntity } from '../../src/lib/schema/resolve.ts';
import { tileAt, tilesFrom, tilesOf, type TileChunks } from '../../src/lib/schema/tiles.ts';

const value = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 0xffffffff }));
const cell = fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 }), value);
const cells = fc.array(cell, { maxLength: 300 });
const own = { stamp: 5, author: 'a' };
const asMap = (given: Iterable<Cell>) => new Map([...given].map(([x, y, v]) => [`${x},${y}`, v]));

describe('tiles as bytes', () => {
  it('gives chunks back as they were', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.integer({ min: 1, max: 90 })), { minLength: 1 }), (runs) => {
        const chunk = new Uint32Array(256);
        chunk.set(runs.flatMap(([of, length]) => new Array<number>(length).fill(of)).slice(0, 256));
        const bytes = packChunk(chunk);
        expect(bytes.length).toBeLessThanOrEqual(1024);
        expect(unpackChunk(bytes)).toEqual(chunk);
      }),
    ));

  it('gives strokes back as they were, the later of two paints of a cell', () =>
    fc.assert(
      fc.property(cells, (given) => {
        const [stroke] = unpackStrokes(packCells(given), own)!;
        expect(stroke).toMatchObject(own);
        expect(asMap(stroke!.cells)).toEqual(asMap(given));
        expect(stroke!.cells).toHaveLength(asMap(given).size);
      }),
    ));

  it('folds strokes into what they paint together, each cell with its own stamp', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(cells, fc.nat(9), fc.constantFrom('a', 'b'))), (given) => {
        const strokes = given.map(([cells, stamp, author], at) => ({
          cells,
          stamp: stamp * 100 + at,
          author,
        }));
        const folded = unpackStrokes(packStrokes(foldStrokes(strokes)), own)!;
        const painted = [...strokes].sort((a, b) => a.stamp - b.stamp).flatMap((stroke) => stroke.cells);
        expect(asMap(folded.flatMap((stroke) => stroke.cells))).toEqual(asMap(painted));
        for (const { stamp, author } of folded)
          expect(strokes.some((stroke) => stroke.stamp === stamp && stroke.author === author)).toBe(true);
      }),
    ));

  it('refuses bytes that are damaged, and what claims to be endless', () => {
    fc.assert(
      fc.property(cells, fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1 }), (given, changes) => {
        const bytes = packCells(given);
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
        for (const stroke of unpackStrokes(bytes, own) ?? [])
          expect(stroke.cells.length).toBeLessThanOrEqual(2 ** 20);
        unpackChunk(bytes);
      }),
    );
    expect(
      unpackStrokes(Uint8Array.of(0, 255, 255, 255, 255, 15, 0, 0, 255, 255, 255, 255, 31, 1), own),
    ).toBeNull();
    expect(unpackChunk(new Uint8Array())).toBeNull();
    expect(() => packCells([[2 ** 23, 0, 1]])).toThrow('too far out');
  });
});

function layerDoc(tiles: TileChunks = {}) {
  const doc = new Y.Doc();
  const scene = blankScene({ entities: {} }, () => 'layer');
  writeProject(doc, systemOrigin, { ...blankProject('Tiles', () => 's'), scenes: { s: scene } });
  createEntity(
    doc,
    systemOrigin,
    's',
    'map',
    blankEntity({ components: { Transform: {}, Tilemap: { tiles } } }),
  );
  const reader = new DocReader(doc);
  const read = () => (reader.project.scenes.s!.entities.map!.components.Tilemap!.tiles ?? {}) as TileChunks;
  return { doc, read };
}

describe('a layer in the shared document', () => {
  const random = new Random(7);
  const anywhere = (count: number, side: number): Cell[] =>
    Array.from({ length: count }, () => [
      random.integer(0, side - 1),
      random.integer(0, side - 1),
      random.integer(1, 900) + (random.float() < 0.2 ? 0x80000000 : 0),
    ]);

  it('takes a stroke of 200 tiles as one update of less than 2 kB and one step back', () => {
    const { doc, read } = layerDoc();
    const origin = userOrigin();
    const history = new UndoHistory(doc, origin, { getSelection: () => [], setSelection: () => {} });
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    const stroke = [...asMap(anywhere(230, 256))].slice(0, 200).map(([key, of]): Cell => {
      const [x, y] = key.split(',').map(Number);
      return [x!, y!, of];
    });
    paintTiles(doc, origin, 's', 'map', stroke);
    expect(updates).toHaveLength(1);
    expect(updates[0]!.length).toBeLessThan(2048);
    expect([...tilesOf(read())]).toHaveLength(200);
    history.undo();
    expect(read()).toEqual({});
    expect(history.canUndo).toBe(false);
    history.redo();
    expect([...tilesOf(read())]).toHaveLength(200);
  });

  it('holds 65,536 tiles in less than 1 MB, painted by hand or at once', () => {
    const all: Cell[] = [];
    for (let y = 0; y < 256; y++) for (let x = 0; x < 256; x++) all.push([x, y, 1 + random.integer(0, 600)]);
    const sizes = [1, 330].map((strokes) => {
      const { doc, read } = layerDoc();
      const each = Math.ceil(all.length / strokes);
      for (let at = 0; at < all.length; at += each)
        paintTiles(doc, userOrigin(), 's', 'map', all.slice(at, at + each));
      expect([...tilesOf(read())]).toHaveLength(65_536);
      return Y.encodeStateAsUpdate(doc).length;
    });
    const { doc } = layerDoc(tilesFrom(all));
    for (const size of [...sizes, Y.encodeStateAsUpdate(doc).length]) expect(size).toBeLessThan(2 ** 20);
  });

  it('keeps chunks that a stroke does not touch as they were, also after it is taken back', () => {
    const { doc, read } = layerDoc(
      tilesFrom([
        [0, 0, 1],
        [20, 0, 2],
        [-5, 90, 3],
      ]),
    );
    const origin = userOrigin();
    const history = new UndoHistory(doc, origin, { getSelection: () => [], setSelection: () => {} });
    const before = read();
    paintTiles(doc, origin, 's', 'map', [
      [1, 1, 9],
      [40, 1, 9],
    ]);
    const after = read();
    expect(Object.keys(after)).toEqual(['-1,5', '0,0', '1,0', '2,0']);
    expect(after['1,0']).toBe(before['1,0']);
    expect(after['0,0']).not.toBe(before['0,0']);
    paintTiles(doc, origin, 's', 'map', [[40, 1, 0]]);
    expect(Object.keys(read())).toEqual(['-1,5', '0,0', '1,0']);
    history.undo();
    history.undo();
    expect(read()).toEqual(before);
    expect(read()['-1,5']).toBe(before['-1,5']);
  });

  it('reads what earlier versions wrote', () => {
    const { doc, read } = layerDoc();
    const entity = entityMap(doc, 's', 'map')!;
    const bytes = new Uint8Array(1024);
    bytes[4] = 3;
    entity.set('Tilemap/tiles/c:0,0', bytes);
    entity.set('Tilemap/tiles/t:2,0', 4);
    paintTiles(doc, userOrigin(), 's', 'map', [[3, 0, 5]]);
    expect([0, 1, 2, 3].map((x) => tileAt(read(), x, 0))).toEqual([0, 3, 4, 5]);
  });

  it('lets what is set as a whole stand over earlier strokes, and later strokes over that', () => {
    const { doc, read } = layerDoc();
    paintTiles(doc, userOrigin(), 's', 'map', [
      [0, 0, 1],
      [9, 9, 1],
    ]);
    setFields(doc, userOrigin(), 's', 'map', 'Tilemap', { tiles: tilesFrom([[0, 0, 2]]) });
    expect([...tilesOf(read())]).toEqual([[0, 0, 2]]);
    paintTiles(doc, userOrigin(), 's', 'map', [[0, 0, 3]]);
    expect([...tilesOf(read())]).toEqual([[0, 0, 3]]);
  });

  it('paints over what an instance has of its prefab', () => {
    const { doc } = layerDoc();
    const tiles = tilesFrom([
      [0, 0, 1],
      [1, 0, 2],
    ]);
    const root = blankEntity({ components: { Transform: {}, Tilemap: { tiles } } });
    putPrefab(doc, systemOrigin, 'p', { name: 'Wall', order: 'a0', root: 'r', entities: { r: root } });
    createEntity(doc, systemOrigin, 's', 'i', blankEntity({ prefab: 'p' }));
    paintTiles(doc, userOrigin(), 's', 'i', [[1, 0, 9]], tiles);
    const { prefabs, scenes } = readProject(doc);
    const { Tilemap } = resolveEntity(prefabs, 'i', scenes.s!.entities.i!).components;
    expect([...tilesOf(Tilemap!.tiles)]).toEqual([
      [0, 0, 1],
      [1, 0, 9],
    ]);
  });

  it('becomes small again when many have painted on it for days', () => {
    const { doc, read } = layerDoc();
    for (let day = 0; day < 400; day++) paintTiles(doc, userOrigin(), 's', 'map', anywhere(20, 40));
    const before = read();
    const entity = entityMap(doc, 's', 'map')!;
    const parts = () => [...entity.keys()].filter((key) => key.includes('/s:')).length;
    foldTiles(doc);
    expect(parts()).toBe(400);
    foldTiles(doc, Date.now() + 2 * 24 * 3600 * 1000);
    expect(parts()).toBe(1);
    expect(read()).toEqual(before);
  });
});
