import { named } from '../../../base/words.ts';
import type { Placed } from '../entity-geometry.ts';
import type { ToolContext } from './tool.ts';

/**
 * Writes where a gesture left some entities, as one undo step. Only fields that differ are written, so that two
 * people who move and resize the same entity at once both keep their work.
 * @param verb what the gesture does to them, such as `Move`
 */
export function commitMoved(
  verb: string,
  { host, index, played }: ToolContext,
  starts: ReadonlyMap<string, Placed>,
  ends: ReadonlyMap<string, Placed>,
): void {
  const places = played();
  const names = [...ends.keys()].map((id) => index.items.get(id)?.entity.name ?? '');
  host.write(`${verb} ${named(names)}`, (writer) => {
    for (const [id, end] of ends) {
      const start = starts.get(id);
      // Somebody may have deleted it during the drag.
      if (!start || !index.items.has(id)) continue;
      const { position, rotation, size } = index.transformFor(id, end, places);
      const fields: Record<string, unknown> = {};
      if (end.position[0] !== start.position[0] || end.position[1] !== start.position[1])
        fields.position = position;
      if (end.rotation !== start.rotation) fields.rotation = rotation;
      if (end.size[0] !== start.size[0] || end.size[1] !== start.size[1]) fields.size = size;
      if (Object.keys(fields).length > 0) writer.setFields(id, 'Transform', fields);
    }
  });
}
