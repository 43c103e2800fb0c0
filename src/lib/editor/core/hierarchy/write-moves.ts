import { named } from '../../../base/words.ts';
import type { EditorHost } from '../editor-host.ts';
import { relativeTo, SCENE_FRAME } from '../entity-geometry.ts';
import { indexOf } from '../commands/index-of.ts';
import type { Move } from './moves.ts';

/** Moves entities in the hierarchy as one step of undo. Whoever gets another parent stays where it is in the scene. */
export function writeMoves(host: EditorHost, moves: readonly Move[]): void {
  if (moves.length === 0) return;
  const index = indexOf(host);
  const entities = index.scene?.entities ?? {};
  const adopted = moves.filter(({ id, parent }) => entities[id]?.parent !== parent);
  host.write(stepName(entities, moves, adopted), (writer) => {
    for (const { id, parent, order } of moves) writer.set(id, { parent, order });
    for (const { id, parent } of adopted) {
      const placed = index.items.get(id)?.placed;
      const frame = (parent === null ? undefined : index.items.get(parent)?.placed) ?? SCENE_FRAME;
      if (placed) writer.setFields(id, 'Transform', { ...relativeTo(frame, placed) });
    }
  });
}

function stepName(
  entities: Readonly<Record<string, { name: string }>>,
  moves: readonly Move[],
  adopted: readonly Move[],
): string {
  const who = named(moves.map(({ id }) => entities[id]?.name ?? ''));
  const parents = new Set(adopted.map(({ parent }) => parent));
  const [parent] = parents;
  if (parent === undefined) return `Reorder ${who}`;
  if (parents.size > 1) return `Move ${who} to other parents`;
  return parent === null
    ? `Move ${who} to the top`
    : `Move ${who} into ${named([entities[parent]?.name ?? ''])}`;
}
