import { named } from '../../../base/words.ts';
import type { EditorHost } from '../editor-host.ts';
import type { Moved, SceneIndex } from '../scene-index.ts';

/**
 * Writes where entities stand, how they are turned and how large they are, as one undo step. Only fields that differ
 * are written, so that two people who move and resize the same entity at once both keep their work.
 * @param verb what is done to them, such as `Move`
 * @param starts where they stood, the document's places unless told
 * @param frames where parents are that are not where the document says
 */
export function writePlaced(
  verb: string,
  host: EditorHost,
  index: SceneIndex,
  ends: Moved,
  starts?: Moved,
  frames?: Moved,
): void {
  const writes: [id: string, fields: Record<string, unknown>][] = [];
  for (const [id, end] of ends) {
    const item = index.items.get(id);
    const start = starts?.get(id) ?? item?.placed;
    // Somebody may have deleted it meanwhile.
    if (!item || !start) continue;
    const place = index.transformFor(id, end, frames);
    const fields: Record<string, unknown> = {};
    if (end.position[0] !== start.position[0] || end.position[1] !== start.position[1])
      fields.position = place.position;
    if (end.rotation !== start.rotation) fields.rotation = place.rotation;
    if (end.size[0] !== start.size[0] || end.size[1] !== start.size[1]) fields.size = place.size;
    if (Object.keys(fields).length > 0) writes.push([id, fields]);
  }
  if (writes.length === 0) return;
  const names = writes.map(([id]) => index.items.get(id)!.entity.name);
  host.write(`${verb} ${named(names)}`, (writer) => {
    for (const [id, fields] of writes) writer.setFields(id, 'Transform', fields);
  });
}
