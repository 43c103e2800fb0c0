/**
 * An asset in the shared document: what its bytes are as one value under its id, and all else that people tell of it
 * under keys of its own behind the id (`coin/name`, `coin/frames/3`), so that it merges part by part.
 */
import type * as Y from 'yjs';
import { isRecord, isString } from '../base/guards.ts';
import { metaSpec, type AssetMeta } from '../schema/asset-meta.ts';
import { firstFinding, show } from '../schema/checks.ts';
import { fromParts, metaParts, partSpec } from '../schema/meta-spec.ts';
import type { AssetData } from '../schema/project.ts';
import { recordChecks } from '../schema/validate.ts';
import { layout } from './layout.ts';
import { isId, passes, type Report } from './read-value.ts';

const isAsset = passes<AssetData>(recordChecks.asset);
const isAssetName = passes<string>(recordChecks.assetName);

/** What stands with the bytes: it changes only when they do. */
const MEASURES: readonly string[] = ['width', 'height', 'duration'] satisfies (keyof AssetMeta)[];

const escape = (part: string): string => part.replaceAll('%', '%25').replaceAll('/', '%2F');
const unescape = (part: string): string => part.replaceAll('%2F', '/').replaceAll('%25', '%');

export const assetNameKey = (id: string): string => `${id}/name`;

/** The value under the id of an asset. */
export function assetCore({ name, kind, sha256, size, meta }: AssetData): AssetData {
  const measures = Object.entries(meta).filter(([field]) => MEASURES.includes(field));
  return { name, kind, sha256, size, meta: Object.fromEntries(measures) };
}

/** Keys and values of what is told of an asset; `undefined` fields have none. */
export const metaToFlat = (id: string, meta: Partial<AssetMeta>): Map<string, unknown> =>
  new Map(
    [...metaParts(metaSpec, meta)]
      .filter(([[field]]) => !MEASURES.includes(field!))
      .map(([path, value]) => [`${id}/meta/${path.map(escape).join('/')}`, value]),
  );

/** The start of all keys of one field of what is told. */
export const metaKeyOf = (id: string, field: keyof AssetMeta): string => `${id}/meta/${field}`;

/** Every asset with all that is told of it; what describes none is left out and said. */
export function readAssets(doc: Y.Doc, report: Report = () => {}): Readonly<Record<string, AssetData>> {
  const { assets } = layout(doc);
  const names = new Map<string, string>();
  const told = new Map<string, [readonly string[], unknown][]>();
  for (const [key, value] of assets.entries()) {
    const [id, kind, ...rest] = key.split('/');
    // What somebody wrote of an asset that another deleted is of no use to anybody.
    if (kind === undefined || !assets.has(id!)) continue;
    const path = rest.map(unescape);
    const problem = kind === 'name' ? null : kind === 'meta' ? partProblem(path, value) : 'newer';
    if (kind === 'name' && rest.length === 0 && isAssetName(value)) names.set(id!, value);
    else if (kind === 'meta' && problem === null) {
      const parts = told.get(id!) ?? [];
      told.set(id!, parts);
      parts.push([path, value]);
    } else if (problem === 'newer')
      report(`“${key}” comes from a newer version of Perigee; it is kept and not used`);
    else
      report(`${path.join(' ') || 'the name'} of a file is left out: ${problem ?? `${show(value)} is none`}`);
  }
  const entries: [string, AssetData][] = [];
  for (const [id, value] of assets.entries()) {
    if (id.includes('/')) continue;
    if (isId(id) && isAsset(value)) entries.push([id, complete(value, names.get(id), told.get(id))]);
    else report(`the file “${nameIn(value) ?? id}” is left out: ${show(value)} describes no file`);
  }
  return Object.fromEntries(entries);
}

/** The SHA-256 of every asset's bytes. */
export function assetHashes(doc: Y.Doc): Set<string> {
  const cores = [...layout(doc).assets.entries()].filter(([key]) => !key.includes('/'));
  return new Set(cores.map(([, core]) => (isRecord(core) && isString(core.sha256) ? core.sha256 : '')));
}

function complete(
  core: AssetData,
  name: string | undefined,
  told: readonly (readonly [path: readonly string[], value: unknown])[] = [],
): AssetData {
  if (name === undefined && told.length === 0) return core;
  const meta = fromParts(metaSpec, told) as AssetMeta;
  return { ...core, name: name ?? core.name, meta: { ...core.meta, ...meta } };
}

/** Why a part cannot be used: `newer` when nothing here is called so; `null` when it can. */
function partProblem(path: readonly string[], value: unknown): string | null {
  const spec = partSpec(metaSpec, path);
  if (!spec) return 'newer';
  if (!passesSpec(spec.check)(value)) return `it ${firstFinding(spec.check, value) ?? 'is of another kind'}`;
  return null;
}
const passesSpec = passes<unknown>;

const nameIn = (value: unknown): string | null =>
  isRecord(value) && isString(value.name) ? value.name : null;
