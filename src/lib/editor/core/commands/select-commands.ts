import { named } from '../../../base/words.ts';
import { chosen } from '../chosen.ts';
import { always, canEditSelection, hasScene, hasSelection, writable, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { enteredFrames } from '../groups.ts';
import { pickedOf } from '../picking.ts';
import { topmost } from '../selection.ts';
import { indexOf } from './index-of.ts';

const entitiesOf = (host: CommandHost) => host.reader.project.scenes[host.scene() ?? '']?.entities ?? {};

/** Sets one switch of entities as one step. */
function setAll(
  host: CommandHost,
  verb: string,
  ids: readonly string[],
  fields: { locked?: boolean; visible?: boolean },
): void {
  if (ids.length === 0) return;
  host.write(`${verb} ${named(ids.map((id) => chosen(host, id)?.entity.name ?? ''))}`, (writer) => {
    for (const id of ids) writer.set(id, fields);
  });
}

const allHidden = (host: CommandHost): boolean =>
  host.selection.ids.every((id) => chosen(host, id)?.entity.visible === false);

/** Everything that a click could take. */
function selectAll(host: CommandHost): void {
  const index = indexOf(host);
  const owners = new Set<string>();
  for (const item of index.items.values()) if (item.visible && !item.locked) owners.add(item.owner);
  const entered = enteredFrames(index, [], host.isolated.ids);
  host.selection.set(pickedOf(index, [...owners], { entered, deep: false }));
}

/** What is selected, locked, hidden and looked at alone. */
export const selectCommands: readonly Command[] = [
  {
    id: 'edit.select-all',
    label: 'Select all',
    group: 'edit',
    keys: ['$mod+KeyA'],
    icon: 'box-select',
    when: hasScene,
    run: selectAll,
  },
  {
    id: 'select.under',
    label: 'Select what lies under the pointer…',
    group: 'edit',
    keys: ['KeyU'],
    icon: 'layers',
    when: hasScene,
    run: (host) => host.openStack(),
  },
  {
    id: 'entity.lock',
    label: 'Lock',
    group: 'edit',
    keys: ['$mod+Shift+KeyL'],
    icon: 'lock',
    when: canEditSelection,
    checked: (host) => hasSelection(host) && host.selection.ids.every((id) => entitiesOf(host)[id]?.locked),
    run(host) {
      const ids = host.selection.ids.filter((id) => Object.hasOwn(entitiesOf(host), id));
      if (ids.length === 0) return host.notify('A part is locked with its instance: lock that one.');
      const locked = !ids.every((id) => entitiesOf(host)[id]?.locked);
      setAll(host, locked ? 'Lock' : 'Unlock', ids, { locked });
    },
  },
  {
    id: 'entity.hide',
    label: 'Hide',
    group: 'edit',
    keys: ['$mod+Shift+KeyH'],
    icon: 'eye-off',
    when: canEditSelection,
    checked: (host) => hasSelection(host) && allHidden(host),
    run(host) {
      const visible = allHidden(host);
      setAll(host, visible ? 'Show' : 'Hide', host.selection.ids, { visible });
    },
  },
  {
    id: 'select.unlock-all',
    label: 'Unlock all in this scene',
    group: 'edit',
    keys: [],
    icon: 'lock-open',
    when: (host) => writable(host) && Object.values(entitiesOf(host)).some(({ locked }) => locked),
    run(host) {
      const ids = Object.entries(entitiesOf(host)).filter(([, { locked }]) => locked);
      setAll(
        host,
        'Unlock',
        ids.map(([id]) => id),
        { locked: false },
      );
    },
  },
  {
    id: 'select.show-all',
    label: 'Show all that is hidden in this scene',
    group: 'edit',
    keys: [],
    icon: 'eye',
    when: (host) => writable(host) && Object.values(entitiesOf(host)).some(({ visible }) => !visible),
    run(host) {
      const ids = Object.entries(entitiesOf(host)).filter(([, { visible }]) => !visible);
      setAll(
        host,
        'Show',
        ids.map(([id]) => id),
        { visible: true },
      );
    },
  },
  {
    id: 'view.isolate',
    label: 'Look at the selection alone',
    group: 'view',
    keys: ['Shift+KeyI'],
    when: (host) => host.isolated.ids.length > 0 || (hasScene(host) && hasSelection(host)),
    checked: (host) => host.isolated.ids.length > 0,
    run(host) {
      if (host.isolated.ids.length > 0) host.isolated.clear();
      else host.isolated.set(topmost(host.selection.ids, (id) => chosen(host, id)?.entity.parent));
    },
  },
  {
    id: 'view.marquee-encloses',
    label: 'Marquee takes only what lies inside it whole',
    group: 'view',
    keys: [],
    when: always,
    checked: (host) => host.options.value.marquee === 'enclose',
    run(host) {
      const options = host.options.value;
      host.options.value = { ...options, marquee: options.marquee === 'touch' ? 'enclose' : 'touch' };
    },
  },
];
