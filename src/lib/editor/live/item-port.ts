import { deleteLayer, setLayer } from '../../document/edit-project.ts';
import type { ItemPort } from '../core/item-port.ts';
import type { Subject } from '../core/menus.ts';
import { definitionId } from '../../schema/prefab-overrides.ts';
import { splitId } from '../../schema/resolve.ts';
import type { CommandSource } from './command-source.ts';

/** What context menus do to scenes, layers, prefabs, assets and scripts. */
export function itemPort(editor: CommandSource): ItemPort {
  const { doc, origin, desk, edits, code, menus, layout, assets } = editor;
  return {
    get subject() {
      return menus.subject;
    },
    open({ kind, id }) {
      if (kind === 'scene') desk.openScene(id);
      else if (kind === 'layer') desk.chooseLayer(id);
      else if (kind === 'script') editor.openCode(id);
      else if (kind === 'prefab') editor.openPrefab(id);
      else if (kind === 'asset') editor.sheet.open(id);
    },
    rename(subject) {
      layout.show(subject.kind === 'script' ? 'code' : 'left');
      if (subject.kind === 'script') code.open(subject.id);
      menus.renaming = subject;
    },
    remove(subject) {
      const name = nameOf(editor, subject);
      const { kind, id } = subject;
      if (kind === 'asset') return assets.remove(assets.along(id));
      if (kind === 'scene') edits.removeScene(id);
      else if (kind === 'layer') deleteLayer(doc, origin, desk.sceneId, id);
      else if (kind === 'script') code.remove(id);
      else return;
      editor.say(`${name} is deleted. Undo brings it back.`);
    },
    place({ kind, id }) {
      if (kind === 'prefab') edits.placePrefab(id);
      else if (kind === 'asset') edits.placeAsset(id, null);
    },
    replaceAsset: (id) => assets.chooseReplacement(id),
    moveAsset(id) {
      layout.show('left');
      assets.moving = assets.along(id);
    },
    removeUnusedAssets: () => assets.removeUnused(),
    setLayer: (id, fields) => setLayer(doc, origin, desk.sceneId, id, fields),
    moveScene: (id, by) => edits.moveScene(id, by),
    duplicateScene: (id) => edits.duplicateScene(id),
    makePrefab: () => editor.makePrefab(),
    editPrefabOf(id) {
      const { owner, path } = splitId(id);
      const { prefabs } = editor.project;
      const prefab = editor.reader.scene(desk.placeId)?.entities[owner]?.prefab ?? '';
      if (prefabs[prefab]) editor.openPrefab(prefab, path && definitionId(prefabs[prefab], path));
    },
    closePrefab: () => desk.closePrefab(),
    makeVariant(prefab) {
      edits.makeVariant(prefab);
      layout.show('inspector');
    },
    applyAll(id) {
      const instance = desk.inspection.instanceOf(id);
      if (instance) editor.inspector.apply(instance, instance.overrides);
    },
    revertAll: (id) => editor.inspector.revert(id, desk.inspection.instanceOf(id)?.overrides ?? []),
    unpack: (id, how) => editor.inspector.unpack(id, how),
  };
}

function nameOf({ project, desk }: CommandSource, { kind, id }: Subject): string {
  if (kind === 'layer') return project.scenes[desk.sceneId]?.layers[id]?.name ?? 'The layer';
  if (kind === 'scene') return project.scenes[id]?.name ?? 'The scene';
  if (kind === 'asset') return project.assets[id]?.name ?? 'The asset';
  if (kind === 'prefab') return project.prefabs[id]?.name ?? 'The prefab';
  return id.replace(/^behavior\//u, '');
}
