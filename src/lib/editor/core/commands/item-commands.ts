/** What is done to things of lists, from their context menus: scenes, layers, prefabs, assets and scripts. */
import type { LayerData, SceneData } from '../../../schema/project.ts';
import { chosen, firstScript } from '../chosen.ts';
import { hasScene, writable, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { orderMoved } from '../list-order.ts';
import { about } from './about.ts';

const canWrite = (host: CommandHost): boolean => host.canWrite();

const layersOf = (host: CommandHost): SceneData['layers'] =>
  host.reader.project.scenes[host.scene() ?? '']?.layers ?? {};

const layerOf = (host: CommandHost): LayerData | undefined => layersOf(host)[host.items.subject?.id ?? ''];

function moveLayer(by: 1 | -1, name: string, label: string, icon: string): Command {
  const orderOf = (host: CommandHost) => orderMoved(layersOf(host), host.items.subject?.id ?? '', by);
  return about(
    'layer',
    name,
    label,
    icon,
    (host, id) => host.items.setLayer(id, { order: orderOf(host) ?? layersOf(host)[id]!.order }),
    { when: (host) => canWrite(host) && orderOf(host) !== null },
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
    { when: (host) => canWrite(host) && Object.keys(layersOf(host)).length > 1, danger: true },
  ),
  about(
    'prefab',
    'place',
    'Place one in the scene',
    'plus',
    (host, id) => host.items.place({ kind: 'prefab', id }),
    { when: writable },
  ),
  about('prefab', 'edit', 'Edit on the canvas', 'square-pen', (host, id) =>
    host.items.open({ kind: 'prefab', id }),
  ),
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
  about(
    'asset',
    'sheet',
    'Frames and animations…',
    'film',
    (host, id) => host.items.open({ kind: 'asset', id }),
    {
      when: (host) =>
        canWrite(host) && host.reader.project.assets[host.items.subject?.id ?? '']?.kind === 'image',
    },
  ),
  about('asset', 'rename', 'Rename', 'pencil', (host, id) => host.items.rename({ kind: 'asset', id }), {
    when: canWrite,
  }),
  about('asset', 'replace', 'Replace everywhere…', 'refresh-cw', (host, id) => host.items.replaceAsset(id), {
    when: canWrite,
  }),
  about('asset', 'move', 'Move to a folder…', 'folder', (host, id) => host.items.moveAsset(id), {
    when: canWrite,
  }),
  {
    id: 'asset.delete-unused',
    label: 'Delete unused files',
    group: 'edit',
    keys: [],
    icon: 'trash-2',
    when: canWrite,
    run: (host) => host.items.removeUnusedAssets(),
  },
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
