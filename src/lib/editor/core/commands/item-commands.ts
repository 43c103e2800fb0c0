/** What is done to things of lists, from their context menus: scenes, layers, prefabs, assets and scripts. */
import { inOrder, orderBetween } from '../../../base/order.ts';
import { chosen, firstScript } from '../chosen.ts';
import { hasScene, writable, type Command } from '../command.ts';
import type { CommandHost } from '../editor-state.ts';
import { about } from './about.ts';

const canWrite = (host: CommandHost): boolean => host.canWrite();

/** The layers of the scene on screen, back to front, and where the menu's own is among them. */
function layersOf(host: CommandHost) {
  const list = inOrder(host.reader.project.scenes[host.scene() ?? '']?.layers ?? {});
  return { list, at: list.findIndex(([id]) => id === host.items.subject?.id) };
}

const layerOf = (host: CommandHost) => {
  const { list, at } = layersOf(host);
  return list[at]?.[1];
};

function moveLayer(by: 1 | -1, name: string, label: string, icon: string): Command {
  return about(
    'layer',
    name,
    label,
    icon,
    (host, id) => {
      const { list, at } = layersOf(host);
      const [back, front] = by > 0 ? [at + 1, at + 2] : [at - 2, at - 1];
      const order = orderBetween(list[back]?.[1].order ?? null, list[front]?.[1].order ?? null);
      host.items.setLayer(id, { order });
    },
    { when: (host) => canWrite(host) && layersOf(host).list[layersOf(host).at + by] !== undefined },
  );
}

/** The first script of what is selected, also where it comes with a prefab. */
function scriptOf(host: CommandHost): string | null {
  const [id = ''] = host.selection.ids;
  const path = firstScript(chosen(host, id)?.entity ?? null);
  return path !== null && host.reader.project.scripts[path] !== undefined ? path : null;
}

export const itemCommands: readonly Command[] = [
  {
    id: 'entity.open-script',
    label: 'Open its script',
    group: 'edit',
    keys: [],
    icon: 'file-code',
    when: (host) => scriptOf(host) !== null,
    run: (host) => host.items.open({ kind: 'script', id: scriptOf(host)! }),
  },
  {
    id: 'entity.make-prefab',
    label: 'Make a prefab of it',
    group: 'edit',
    keys: [],
    icon: 'package-plus',
    when: (host) => writable(host) && host.selection.ids.length === 1,
    run: (host) => host.items.makePrefab(),
  },
  about('scene', 'open', 'Open', 'clapperboard', (host, id) => host.items.open({ kind: 'scene', id })),
  about('scene', 'rename', 'Rename', 'pencil', (host, id) => host.items.rename({ kind: 'scene', id }), {
    when: canWrite,
  }),
  about('scene', 'delete', 'Delete', 'trash-2', (host, id) => host.items.remove({ kind: 'scene', id }), {
    when: (host) => canWrite(host) && Object.keys(host.reader.project.scenes).length > 1,
    danger: true,
  }),
  about('layer', 'rename', 'Rename', 'pencil', (host, id) => host.items.rename({ kind: 'layer', id }), {
    when: canWrite,
  }),
  about(
    'layer',
    'select',
    'Select everything on it',
    'box-select',
    (host, id) => {
      const entities = Object.entries(host.reader.project.scenes[host.scene() ?? '']?.entities ?? {});
      host.selection.set(entities.filter(([, { layer }]) => layer === id).map(([each]) => each));
    },
    { when: hasScene },
  ),
  about(
    'layer',
    'visible',
    'Visible',
    'eye',
    (host, id) => host.items.setLayer(id, { visible: !layerOf(host)?.visible }),
    { when: canWrite, checked: (host) => layerOf(host)?.visible ?? false },
  ),
  about(
    'layer',
    'locked',
    'Locked',
    'lock',
    (host, id) => host.items.setLayer(id, { locked: !layerOf(host)?.locked }),
    { when: canWrite, checked: (host) => layerOf(host)?.locked ?? false },
  ),
  moveLayer(1, 'forward', 'Bring forward', 'arrow-up'),
  moveLayer(-1, 'backward', 'Send backward', 'arrow-down'),
  about(
    'layer',
    'delete',
    'Delete (its entities stay)',
    'trash-2',
    (host, id) => host.items.remove({ kind: 'layer', id }),
    { when: (host) => canWrite(host) && layersOf(host).list.length > 1, danger: true },
  ),
  about(
    'prefab',
    'place',
    'Place one in the scene',
    'plus',
    (host, id) => host.items.place({ kind: 'prefab', id }),
    { when: writable },
  ),
  about('prefab', 'edit', 'Edit', 'component', (host, id) => host.items.open({ kind: 'prefab', id })),
  about('prefab', 'rename', 'Rename', 'pencil', (host, id) => host.items.rename({ kind: 'prefab', id }), {
    when: canWrite,
  }),
  about(
    'asset',
    'place',
    'Place it in the scene',
    'plus',
    (host, id) => host.items.place({ kind: 'asset', id }),
    {
      when: (host) =>
        writable(host) && host.reader.project.assets[host.items.subject?.id ?? '']?.kind === 'image',
    },
  ),
  about('asset', 'delete', 'Delete', 'trash-2', (host, id) => host.items.remove({ kind: 'asset', id }), {
    when: canWrite,
    danger: true,
  }),
  about('script', 'open', 'Open', 'file-code', (host, id) => host.items.open({ kind: 'script', id })),
  about('script', 'rename', 'Rename', 'pencil', (host, id) => host.items.rename({ kind: 'script', id }), {
    when: canWrite,
  }),
  about('script', 'delete', 'Delete', 'trash-2', (host, id) => host.items.remove({ kind: 'script', id }), {
    when: canWrite,
    danger: true,
  }),
];
