/**
 * Three people paint one layer at random, take strokes back and do them again, while messages are late, lost and cut off and old strokes
 * are folded. Once they are in step again they must see the same tiles, and each of them all that they painted where nobody else did.
 * PERIGEE_FUZZ_SEED runs one seed again, PERIGEE_FUZZ_RUNS sets how many there are.
 */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { writeProject } from '../../src/lib/document/edit-project.ts';
import { paintTiles } from '../../src/lib/document/edit.ts';
import { foldTiles } from '../../src/lib/document/fold-tiles.ts';
import { entityMap } from '../../src/lib/document/layout.ts';
import { systemOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import type { Cell } from '../../src/lib/document/tile-codec.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { tileAt, tilesFrom, tilesOf, type TileChunks } from '../../src/lib/schema/tiles.ts';
import { Peers, type Choices } from './peers.ts';

const RUNS = Number(process.env.PERIGEE_FUZZ_RUNS ?? 15);
const OPERATIONS = 120;
const only = process.env.PERIGEE_FUZZ_SEED;
const seeds = only === undefined ? Array.from({ length: RUNS }, (_, at) => at + 1) : [Number(only)];
/** Columns that everybody paints in; then come as many for each person alone. */
const WIDTH = 24;
const HEIGHT = 40;
const TWO_DAYS = 2 * 24 * 60 * 60 * 1000;

/** A layer with chunks, single cells of old, and strokes of the day before yesterday. */
const base = (() => {
  const doc = new Y.Doc();
  doc.clientID = 1000;
  const cells: Cell[] = Array.from({ length: 300 }, (_, at) => [at % 50, Math.floor(at / 50), (at % 7) + 1]);
  const map = blankEntity({ components: { Transform: {}, Tilemap: { tiles: tilesFrom(cells) } } });
  const scene = blankScene({ entities: { map } }, () => 'layer');
  writeProject(doc, systemOrigin, { ...blankProject('Base', () => 's'), scenes: { s: scene } });
  const entity = entityMap(doc, 's', 'map')!;
  entity.set('Tilemap/tiles/t:2,2', 99);
  const now = Date.now;
  Date.now = () => now() - TWO_DAYS;
  for (let at = 0; at < 80; at++)
    paintTiles(doc, systemOrigin, 's', 'map', [
      [at % 60, (at * 7) % HEIGHT, 100 + at],
      [(at * 5) % 60, at % HEIGHT, 0],
    ]);
  Date.now = now;
  return Y.encodeStateAsUpdate(doc);
})();

const tilesIn = (project: ProjectData): TileChunks =>
  (project.scenes.s!.entities.map!.components.Tilemap!.tiles ?? {}) as TileChunks;

function stroke(pick: Choices, left: number): Cell[] {
  const value = pick.chance(0.25) ? 0 : pick.below(500) + (pick.chance(0.2) ? 0x80000000 : 0);
  const [x, y] = [left + pick.below(WIDTH), pick.below(HEIGHT)];
  const [w, h] = pick.chance(0.5) ? [1 + pick.below(8), 1 + pick.below(8)] : [1, 1];
  const cells: Cell[] = [];
  for (let j = 0; j < h; j++)
    for (let i = 0; i < w; i++)
      if (x + i < left + WIDTH) cells.push([x + i, y + j, pick.chance(0.9) ? value : pick.below(9)]);
  return cells;
}

/** What one person did alone: strokes that are in force, and those taken back. */
class Alone {
  readonly done: Cell[][] = [];
  readonly undone: Cell[][] = [];

  value(x: number, y: number, fallback: number): number {
    for (const cells of this.done.toReversed()) {
      const cell = cells.findLast(([u, v]) => u === x && v === y);
      if (cell) return cell[2];
    }
    return fallback;
  }
}

describe('people who paint the same layer', () => {
  it.each(seeds)('lose nothing: seed %i', (seed) => {
    const peers = new Peers(3, seed, base);
    const pick = peers.random;
    const before = tilesIn(readProject(peers.all[0]!.doc));
    const alone = peers.all.map(() => new Alone());
    for (let at = 0; at < OPERATIONS; at++) {
      const who = pick.below(3);
      const { doc, origin, history } = peers.all[who]!;
      const own = alone[who]!;
      const deed = pick.below(10);
      if (deed < 6) {
        const shared = stroke(pick, 0);
        const mine = stroke(pick, WIDTH * (who + 1));
        paintTiles(doc, origin, 's', 'map', [...shared, ...mine]);
        own.done.push(mine);
        own.undone.length = 0;
      } else if (deed === 6 && own.done.length > 0) {
        history.undo();
        own.undone.push(own.done.pop()!);
      } else if (deed === 7 && own.undone.length > 0) {
        history.redo();
        own.done.push(own.undone.pop()!);
      } else if (deed === 8) foldTiles(doc);
      peers.shake();
    }
    peers.settle();
    const [first, ...others] = peers.all.map(({ reader }) => tilesIn(reader.project));
    for (const other of others) expect(other).toEqual(first);
    // Read bit by bit, and read at once.
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(peers.all[0]!.doc));
    expect(tilesIn(readProject(copy))).toEqual(first);
    expect(Object.keys(first!)).toEqual(Object.keys(tilesIn(readProject(copy))));
    alone.forEach((own, who) => {
      const columns = Array.from({ length: WIDTH }, (_, at) => WIDTH * (who + 1) + at);
      const rows = Array.from({ length: HEIGHT + 8 }, (_, at) => at);
      const grid = (value: (x: number, y: number) => number) =>
        rows.map((y) => columns.map((x) => value(x, y)));
      expect(grid((x, y) => tileAt(first!, x, y))).toEqual(
        grid((x, y) => own.value(x, y, tileAt(before, x, y))),
      );
    });
    // An hour later nothing has changed, a week later neither.
    foldTiles(copy, Date.now() + 3.6e6);
    foldTiles(copy, Date.now() + 7 * TWO_DAYS);
    expect([...tilesOf(tilesIn(readProject(copy)))]).toEqual([...tilesOf(first!)]);
    peers.dispose();
  });
});
