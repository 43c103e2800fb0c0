import type { Command } from '../command.ts';
import type { ColliderKind } from '../shapes/collider-edit.ts';
import { outlineCommand } from './tool-commands.ts';
import { toolMode } from './tool-mode.ts';

const draw = (kind: ColliderKind | '', label: string, icon: string): Command =>
  toolMode('collider', kind, `collider.${kind || 'edit'}`, label, icon);

/** What the collider tool does, and whether colliders are shown with other tools in hand. */
export const colliderCommands: readonly Command[] = [
  draw('', 'Edit colliders', 'mouse-pointer-2'),
  draw('box', 'Draw box collider', 'square-dashed'),
  draw('circle', 'Draw circle collider', 'circle-dashed'),
  draw('capsule', 'Draw capsule collider', 'pill'),
  draw('polygon', 'Draw polygon collider', 'pentagon'),
  draw('segment', 'Draw segment collider', 'slash'),
  draw('chain', 'Draw chain collider', 'waypoints'),
  outlineCommand,
  {
    id: 'view.colliders',
    label: 'Show colliders',
    group: 'view',
    icon: 'vector-square',
    keys: ['Shift+KeyK'],
    when: () => true,
    checked: (host) => host.options.value.colliders,
    run(host) {
      host.options.value = { ...host.options.value, colliders: !host.options.value.colliders };
    },
  },
];
