/** The hierarchy by keys and menus: walking from entity to entity, moving in the tree, searching, finding usages. */
import { inOrder } from '../../../base/order.ts';
import { isString } from '../../../base/guards.ts';
import { fieldOf } from '../../../schema/components.ts';
import { splitId } from '../../../schema/resolve.ts';
import { childrenOf } from '../../../schema/tree.ts';
import { canEditSelection, hasScene, hasSelection, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { planIndent, planOutdent, type Move } from '../hierarchy/moves.ts';
import { HierarchyTree, walked, type Entities } from '../hierarchy/tree.ts';
import type { Used } from '../hierarchy/usages.ts';
import { writeMoves } from '../hierarchy/write-moves.ts';
import { about } from './about.ts';

const entitiesOf = (host: CommandHost): Entities =>
  host.reader.project.scenes[host.scene() ?? '']?.entities ?? {};

function treeOf(host: CommandHost): HierarchyTree {
  const tree = new HierarchyTree();
  tree.follow(entitiesOf(host), undefined, host.reader.project.prefabs);
  return tree;
}

function step(name: 'next' | 'previous', key: string, icon: string, by: 1 | -1): Command {
  return {
    id: `hierarchy.${name}`,
    label: `Select the ${name} entity`,
    group: 'edit',
    keys: [key],
    icon,
    when: hasScene,
    run(host) {
      const last = host.selection.ids.at(-1);
      const from = last === undefined ? null : splitId(last).owner;
      const id = walked(childrenOf(entitiesOf(host)), from, by);
      host.selection.set(id === null ? [] : [id]);
    },
  };
}

function move(
  name: string,
  label: string,
  key: string,
  icon: string,
  plan: (entities: Entities, ids: readonly string[]) => Move[],
  refusal: string,
): Command {
  return {
    id: `hierarchy.${name}`,
    label,
    group: 'arrange',
    keys: [key],
    icon,
    when: canEditSelection,
    run(host) {
      const moves = plan(entitiesOf(host), host.selection.ids);
      if (moves.length === 0) host.notify(refusal);
      else writeMoves(host, moves);
    },
  };
}

/** What of the project the entity selected last uses: its prefab, else its first script, picture or tileset. */
function usedBySelection(host: CommandHost): Used | null {
  const entity = entitiesOf(host)[host.selection.ids.at(-1) ?? ''];
  if (!entity) return null;
  if (entity.prefab) return { kind: 'prefab', id: entity.prefab };
  for (const kind of ['script', 'asset'] as const)
    for (const [key, fields] of Object.entries(entity.components))
      for (const [field, value] of Object.entries(fields))
        if (isString(value) && value && fieldOf(key, field)?.type === kind) return { kind, id: value };
  return null;
}

const usagesOf = (kind: 'prefab' | 'asset' | 'script'): Command =>
  about(kind, 'usages', 'Find where it is used', 'search', (host, id) =>
    host.hierarchy.openUsages({ kind, id }),
  );

export const hierarchyCommands: readonly Command[] = [
  step('next', 'Period', 'chevron-down', 1),
  step('previous', 'Comma', 'chevron-up', -1),
  {
    id: 'hierarchy.parent',
    label: 'Select the parent',
    group: 'edit',
    keys: ['Shift+Comma'],
    icon: 'corner-left-up',
    when: hasSelection,
    run(host) {
      const tree = treeOf(host);
      const parents = host.selection.ids.flatMap((id) => tree.parentsOf(id).slice(0, 1));
      if (parents.length === 0) host.notify('It stands at the top: it has no parent.');
      else host.selection.set([...new Set(parents)]);
    },
  },
  {
    id: 'hierarchy.children',
    label: 'Select the children',
    group: 'edit',
    keys: ['Shift+Period'],
    icon: 'corner-right-down',
    when: hasSelection,
    run(host) {
      const tree = treeOf(host);
      const children = host.selection.ids.flatMap((id) => tree.below(id));
      if (children.length === 0) host.notify('It has no children.');
      else host.selection.set([...new Set(children)]);
    },
  },
  move(
    'indent',
    'Put into the one above',
    '$mod+BracketRight',
    'list-indent-increase',
    planIndent,
    'Nothing stands above it to go into.',
  ),
  move(
    'outdent',
    'Take out of its parent',
    '$mod+BracketLeft',
    'list-indent-decrease',
    planOutdent,
    'It stands at the top already.',
  ),
  {
    id: 'hierarchy.search',
    label: 'Search the hierarchy',
    group: 'view',
    keys: ['$mod+Shift+KeyF'],
    icon: 'search',
    when: hasScene,
    run: (host) => host.hierarchy.search(),
  },
  {
    id: 'hierarchy.focus',
    label: 'Go to the hierarchy',
    group: 'view',
    keys: ['Shift+KeyT'],
    icon: 'list-tree',
    when: hasScene,
    run: (host) => host.hierarchy.focus(),
  },
  {
    id: 'hierarchy.usages',
    label: 'Find where something is used',
    group: 'general',
    keys: ['Shift+F12'],
    icon: 'search',
    when: () => true,
    run: (host) => host.hierarchy.openUsages(usedBySelection(host)),
  },
  usagesOf('prefab'),
  usagesOf('asset'),
  usagesOf('script'),
  about('scene', 'start', 'Start the game here', 'flag', (host, id) => host.items.moveScene(id, 'first'), {
    when: (host) => host.canWrite() && sceneAt(host) > 0,
  }),
  about('scene', 'earlier', 'Move up', 'arrow-up', (host, id) => host.items.moveScene(id, -1), {
    when: (host) => host.canWrite() && sceneAt(host) > 0,
  }),
  about('scene', 'later', 'Move down', 'arrow-down', (host, id) => host.items.moveScene(id, 1), {
    when: (host) => host.canWrite() && sceneAt(host) < Object.keys(host.reader.project.scenes).length - 1,
  }),
  about('scene', 'duplicate', 'Duplicate', 'copy-plus', (host, id) => host.items.duplicateScene(id), {
    when: (host) => host.canWrite(),
  }),
  {
    id: 'general.history',
    label: 'History',
    group: 'general',
    keys: ['$mod+Alt+KeyZ'],
    icon: 'history',
    when: () => true,
    run: (host) => host.hierarchy.openHistory(),
  },
];

const sceneAt = (host: CommandHost): number =>
  inOrder(host.reader.project.scenes).findIndex(([id]) => id === host.items.subject?.id);
