import { writable, type Command } from '../command.ts';
import type { CanvasOptions } from '../canvas-options.ts';

/**
 * A command in the bar of a tool that says what the tool does next, and takes the tool in hand.
 * @param tool whose kind is the option of the canvas of the same name
 */
export function toolMode<T extends 'collider' | 'joint'>(
  tool: T,
  kind: CanvasOptions[T],
  id: string,
  label: string,
  icon: string,
): Command {
  return {
    id,
    label,
    group: 'tools',
    icon,
    bar: tool,
    keys: [],
    when: writable,
    checked: (host) => host.tool.value === tool && host.options.value[tool] === kind,
    run(host) {
      host.options.value = { ...host.options.value, [tool]: kind };
      host.tool.value = tool;
    },
  };
}
