/** Keeping tile layers small over the days. */
import * as Y from 'yjs';
import { components, type ComponentSpec } from '../schema/components.ts';
import { componentKeyOf, gridPrefixOf } from './flat.ts';
import { entitiesOf, layout, type EntityMap } from './layout.ts';
import { systemOrigin } from './origin.ts';
import { transact } from './step.ts';
import { foldOld, nextStamp, strokePartOf, type TilePart } from './tile-parts.ts';

const withGrids: readonly string[] = Object.entries<ComponentSpec>(components)
  .filter(([, { fields }]) => Object.values(fields).some(({ type }) => type === 'tiles'))
  .map(([component]) => componentKeyOf(component));

function foldIn(entity: EntityMap, author: string, now: number): void {
  const grids = new Map<string, TilePart[]>();
  entity.forEach((value, key) => {
    const prefix = gridPrefixOf(key);
    if (!prefix) return;
    const parts = grids.get(prefix) ?? [];
    grids.set(prefix, parts);
    parts.push([key.slice(prefix.length), value]);
  });
  for (const [prefix, parts] of grids) {
    const folded = foldOld(parts, now);
    if (!folded) continue;
    const stamp = nextStamp(
      parts.map(([part]) => part),
      now,
    );
    for (const part of folded.gone) entity.delete(prefix + part);
    entity.set(prefix + strokePartOf(stamp, author), folded.bytes);
  }
}

/**
 * Makes one entry of the strokes that are older than a day, layer by layer, where there are many. What is seen stays as it is, and so
 * does what others paint meanwhile. One step of the program's own, which nobody takes back.
 * @param now milliseconds since 1970
 */
export function foldTiles(doc: Y.Doc, now: number = Date.now()): void {
  const { scenes, prefabs } = layout(doc);
  const homes = [...scenes.keys(), ...[...prefabs.keys()].map((prefab) => ({ prefab }))];
  transact(doc, systemOrigin, 'Tidy up tiles', () => {
    for (const home of homes)
      entitiesOf(doc, home)?.forEach((entity) => {
        if (entity instanceof Y.Map && withGrids.some((key) => entity.has(key)))
          foldIn(entity, doc.clientID.toString(36), now);
      });
  });
}
