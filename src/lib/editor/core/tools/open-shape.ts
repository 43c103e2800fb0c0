import { outlinesOf } from '../shapes/outlines.ts';
import type { ToolContext } from './tool.ts';

/**
 * Takes the tool in hand that edits the points of what was double-clicked, if there is nothing more telling to open: a shape with
 * points of its own, or a path, that no script moves.
 * @returns false when there is nothing of that kind
 */
export function openShape({ host, index }: Pick<ToolContext, 'host' | 'index'>, id: string): boolean {
  const item = index.items.get(id);
  if (!item || item.locked || !host.canWrite()) return false;
  const drawn = outlinesOf(item.entity).some(
    ({ component }) => component === 'Shape' || component === 'Path',
  );
  if (!drawn) return false;
  host.selection.set([id]);
  host.tool.value = 'vertices';
  return true;
}
