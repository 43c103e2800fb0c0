/** Typed writes of the project's files. Their names, and each frame, animation and so on that is told of them, merge by themselves. */
import type * as Y from 'yjs';
import { shortName } from '../base/words.ts';
import type { AssetMeta } from '../schema/asset-meta.ts';
import type { AssetData } from '../schema/project.ts';
import { assetCore, assetNameKey, metaKeyOf, metaToFlat } from './asset-keys.ts';
import { setKey } from './entity-keys.ts';
import { layout } from './layout.ts';
import type { Origin } from './origin.ts';
import { nameOf } from './step-names.ts';
import { transact, type StepName } from './step.ts';

/** Adds an asset, or replaces all that is known of it. */
export function putAsset(doc: Y.Doc, origin: Origin, id: string, asset: AssetData): void {
  const { assets } = layout(doc);
  const step = () => `${assets.has(id) ? 'Change' : 'Add'} ${shortName(asset.name)}`;
  transact(doc, origin, step, () => {
    setKey(assets, id, assetCore(asset));
    replaceKeys(assets, `${id}/`, metaToFlat(id, asset.meta));
  });
}

/** Removes an asset and all that is told of it; its bytes stay where they are kept. */
export function deleteAsset(doc: Y.Doc, origin: Origin, id: string): void {
  const { assets } = layout(doc);
  const step = () => `Delete ${nameOf(doc, 'assets', id)}`;
  transact(doc, origin, step, () => {
    replaceKeys(assets, `${id}/`, new Map());
    assets.delete(id);
  });
}

/** Gives an asset another name; those who use it know it by its id. */
export function renameAsset(doc: Y.Doc, origin: Origin, id: string, name: string): void {
  const { assets } = layout(doc);
  const step = () => `Rename ${nameOf(doc, 'assets', id)} to ${shortName(name)}`;
  if (assets.has(id)) transact(doc, origin, step, () => setKey(assets, assetNameKey(id), name));
}

/** Gives an asset other bytes and their measures; its name and all else that is told of it stay. */
export function setAssetContent(
  doc: Y.Doc,
  origin: Origin,
  id: string,
  content: Pick<AssetData, 'kind' | 'sha256' | 'size'> & {
    meta: Pick<AssetMeta, 'width' | 'height' | 'duration'>;
  },
): void {
  const { assets } = layout(doc);
  const core = assets.get(id) as AssetData | undefined;
  const step = () => `Replace ${nameOf(doc, 'assets', id)}`;
  if (core) transact(doc, origin, step, () => setKey(assets, id, assetCore({ ...content, name: core.name })));
}

/**
 * Sets fields of what is told of an asset. Only the parts that differ from what is there are written, so that others may change
 * other parts at once; a field given as `undefined` is taken away. Width, height and duration belong to the bytes: {@link setAssetContent}.
 */
export function setAssetMeta(
  doc: Y.Doc,
  origin: Origin,
  id: string,
  meta: Omit<Partial<AssetMeta>, 'width' | 'height' | 'duration'>,
  name: StepName = () => `Change ${Object.keys(meta).join(', ')} of ${nameOf(doc, 'assets', id)}`,
): void {
  const { assets } = layout(doc);
  if (!assets.has(id)) return;
  const wanted = metaToFlat(id, meta);
  transact(doc, origin, name, () => {
    for (const field of Object.keys(meta) as (keyof AssetMeta)[])
      replaceKeys(assets, metaKeyOf(id, field), wanted);
  });
}

/** Makes the keys that are `start`, or begin with it and a slash, those of a map, as far as they differ. */
function replaceKeys(map: Y.Map<unknown>, start: string, wanted: ReadonlyMap<string, unknown>): void {
  const folder = start.endsWith('/') ? start : `${start}/`;
  const ours = (key: string) => key === start || key.startsWith(folder);
  for (const key of [...map.keys()]) if (ours(key) && !wanted.has(key)) map.delete(key);
  for (const [key, value] of wanted) if (ours(key)) setKey(map, key, value);
}
