import { always, writable, type Command } from '../command.ts';
import { resolveEntity } from '../../../schema/resolve.ts';
import type { CommandHost, ToolId } from '../editor-state.ts';
import { outlinesOf } from '../shapes/outlines.ts';

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

/** Points can be edited of what has some: a polygon, a line, a path, a drawn collider. */
function hasPoints(host: CommandHost): boolean {
  const scene = host.reader.project.scenes[host.scene() ?? ''];
  const id = host.selection.ids.at(-1);
  const entity = id === undefined ? undefined : scene?.entities[id];
  if (id === undefined || !entity || entity.locked) return false;
  return outlinesOf(resolveEntity(host.reader.project.prefabs, id, entity)).length > 0;
}

const editPoints: Command = {
  ...tool('vertices', 'Edit points', 'spline-pointer', ['Enter']),
  when: (host) => writable(host) && (host.tool.value === 'vertices' || hasPoints(host)),
};

/** One command for each tool, in the order of the toolbar. */
export const toolCommands: readonly Command[] = [
  tool('select', 'Select', 'mouse-pointer-2', ['KeyV', 'KeyQ', 'KeyW']),
  tool('hand', 'Pan', 'hand', ['KeyH']),
  tool('rectangle', 'Rectangle', 'square', ['Shift+KeyR']),
  tool('ellipse', 'Ellipse', 'circle', ['KeyC']),
  tool('polygon', 'Polygon', 'pentagon', ['KeyP']),
  tool('line', 'Line', 'waypoints', ['KeyL']),
  editPoints,
  tool('collider', 'Colliders', 'vector-square', ['KeyK']),
  tool('text', 'Text', 'type', ['KeyT']),
  tool('sprite', 'Sprite', 'image', ['KeyI']),
];
