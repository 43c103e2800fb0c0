/**
 * The context menus: which commands of the one list stand in which, in groups with a line between. A command that
 * cannot be given now is shown disabled, so that a menu always looks the same.
 */

/** A thing that a menu can be about; entities are not among them, for they are selected. */
export interface Subject {
  readonly kind: SubjectKind;
  /** Id of a scene, layer, prefab or asset; path of a script; entity and key of a joint with a space between. */
  readonly id: string;
}
export type SubjectKind = 'scene' | 'layer' | 'prefab' | 'asset' | 'script' | 'joint';

/** `canvas` is the one of empty ground, `entity` the one of what is selected. */
export type MenuName = 'canvas' | 'entity' | SubjectKind;

/** What opens beside its name, so that a menu stays short. */
export interface Submenu {
  readonly label: string;
  readonly items: readonly string[];
}
/** The id of a command, or more of them under a name. */
export type MenuEntry = string | Submenu;

/** The entries of each menu, in groups. */
export const menus: Readonly<Record<MenuName, readonly (readonly MenuEntry[])[]>> = {
  canvas: [
    ['edit.paste', 'edit.paste-in-place', 'edit.select-all', 'select.under'],
    ['comment.add'],
    ['tiles.new-layer', 'tiles.run-rules'],
    ['select.unlock-all', 'select.show-all', 'view.isolate'],
    ['view.zoom-all', 'view.zoom-100'],
    [
      'view.grid',
      'view.grid-snap',
      'view.smart-guides',
      'view.colliders',
      { label: 'Guides', items: ['view.guides', 'view.lock-guides'] },
      'view.grid-settings',
    ],
  ],
  entity: [
    ['edit.cut', 'edit.copy', 'edit.paste', 'edit.duplicate'],
    ['edit.rename', 'entity.open-script', 'entity.make-prefab', 'comment.add'],
    [
      {
        label: 'Arrange',
        items: [
          'arrange.front',
          'arrange.forward',
          'arrange.backward',
          'arrange.back',
          'arrange.flip-x',
          'arrange.flip-y',
        ],
      },
      {
        label: 'Hierarchy',
        items: [
          'arrange.group',
          'arrange.ungroup',
          'hierarchy.indent',
          'hierarchy.outdent',
          'hierarchy.parent',
          'hierarchy.children',
        ],
      },
      { label: 'Shape', items: ['tool.vertices', 'tool.collider', 'tool.outline', 'tool.joint'] },
      {
        label: 'Prefab',
        items: [
          'instance.edit',
          'instance.apply',
          'instance.revert',
          'instance.unpack',
          'instance.unpack-all',
        ],
      },
    ],
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
  asset: [
    ['asset.listen', 'asset.effect', 'asset.paint', 'asset.sheet'],
    ['asset.place', 'asset.tile-layer', 'asset.usages'],
    ['asset.rename', 'asset.move', 'asset.replace'],
    ['asset.delete'],
  ],
  joint: [
    ['joint.to-revolute', 'joint.to-distance', 'joint.to-spring', 'joint.to-rope', 'joint.to-weld'],
    ['joint.delete'],
  ],
  script: [['script.open', 'script.rename', 'script.usages'], ['script.delete']],
};

/** Whether a menu is about one thing of its own, rather than about the selection or the ground. */
export const isSubjectKind = (name: string): name is SubjectKind =>
  ['scene', 'layer', 'prefab', 'asset', 'script', 'joint'].includes(name);

/** Ids of all commands of a menu, those of submenus among them. */
export const commandsIn = (name: MenuName): string[] =>
  menus[name].flat().flatMap((entry) => (typeof entry === 'string' ? [entry] : entry.items));
