/** Prefabs and their instances: variants, what an instance sets over its prefab, and taking it apart. */
import { definitionOf } from '../../../schema/definition-scene.ts';
import { overridesOf, type Override } from '../../../schema/prefab-overrides.ts';
import { splitId } from '../../../schema/resolve.ts';
import { writable, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { about } from './about.ts';

/** The one instance that is selected, or that the one selected entity is inside of. */
function instanceOf(host: CommandHost): { id: string; overrides: Override[] } | null {
  const [id, more] = host.selection.ids;
  if (id === undefined || more !== undefined) return null;
  const { owner } = splitId(id);
  const { scenes, prefabs } = host.reader.project;
  const entity = scenes[host.scene() ?? '']?.entities[owner];
  return entity && prefabs[entity.prefab] ? { id: owner, overrides: overridesOf(prefabs, entity) } : null;
}

function onInstance(
  name: string,
  label: string,
  icon: string,
  run: (host: CommandHost, id: string) => void,
  sets = false,
): Command {
  return {
    id: `instance.${name}`,
    label,
    group: 'edit',
    icon,
    keys: [],
    when: (host) => {
      const instance = writable(host) ? instanceOf(host) : null;
      return instance !== null && (!sets || instance.overrides.length > 0);
    },
    run: (host) => {
      const instance = instanceOf(host);
      if (instance) run(host, instance.id);
    },
  };
}

export const prefabCommands: readonly Command[] = [
  about('prefab', 'variant', 'Make a variant', 'component', (host, id) => host.items.makeVariant(id), {
    when: writable,
  }),
  onInstance('edit', 'Edit its prefab', 'square-pen', (host) =>
    host.items.editPrefabOf(host.selection.ids[0] ?? ''),
  ),
  {
    id: 'prefab.close',
    label: 'Close the prefab',
    group: 'view',
    keys: [],
    icon: 'x',
    when: (host) => definitionOf(host.scene() ?? '') !== null,
    run: (host) => host.items.closePrefab(),
  },
  onInstance(
    'apply',
    'Apply overrides to the prefab',
    'arrow-up',
    (host, id) => host.items.applyAll(id),
    true,
  ),
  onInstance('revert', 'Revert overrides', 'history', (host, id) => host.items.revertAll(id), true),
  onInstance('unpack', 'Unpack', 'ungroup', (host, id) => host.items.unpack(id, 'once')),
  onInstance('unpack-all', 'Unpack completely', 'ungroup', (host, id) => host.items.unpack(id, 'all')),
];
