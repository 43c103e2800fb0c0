/**
 * What it takes to tell somebody where 100 falling boxes are, 20 times a second, seen over a network with 150 ms to the server and
 * back. Compared with @colyseus/schema in the same run: x and y as int16, nothing of how boxes are turned, only what has changed.
 */
import { Encoder, MapSchema, schema } from '@colyseus/schema';
import { Simulation } from '../src/lib/runtime/simulation.ts';
import { BitWriter } from '../src/lib/net/play/bits.ts';
import { writeSnapshot } from '../src/lib/net/play/snapshot-codec.ts';
import { PARTS_OF_PIXEL, type Row, type Snapshot } from '../src/lib/net/play/snapshot.ts';
import { WorldTeller } from '../src/lib/together/world-teller.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../src/lib/schema/blank.ts';
import type { EntityData, ProjectData } from '../src/lib/schema/project.ts';
import { pileGame } from './pile-game.ts';
import type { BenchRow } from './rows.ts';

const BOXES = 100;
const SECONDS = 4;
/** Ticks between two snapshots. */
const EVERY = 3;
/** Snapshots until the word comes back that one was seen. */
const SEEN_AFTER = 3;

/** Boxes that come down from all heights, turning, onto slopes on which they tumble on. */
function fallingBoxes(): ProjectData {
  const entities: Record<string, EntityData> = {};
  const add = (components: EntityData['components']) => {
    const number = Object.keys(entities).length;
    const order = `a${String(number).padStart(4, '0')}V`;
    entities[`e${number}`] = blankEntity({ layer: 'main', order, components });
  };
  for (let i = 0; i < 5; i++)
    add({
      Transform: { position: [i * 400, 500], size: [420, 40], rotation: i % 2 ? 12 : -12 },
      ...{ Shape: {}, Collider: {} },
    });
  for (let i = 0; i < BOXES; i++)
    add({
      Transform: {
        position: [(i * 137) % 1600, -((i * 61) % 1900)],
        size: [20, 20],
        rotation: (i * 31) % 360,
      },
      ...{ Shape: {}, Collider: {} },
      Body: { velocity: [((i * 7) % 21) * 10 - 100, 0] },
    });
  return {
    ...blankProject('Boxes'),
    scenes: { s: blankScene({ layers: { main: blankLayer({ order: 'a0' }) }, entities }) },
  };
}

function runGame(project: ProjectData): Snapshot[] {
  const simulation = new Simulation({ project, scene: 's' });
  const teller = new WorldTeller(simulation.world);
  const list: Snapshot[] = [];
  for (let tick = 1; tick <= SECONDS * 60; tick++) {
    simulation.tick();
    if (tick % EVERY > 0) continue;
    teller.news();
    list.push(teller.snapshot(tick));
  }
  return list;
}

const PLACE = 3;
const moved = (a: Row, b: Row | undefined, fields: number): boolean =>
  a.some((value, field) => field < fields && value !== b?.[field]);

/** Bytes of each snapshot but the first ones, and how many boxes had moved since the one before. */
function ours(list: readonly Snapshot[]): { bytes: number; moving: number } {
  let bytes = 0;
  let moving = 0;
  for (let at = SEEN_AFTER + 1; at < list.length; at++) {
    const writer = new BitWriter();
    writeSnapshot(writer, list[at]!, { last: list[at - SEEN_AFTER]!, before: list[at - SEEN_AFTER - 1]! });
    bytes += writer.finish().length;
    for (const [id, row] of list[at]!.rows) if (moved(row, list[at - 1]!.rows.get(id), PLACE)) moving++;
  }
  return { bytes, moving };
}

function theirs(list: readonly Snapshot[]): { bytes: number; moving: number } {
  const Box = schema({ x: 'int16', y: 'int16' });
  const State = schema({ boxes: { map: Box } });
  const state = new State();
  state.boxes = new MapSchema();
  const encoder = new Encoder(state);
  let bytes = 0;
  let moving = 0;
  list.forEach((snapshot, at) => {
    for (const [id, row] of snapshot.rows) {
      const box = state.boxes.get(String(id)) ?? new Box();
      box.x = Math.round(row[0]! / PARTS_OF_PIXEL);
      box.y = Math.round(row[1]! / PARTS_OF_PIXEL);
      if (!state.boxes.has(String(id))) state.boxes.set(String(id), box);
    }
    const { length } = encoder.encode();
    encoder.discardChanges();
    if (at <= SEEN_AFTER) return;
    bytes += length;
    const whole = (each: Row | undefined): Row =>
      (each ?? []).map((value) => Math.round(value / PARTS_OF_PIXEL));
    for (const [id, row] of snapshot.rows)
      if (moved(whole(row), whole(list[at - 1]!.rows.get(id)), 2)) moving++;
  });
  return { bytes, moving };
}

/** @param name of the rows */
function rows(name: string, project: ProjectData): BenchRow[] {
  const list = runGame(project);
  const own = ours(list);
  const other = theirs(list);
  const perEntity = own.bytes / own.moving;
  const peer = other.bytes / other.moving;
  const snapshots = list.length - SEEN_AFTER - 1;
  const baseline = '@colyseus/schema int16';
  return [
    { name, value: perEntity, unit: 'bytes/entity', ratio: perEntity / peer, baseline },
    {
      name: `${name}-rate`,
      value: ((own.bytes / snapshots) * (60 / EVERY)) / 1024,
      unit: 'kB/s',
      ratio: own.bytes / other.bytes,
      baseline,
    },
  ];
}

/** Boxes that fall and tumble on; and a pile that comes to rest, in which the little that moves costs the most. */
export default async function bench(): Promise<BenchRow[]> {
  return [
    ...rows('snapshot-bytes', fallingBoxes()),
    ...rows('snapshot-bytes-pile', pileGame(BOXES, 0, 'return {}')),
  ];
}
