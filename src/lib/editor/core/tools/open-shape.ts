import { outlinesOf } from '../shapes/outlines.ts';
import type { ToolContext } from './tool.ts';

/**
 * Takes the tool in hand that edits the points of an entity.
 * @param any drawn colliders count as well; otherwise only what is there to see, so that a double click may mean another thing
 * @returns false when there is nothing to edit
 */
export function openShape(
  { host, index }: Pick<ToolContext, 'host' | 'index'>,
  id: string,
  any = false,
): boolean {
  const item = index.items.get(id);
  if (!item || item.locked || !host.canWrite()) return false;
  const found = outlinesOf(item.entity);
  if (!found.some(({ component }) => any || component === 'Shape' || component === 'Path')) return false;
  host.selection.set([id]);
  host.tool.value = 'vertices';
  return true;
}
