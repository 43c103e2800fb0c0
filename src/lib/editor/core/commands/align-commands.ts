import type { Rect, Vec2 } from '../../../base/geometry.ts';
import {
  alignDeltas,
  around,
  distributeDeltas,
  matchSizes,
  type Axis,
  type Side,
  type Spread,
} from '../align.ts';
import { canEditSelection, writable, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { boundsOfPlaced, type Placed } from '../entity-geometry.ts';
import { coverOf } from '../groups.ts';
import type { SceneIndex } from '../scene-index.ts';
import { topmost } from '../selection.ts';
import { indexOf } from './index-of.ts';
import { writePlaced } from './write-placed.ts';

/** What of the selection can be moved, each with what it covers. */
function coversOf(host: CommandHost, index: SceneIndex): Map<string, Rect> {
  const covers = new Map<string, Rect>();
  for (const id of topmost(host.selection.ids, (each) => index.items.get(each)?.entity.parent)) {
    const cover = index.items.get(id)?.locked === false ? coverOf(index, [id]) : null;
    if (cover) covers.set(id, cover);
  }
  return covers;
}

const several = (least: number) => (host: CommandHost) =>
  writable(host) && host.selection.ids.length >= least;

/** What one entity alone is aligned to: the box of its parent, else the game's screen. */
function frameFor(host: CommandHost, index: SceneIndex, id: string): Rect {
  const parent = index.items.get(index.items.get(id)?.entity.parent ?? '');
  if (parent) return boundsOfPlaced(parent.placed);
  const [width, height] = host.reader.project.settings.size;
  return { x: 0, y: 0, width, height };
}

function moveBy(verb: string, host: CommandHost, index: SceneIndex, deltas: ReadonlyMap<string, Vec2>): void {
  const ends = new Map<string, Placed>();
  for (const [id, [dx, dy]] of deltas) {
    const { placed } = index.items.get(id)!;
    ends.set(id, { ...placed, position: [placed.position[0] + dx, placed.position[1] + dy] });
  }
  writePlaced(verb, host, index, ends);
}

function align(id: string, label: string, icon: string, axis: Axis, side: Side, key: string): Command {
  return {
    id: `arrange.align-${id}`,
    label: `Align ${label}`,
    group: 'arrange',
    icon,
    keys: [`Alt+${key}`],
    when: canEditSelection,
    run(host) {
      const index = indexOf(host);
      const covers = coversOf(host, index);
      const [only] = covers.keys();
      const to = covers.size === 1 ? frameFor(host, index, only!) : around(covers.values());
      if (to) moveBy('Align', host, index, alignDeltas(covers, axis, side, to));
    },
  };
}

function distribute(id: string, label: string, icon: string, axis: Axis, spread: Spread): Command {
  return {
    id: `arrange.distribute-${id}`,
    label,
    group: 'arrange',
    icon,
    keys: spread === 'gaps' ? [axis === 'x' ? 'Alt+Shift+KeyH' : 'Alt+Shift+KeyV'] : [],
    when: several(3),
    run(host) {
      const index = indexOf(host);
      moveBy('Distribute', host, index, distributeDeltas(coversOf(host, index), axis, spread));
    },
  };
}

function match(what: 'width' | 'height' | 'both', label: string, icon: string): Command {
  return {
    id: `arrange.match-${what}`,
    label,
    group: 'arrange',
    icon,
    keys: [],
    when: several(2),
    run(host) {
      const index = indexOf(host);
      const items = host.selection.ids
        .map((id) => index.items.get(id))
        .filter((item) => item !== undefined)
        .filter((item) => !item.locked);
      // The one that was picked last leads.
      const lead = items.at(-1);
      if (!lead) return;
      const boxes = new Map(items.map(({ id, placed }) => [id, placed]));
      writePlaced('Match sizes of', host, index, matchSizes(boxes, lead.placed.size, what));
    },
  };
}

/** Aligning, distributing and matching sizes. One entity alone is aligned to its parent or to the game's screen. */
export const alignCommands: readonly Command[] = [
  align('left', 'left edges', 'align-start-vertical', 'x', 'low', 'KeyA'),
  align('centre', 'centres', 'align-center-vertical', 'x', 'middle', 'KeyH'),
  align('right', 'right edges', 'align-end-vertical', 'x', 'high', 'KeyD'),
  align('top', 'top edges', 'align-start-horizontal', 'y', 'low', 'KeyW'),
  align('middle', 'middles', 'align-center-horizontal', 'y', 'middle', 'KeyV'),
  align('bottom', 'bottom edges', 'align-end-horizontal', 'y', 'high', 'KeyS'),
  distribute('gaps-x', 'Even gaps from left to right', 'align-horizontal-space-between', 'x', 'gaps'),
  distribute('gaps-y', 'Even gaps from top to bottom', 'align-vertical-space-between', 'y', 'gaps'),
  distribute(
    'centres-x',
    'Even centres from left to right',
    'align-horizontal-distribute-center',
    'x',
    'middles',
  ),
  distribute(
    'centres-y',
    'Even centres from top to bottom',
    'align-vertical-distribute-center',
    'y',
    'middles',
  ),
  match('width', 'Match widths', 'move-horizontal'),
  match('height', 'Match heights', 'move-vertical'),
  match('both', 'Match sizes', 'scaling'),
];
