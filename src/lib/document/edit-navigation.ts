/** Typed writes of what a scene keeps for its editors. Each guide and each bookmark merges by itself. */
import * as Y from 'yjs';
import { shortName } from '../base/words.ts';
import type { BookmarkData, GuideData } from '../schema/navigation.ts';
import { layout, mapIn } from './layout.ts';
import type { Origin } from './origin.ts';
import { BOOKMARK, GUIDE } from './navigation-keys.ts';
import { setKey } from './entity-keys.ts';
import { transact } from './step.ts';

function put(scene: Y.Map<unknown>, key: string, value: unknown): void {
  if (value === null) scene.delete(key);
  else setKey(scene, key, value);
}

/** Adds, moves or, with `null`, removes a guide. */
export function setGuide(
  doc: Y.Doc,
  origin: Origin,
  scene: string,
  id: string,
  guide: GuideData | null,
): void {
  const map = mapIn(layout(doc).scenes, scene);
  if (!(map instanceof Y.Map)) return;
  const step = () => (guide === null ? 'Remove a guide' : `${map.has(GUIDE + id) ? 'Move' : 'Add'} a guide`);
  transact(doc, origin, step, () => put(map, GUIDE + id, guide));
}

/** Removes all guides of a scene. */
export function clearGuides(doc: Y.Doc, origin: Origin, scene: string): void {
  const map = mapIn(layout(doc).scenes, scene);
  if (!(map instanceof Y.Map)) return;
  const keys = [...map.keys()].filter((key) => key.startsWith(GUIDE));
  transact(doc, origin, 'Remove all guides', () => {
    for (const key of keys) map.delete(key);
  });
}

/** Sets or, with `null`, removes the bookmark of a number. */
export function setBookmark(
  doc: Y.Doc,
  origin: Origin,
  scene: string,
  slot: string,
  bookmark: BookmarkData | null,
): void {
  const map = mapIn(layout(doc).scenes, scene);
  if (!(map instanceof Y.Map)) return;
  const step = () =>
    bookmark === null
      ? `Remove bookmark ${slot}`
      : `Set bookmark ${slot}${bookmark.name ? ` ${shortName(bookmark.name)}` : ''}`;
  transact(doc, origin, step, () => put(map, BOOKMARK + slot, bookmark));
}
