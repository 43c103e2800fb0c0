/** What keeps the definitions of prefabs sound while they are written: no rings, one root. */
import * as Y from 'yjs';
import { containsPrefab } from '../schema/prefab-cycles.ts';
import { layout, mapIn, prefabOf, type EntityHome } from './layout.ts';

function* prefabsIn(doc: Y.Doc, prefab: string): Generator<string> {
  const owner = layout(doc).prefabs.get(prefab);
  const entities = owner instanceof Y.Map ? owner.get('entities') : null;
  if (!(entities instanceof Y.Map)) return;
  for (const entity of entities.values()) {
    const inner: unknown = entity instanceof Y.Map ? entity.get('prefab') : '';
    if (typeof inner === 'string' && inner !== '') yield inner;
  }
}

const nameOf = (doc: Y.Doc, prefab: string): string =>
  String(mapIn(layout(doc).prefabs, prefab)?.get('name') ?? prefab);

/** Throws a RangeError when an instance of a prefab would come to stand inside of that prefab itself, at any depth. */
export function refuseRing(doc: Y.Doc, home: EntityHome, prefab: string | undefined): void {
  const into = prefabOf(home);
  if (into === null || !prefab) return;
  if (!containsPrefab((each) => prefabsIn(doc, each), prefab, into)) return;
  const [outer, inner] = [nameOf(doc, into), nameOf(doc, prefab)];
  throw new RangeError(
    into === prefab
      ? `An instance of "${outer}" cannot be placed inside of "${outer}" itself.`
      : `An instance of "${inner}" cannot be placed inside of "${outer}": "${inner}" contains "${outer}".`,
  );
}

/** Id of the root of a prefab's definition; `null` for a scene, or where the root is not there. */
export function rootIn(doc: Y.Doc, home: EntityHome): string | null {
  const prefab = prefabOf(home);
  const owner = prefab === null ? null : layout(doc).prefabs.get(prefab);
  if (!(owner instanceof Y.Map)) return null;
  const root: unknown = owner.get('root');
  const entities = owner.get('entities');
  return typeof root === 'string' && entities instanceof Y.Map && entities.has(root) ? root : null;
}
