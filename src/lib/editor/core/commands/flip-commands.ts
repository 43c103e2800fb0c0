import { named } from '../../../base/words.ts';
import type { Axis } from '../align.ts';
import { canEditSelection, type Command } from '../command.ts';
import { flipPlan } from '../flip.ts';
import { coverOf } from '../groups.ts';
import { rotateAll } from '../rotate.ts';
import { topmost } from '../selection.ts';
import { indexOf } from './index-of.ts';
import { writePlaced } from './write-placed.ts';

function flip(axis: Axis, label: string, icon: string, key: string): Command {
  return {
    id: `arrange.flip-${axis}`,
    label,
    group: 'arrange',
    icon,
    keys: [key],
    when: canEditSelection,
    run(host) {
      const index = indexOf(host);
      const ids = topmost(host.selection.ids, (id) => index.items.get(id)?.entity.parent).filter(
        (id) => index.items.get(id)?.locked === false,
      );
      const plan = flipPlan(index, ids, axis);
      if ([...plan.values()].every((changes) => changes.size === 0)) return;
      const names = ids.map((id) => index.items.get(id)?.entity.name ?? '');
      host.write(`Flip ${named(names)}`, (writer) => {
        for (const [id, changes] of plan)
          for (const [key, fields] of changes) writer.setFields(id, key, fields);
      });
    },
  };
}

function turn(degrees: 90 | -90, label: string, icon: string): Command {
  return {
    id: `arrange.turn-${degrees > 0 ? 'right' : 'left'}`,
    label,
    group: 'arrange',
    icon,
    keys: [],
    when: canEditSelection,
    run(host) {
      const index = indexOf(host);
      const ids = topmost(host.selection.ids, (id) => index.items.get(id)?.entity.parent);
      const items = ids.map((id) => index.items.get(id)).filter((item) => item && !item.locked);
      const starts = new Map(items.map((item) => [item!.id, item!.placed]));
      const cover = coverOf(index, starts.keys());
      const [only] = starts.values();
      if (!cover || !only) return;
      const middle = [cover.x + cover.width / 2, cover.y + cover.height / 2] as const;
      writePlaced(
        'Turn',
        host,
        index,
        rotateAll(starts, starts.size === 1 ? only.position : middle, degrees),
      );
    },
  };
}

/** Mirroring, and turning by quarters: one entity around its anchor, several around the middle of all. */
export const flipCommands: readonly Command[] = [
  flip('x', 'Flip left to right', 'triangles-centerline-dashed-vertical', 'Shift+KeyH'),
  flip('y', 'Flip top to bottom', 'triangles-centerline-dashed-horizontal', 'Shift+KeyV'),
  turn(90, 'Turn right by 90°', 'rotate-cw'),
  turn(-90, 'Turn left by 90°', 'rotate-ccw'),
];
