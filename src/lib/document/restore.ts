/**
 * Brings back what a document was at another time. Only what differs is written, key by key and line by line, so that what others do
 * meanwhile merges with it; and it is one step, which can be taken back.
 */
import * as Y from 'yjs';
import { diffLines, linesOf } from '../base/line-diff.ts';
import { setKey } from './entity-keys.ts';
import { entitiesOf, layersOf, layout, mapIn, prefabOf, type EntityHome } from './layout.ts';
import type { Origin } from './origin.ts';
import { transact, type StepName } from './step.ts';

/** Something that can be brought back by itself, to what it was or to not being there. */
export type RestorePart =
  /** A scene or prefab with all that is in it, a script, a file, a tileset, a thread of comments. */
  | { kind: 'scene' | 'prefab' | 'script' | 'asset' | 'tileset' | 'comment'; id: string }
  /** Name, settings, guides and bookmarks of a scene; name and root of a prefab. */
  | { kind: 'head'; home: EntityHome }
  | { kind: 'layer'; scene: string; id: string }
  | { kind: 'entity'; home: EntityHome; id: string }
  /** Name and settings of the project. */
  | { kind: 'settings' };

/** The format of the document itself, which no version brings back. */
const FORMAT = 'format';

/**
 * Makes parts of a document what they are in another one, which is an earlier state of it. What people say is never taken away:
 * threads of comments that are missing come back.
 * @param from the document as it was
 */
export function restore(
  doc: Y.Doc,
  origin: Origin,
  from: Y.Doc,
  parts: readonly RestorePart[] | 'everything',
  name: StepName,
): void {
  transact(doc, origin, name, () => {
    if (parts === 'everything') restoreAll(doc, from);
    else for (const part of parts) restorePart(doc, from, part);
  });
}

function restoreAll(doc: Y.Doc, from: Y.Doc): void {
  const [now, then] = [layout(doc), layout(from)];
  mirror(now.project, then.project, (key) => key !== FORMAT);
  for (const root of ['scenes', 'prefabs', 'tilesets', 'scripts', 'assets'] as const)
    mirror(now[root] as Y.Map<unknown>, then[root] as Y.Map<unknown>);
  for (const id of then.comments.keys())
    if (!id.includes('/')) restoreThread(now.comments, then.comments, id);
}

function restorePart(doc: Y.Doc, from: Y.Doc, part: RestorePart): void {
  const [now, then] = [layout(doc), layout(from)];
  switch (part.kind) {
    case 'settings':
      return mirror(now.project, then.project, (key) => key !== FORMAT);
    case 'scene':
    case 'prefab':
    case 'script':
    case 'tileset': {
      const root = `${part.kind}s` as const;
      return mirrorKey(now[root] as Y.Map<unknown>, then[root] as Y.Map<unknown>, part.id);
    }
    case 'asset':
      return mirror(now.assets, then.assets, (key) => key === part.id || key.startsWith(`${part.id}/`));
    case 'comment':
      return restoreThread(now.comments, then.comments, part.id);
    case 'head': {
      const [to, was] = [ownerOf(doc, part.home), ownerOf(from, part.home)];
      if (to && was) mirror(to, was, (key) => key !== 'entities' && key !== 'layers');
      return;
    }
    case 'layer': {
      const [to, was] = [layersOf(doc, part.scene), layersOf(from, part.scene)];
      if (to) mirrorKey(to as Y.Map<unknown>, was as Y.Map<unknown> | null, part.id);
      return;
    }
    case 'entity': {
      const [to, was] = [entitiesOf(doc, part.home), entitiesOf(from, part.home)];
      if (to) mirrorKey(to as Y.Map<unknown>, was as Y.Map<unknown> | null, part.id);
    }
  }
}

function ownerOf(doc: Y.Doc, home: EntityHome): Y.Map<unknown> | undefined {
  const { scenes, prefabs } = layout(doc);
  const prefab = prefabOf(home);
  return prefab === null ? mapIn(scenes, home as string) : mapIn(prefabs, prefab);
}

function restoreThread(now: Y.Map<unknown>, then: Y.Map<unknown>, id: string): void {
  if (now.has(id) || !then.has(id)) return;
  for (const key of then.keys()) if (key === id || key.startsWith(`${id}/`)) mirrorKey(now, then, key);
}

/** Makes the keys of a map those of another one, as far as they differ. */
function mirror(to: Y.Map<unknown>, from: Y.Map<unknown>, ours: (key: string) => boolean = () => true): void {
  for (const key of [...to.keys()]) if (ours(key) && !from.has(key)) to.delete(key);
  for (const key of from.keys()) if (ours(key)) mirrorKey(to, from, key);
}

function mirrorKey(to: Y.Map<unknown>, from: Y.Map<unknown> | null, key: string): void {
  const [now, then] = [to.get(key), from?.get(key)];
  if (!from?.has(key)) {
    if (to.has(key)) to.delete(key);
  } else if (then instanceof Y.Map && now instanceof Y.Map) mirror(now, then);
  else if (then instanceof Y.Text && now instanceof Y.Text) mirrorText(now, then.toJSON());
  else if (then instanceof Y.AbstractType) {
    if (now instanceof Y.AbstractType && JSON.stringify(now) === JSON.stringify(then)) return;
    to.set(key, then instanceof Y.Text ? new Y.Text(then.toJSON()) : then.clone());
  } else setKey(to, key, then);
}

/** Changes only the lines that differ. */
function mirrorText(text: Y.Text, wanted: string): void {
  const current = text.toJSON();
  if (current === wanted) return;
  const [before, after] = [linesOf(current), linesOf(wanted)];
  const starts = [0];
  for (const line of before) starts.push(starts.at(-1)! + line.length);
  for (const { at, removed, to, added } of diffLines(before, after).reverse()) {
    const start = starts[at]!;
    if (removed > 0) text.delete(start, starts[at + removed]! - start);
    if (added > 0) text.insert(start, after.slice(to, to + added).join(''));
  }
}
