import { always, writable, type Command } from '../command.ts';
import type { ToolId } from '../tool-ids.ts';
import { hasPicture, hasShape } from './shape-commands.ts';
import { tileStampCommand } from './tile-commands.ts';

function tool(id: ToolId, label: string, icon: string, keys: readonly string[]): Command {
  return {
    id: `tool.${id}`,
    label,
    group: 'tools',
    icon,
    keys,
    when: id === 'select' || id === 'hand' ? always : writable,
    checked: (host) => host.tool.value === id,
    run: (host) => (host.tool.value = id),
  };
}

const editPoints: Command = {
  ...tool('vertices', 'Edit points', 'spline-pointer', ['KeyA']),
  when: (host) => writable(host) && (host.tool.value === 'vertices' || hasShape(host)),
};

/** Stands at the end of the bar of the collider tool. */
export const outlineCommand: Command = {
  ...tool('outline', 'Outline from the picture', 'scan', ['Shift+KeyO']),
  bar: 'collider',
  when: hasPicture,
};

/** One command for each tool, in the order of the toolbar. */
export const toolCommands: readonly Command[] = [
  tool('select', 'Select', 'mouse-pointer-2', ['KeyV', 'KeyQ']),
  tool('move', 'Move', 'move', ['KeyW']),
  tool('rotate', 'Rotate', 'rotate-cw', ['KeyE']),
  tool('scale', 'Scale', 'scaling', ['KeyR']),
  tool('hand', 'Pan', 'hand', ['KeyH']),
  tool('rectangle', 'Rectangle', 'square', ['Shift+KeyR']),
  tool('ellipse', 'Ellipse', 'circle', ['KeyC']),
  tool('polygon', 'Polygon', 'pentagon', ['KeyP']),
  tool('line', 'Line', 'waypoints', ['KeyL']),
  editPoints,
  tool('collider', 'Colliders', 'vector-square', ['KeyK']),
  tool('joint', 'Joints', 'link-2', ['KeyJ']),
  tool('path', 'Path', 'spline', ['Shift+KeyL']),
  tool('text', 'Text', 'type', ['KeyT']),
  tool('sprite', 'Sprite', 'image', ['KeyI']),
  tileStampCommand,
];
