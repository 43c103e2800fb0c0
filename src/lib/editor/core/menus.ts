/**
 * The context menus: which commands of the one list stand in which, in groups with a line between. A command that
 * cannot be given now is shown disabled, so that a menu always looks the same.
 */

/** A thing of a list that a menu can be about; entities are not among them, for they are selected. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Id of a scene, layer, prefab or asset; path of a script. */
  readonly id: string;
}
export type SubjectKind = 'scene' | 'layer' | 'prefab' | 'asset' | 'script';

/** `canvas` is the one of empty ground, `entity` the one of what is selected. */
export type MenuName = 'canvas' | 'entity' | SubjectKind;

/** Ids of commands, by menu and group. */
export const menus: Readonly<Record<MenuName, readonly (readonly string[])[]>> = {
  canvas: [
    ['edit.paste', 'edit.paste-in-place', 'edit.select-all', 'select.under'],
    ['select.unlock-all', 'select.show-all', 'view.isolate'],
    ['view.zoom-all', 'view.zoom-100'],
    [
      'view.grid',
      'view.grid-snap',
      'view.smart-guides',
      'view.colliders',
      'view.guides',
      'view.grid-settings',
    ],
  ],
  entity: [
    ['edit.cut', 'edit.copy', 'edit.paste', 'edit.duplicate'],
    ['edit.rename', 'entity.open-script', 'entity.make-prefab'],
    ['instance.apply', 'instance.revert', 'instance.unpack', 'instance.unpack-all'],
    ['tool.vertices', 'tool.collider', 'tool.outline', 'tool.joint'],
    ['arrange.group', 'arrange.ungroup', 'hierarchy.indent', 'hierarchy.outdent'],
    ['hierarchy.parent', 'hierarchy.children'],
    ['arrange.flip-x', 'arrange.flip-y'],
    ['arrange.front', 'arrange.forward', 'arrange.backward', 'arrange.back'],
    ['select.under', 'entity.lock', 'entity.hide'],
    ['view.zoom-selection', 'view.isolate'],
    ['edit.delete'],
  ],
  scene: [
    ['scene.open', 'scene.rename', 'scene.duplicate'],
    ['scene.start', 'scene.earlier', 'scene.later'],
    ['scene.delete'],
  ],
  layer: [
    ['layer.rename', 'layer.select'],
    ['layer.visible', 'layer.locked'],
    ['layer.forward', 'layer.backward'],
    ['layer.delete'],
  ],
  prefab: [['prefab.place', 'prefab.edit', 'prefab.variant', 'prefab.rename'], ['prefab.usages']],
  asset: [['asset.place', 'asset.usages'], ['asset.delete']],
  script: [['script.open', 'script.rename', 'script.usages'], ['script.delete']],
};

/** Whether a menu is about the selection, rather than about one thing of a list. */
export const isSubjectKind = (name: string): name is SubjectKind =>
  ['scene', 'layer', 'prefab', 'asset', 'script'].includes(name);
