import { named } from '../../../base/words.ts';
import type { Vec2 } from '../../../base/geometry.ts';
import { chosenOnes } from '../chosen.ts';
import { copyOf } from '../clipboard.ts';
import { always, canEditSelection, hasSelection, writable, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import type { SceneWriter } from '../editor-host.ts';
import { topmost } from '../selection.ts';
import { copy, paste, place } from './clipboard-actions.ts';
import { indexOf } from './index-of.ts';

function remove(host: CommandHost, verb = 'Delete'): void {
  const ones = chosenOnes(host).map(({ entity }) => entity);
  const gone = new Set(ones.map(({ id }) => id));
  const names = ones.map(({ name }) => name);
  if (gone.size > 0) host.write(`${verb} ${named(names)}`, (writer) => writer.remove([...gone]));
  host.selection.set(host.selection.ids.filter((id) => !gone.has(id)));
}

/** A command that moves the selection by so many pixels. */
function nudge(direction: string, key: string, [x, y]: Vec2, step: number): Command {
  return {
    id: `edit.nudge-${direction.toLowerCase()}${step > 1 ? '-far' : ''}`,
    label: `Move ${direction.toLowerCase()} ${step} px`,
    group: 'edit',
    keys: [step > 1 ? `Shift+${key}` : key],
    when: canEditSelection,
    run(host) {
      const index = indexOf(host);
      const ids = topmost(host.selection.ids, (id) => index.items.get(id)?.entity.parent);
      const names = ids.map((id) => index.items.get(id)?.entity.name ?? '');
      const write = (writer: SceneWriter) => {
        for (const id of ids) {
          const item = index.items.get(id);
          if (!item || item.locked) continue;
          const { position } = item.placed;
          const moved = {
            ...item.placed,
            position: [position[0] + x * step, position[1] + y * step] as const,
          };
          writer.setFields(id, 'Transform', { position: index.transformFor(id, moved).position });
        }
      };
      host.write(`Move ${named(names)}`, write, true);
    },
  };
}

const ARROWS: readonly [string, string, Vec2][] = [
  ['Left', 'ArrowLeft', [-1, 0]],
  ['Right', 'ArrowRight', [1, 0]],
  ['Up', 'ArrowUp', [0, -1]],
  ['Down', 'ArrowDown', [0, 1]],
];

/** Undo, the clipboard, and what is done to the selection. */
export const editCommands: readonly Command[] = [
  {
    id: 'edit.undo',
    label: 'Undo',
    group: 'edit',
    keys: ['$mod+KeyZ'],
    icon: 'undo-2',
    when: (host) => host.history.canUndo && host.canWrite(),
    run: (host) => host.history.undo(),
  },
  {
    id: 'edit.redo',
    label: 'Redo',
    group: 'edit',
    keys: ['$mod+Shift+KeyZ', '$mod+KeyY'],
    icon: 'redo-2',
    when: (host) => host.history.canRedo && host.canWrite(),
    run: (host) => host.history.redo(),
  },
  {
    id: 'edit.cut',
    label: 'Cut',
    group: 'edit',
    keys: ['$mod+KeyX'],
    icon: 'scissors',
    when: canEditSelection,
    run(host) {
      copy(host);
      remove(host, 'Cut');
    },
  },
  {
    id: 'edit.copy',
    label: 'Copy',
    group: 'edit',
    keys: ['$mod+KeyC'],
    icon: 'copy',
    when: hasSelection,
    run: copy,
  },
  {
    id: 'edit.paste',
    label: 'Paste',
    group: 'edit',
    keys: ['$mod+KeyV'],
    icon: 'clipboard-paste',
    when: writable,
    run: (host) => void paste(host, 'beside'),
  },
  {
    id: 'edit.paste-in-place',
    label: 'Paste in place',
    group: 'edit',
    keys: ['$mod+Shift+KeyV'],
    icon: 'clipboard-paste',
    when: writable,
    run: (host) => void paste(host, 'in place'),
  },
  {
    id: 'edit.duplicate',
    label: 'Duplicate',
    group: 'edit',
    keys: ['$mod+KeyD'],
    icon: 'copy-plus',
    when: canEditSelection,
    run(host) {
      const { gridSize } = host.options.value;
      const copied = copyOf(indexOf(host), host.selection.ids);
      if (copied) place('Duplicate', host, copied, [gridSize, gridSize]);
    },
  },
  {
    id: 'edit.delete',
    label: 'Delete',
    group: 'edit',
    keys: ['Delete', 'Backspace'],
    icon: 'trash-2',
    when: canEditSelection,
    run: (host) => remove(host),
  },
  {
    id: 'edit.rename',
    label: 'Rename',
    group: 'edit',
    keys: ['F2'],
    icon: 'pencil',
    when: (host) => host.canWrite() && host.selection.ids.length === 1,
    run: (host) => host.rename(host.selection.ids[0]!),
  },
  ...[1, 10].flatMap((step) => ARROWS.map(([name, key, way]) => nudge(name, key, way, step))),
  {
    id: 'edit.save',
    label: 'Save',
    group: 'edit',
    keys: ['$mod+KeyS'],
    icon: 'save',
    when: always,
    run: (host) => host.announceSaved(),
  },
];
