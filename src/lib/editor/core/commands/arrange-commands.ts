import { newId } from '../../../base/ids.ts';
import { counted, named } from '../../../base/words.ts';
import { splitId } from '../../../schema/resolve.ts';
import { groupPlan, reorderPlan, ungroupPlan, type Direction } from '../arrange.ts';
import { canEditSelection, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { indexOf } from './index-of.ts';

/** Says why nothing happens when only parts of instances are selected. */
function refuseParts(host: CommandHost): void {
  if (host.selection.ids.every((id) => splitId(id).path !== ''))
    host.notify('The order of parts is the prefab’s: change it there, or unpack the instance first.');
}

function reorder(direction: Direction, label: string, icon: string, ...keys: string[]): Command {
  return {
    id: `arrange.${direction}`,
    label,
    group: 'arrange',
    icon,
    keys,
    when: canEditSelection,
    run(host) {
      const scene = host.reader.project.scenes[host.scene() ?? ''];
      const plan = scene ? reorderPlan(scene, host.selection.ids, direction) : new Map<string, string>();
      if (plan.size === 0) return refuseParts(host);
      const names = host.selection.ids.map((id) => scene?.entities[id]?.name ?? '');
      host.write(`${label}: ${named(names)}`, (writer) => {
        for (const [id, order] of plan) writer.set(id, { order });
      });
    },
  };
}

/** Order from back to front, and groups. */
export const arrangeCommands: readonly Command[] = [
  reorder('forward', 'Bring forward', 'arrow-up', 'PageUp', 'Alt+ArrowDown'),
  reorder('backward', 'Send backward', 'arrow-down', 'PageDown', 'Alt+ArrowUp'),
  reorder('front', 'Bring to front', 'arrow-up-to-line', 'Home'),
  reorder('back', 'Send to back', 'arrow-down-to-line', 'End'),
  {
    id: 'arrange.group',
    label: 'Group',
    group: 'arrange',
    keys: ['$mod+KeyG'],
    icon: 'group',
    when: canEditSelection,
    run(host) {
      const plan = groupPlan(indexOf(host), host.selection.ids);
      if (!plan) return refuseParts(host);
      const group = newId();
      host.write(`Group ${counted(plan.members.size, 'entity', 'entities')}`, (writer) => {
        writer.create(group, plan.group);
        for (const [id, { fields, transform }] of plan.members) {
          writer.set(id, { ...fields, parent: group });
          writer.setFields(id, 'Transform', transform);
        }
      });
      host.selection.set([group]);
    },
  },
  {
    id: 'arrange.ungroup',
    label: 'Ungroup',
    group: 'arrange',
    keys: ['$mod+Shift+KeyG'],
    icon: 'ungroup',
    when: canEditSelection,
    run(host) {
      const plan = ungroupPlan(indexOf(host), host.selection.ids);
      if (!plan) return host.notify('Nothing to ungroup: the selection has no children.');
      host.write(`Ungroup ${counted(plan.members.size, 'entity', 'entities')}`, (writer) => {
        for (const [id, { fields, transform }] of plan.members) {
          writer.set(id, fields);
          writer.setFields(id, 'Transform', transform);
        }
        // Last, when nothing hangs on them any more.
        if (plan.removed.length > 0) writer.remove(plan.removed);
      });
      host.selection.set([...plan.members.keys()]);
    },
  },
];
