import { always, writable, type Command } from '../command.ts';
import type { ToolId } from '../editor-state.ts';

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

/** One command for each tool, in the order of the toolbar. */
export const toolCommands: readonly Command[] = [
  tool('select', 'Select', 'mouse-pointer-2', ['KeyV', 'KeyQ', 'KeyW']),
  tool('hand', 'Pan', 'hand', ['KeyH']),
  tool('rectangle', 'Rectangle', 'square', ['Shift+KeyR']),
  tool('ellipse', 'Ellipse', 'circle', ['KeyC']),
  tool('polygon', 'Polygon', 'pentagon', ['KeyP']),
  tool('text', 'Text', 'type', ['KeyT']),
  tool('sprite', 'Sprite', 'image', ['KeyI']),
];
