/** The project's files as the assets panel lists them. Pure. */
import type { AssetKind } from '../../../schema/fields.ts';
import type { AssetData, ProjectData } from '../../../schema/project.ts';
import { isRulePack } from '../../../schema/rule-pack.ts';

type Assets = ProjectData['assets'];

/** What of the files is shown. */
export interface AssetFilter {
  /** Words that must all be in the name, the folder or the kind. */
  search: string;
  kind: AssetKind | 'all';
  /** Ids that are used: only others are shown. `null` shows both. */
  used: ReadonlySet<string> | null;
}

export const isAssetKind = (value: string): value is AssetKind =>
  ['image', 'sound', 'font', 'data'].includes(value);

/** A folder with what is in it, in order. */
export interface AssetFolder {
  /** '' for what lies in none. */
  name: string;
  ids: readonly string[];
}

const byName = (assets: Assets) => (a: string, b: string) =>
  assets[a]!.name.localeCompare(assets[b]!.name, undefined, { numeric: true }) || (a < b ? -1 : 1);

/** The files that pass a filter, by folder: first those in none. */
export function assetFolders(assets: Assets, { search, kind, used }: AssetFilter): AssetFolder[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const folders = new Map<string, string[]>();
  for (const [id, asset] of Object.entries(assets)) {
    if (kind !== 'all' && asset.kind !== kind) continue;
    if (used?.has(id)) continue;
    const text = `${asset.name} ${folderOf(asset)} ${asset.kind}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    const ids = folders.get(folderOf(asset)) ?? [];
    folders.set(folderOf(asset), ids);
    ids.push(id);
  }
  return [...folders]
    .sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a.localeCompare(b, undefined, { numeric: true })))
    .map(([name, ids]) => ({ name, ids: ids.sort(byName(assets)) }));
}

/** The folder that a file lies in; '' for none. */
export const folderOf = ({ meta }: AssetData): string => meta.folder ?? '';

/** A folder as people may write it: `/art // tiles/` is `art/tiles`. */
export const cleanFolder = (given: string): string =>
  given
    .split(/[/\\]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')
    .slice(0, 200)
    .replace(/[/\s.]+$/u, '');

/** Every folder that there is. */
export const allFolders = (assets: Assets): string[] =>
  [...new Set(Object.values(assets).map(folderOf))].filter(Boolean).sort((a, b) => a.localeCompare(b));

/**
 * The selection after a click or a key on one of the files.
 * @param ids what is listed, in order
 * @param how alone, added or taken away, or all from the anchor up to it
 */
export function selectAsset(
  ids: readonly string[],
  selected: ReadonlySet<string>,
  anchor: string | null,
  id: string,
  how: 'only' | 'toggle' | 'range',
): Set<string> {
  if (how === 'only') return new Set([id]);
  if (how === 'toggle') {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    return next;
  }
  const from = anchor === null ? -1 : ids.indexOf(anchor);
  const to = ids.indexOf(id);
  return new Set(from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1));
}

/**
 * Ids of all files that something uses: a text anywhere in scenes, prefabs, tilesets or settings is such an id, or a
 * script has the id or the name in quotes. Rather one too many than one too few.
 */
export function usedAssets(project: ProjectData): Set<string> {
  const used = new Set<string>();
  const { assets, scripts, ...rest } = project;
  collect(rest, (text) => Object.hasOwn(assets, text) && used.add(text));
  const quoted = new Set<string>();
  for (const source of Object.values(scripts))
    for (const [, , text] of source.matchAll(/(["'])((?:(?!\1)[^\\\n]|\\.)*)\1/gu)) quoted.add(text!);
  for (const [id, asset] of Object.entries(assets)) {
    const { name } = asset;
    const named = quoted.has(id) || quoted.has(name) || quoted.has(name.replace(/\.[^.]*$/u, ''));
    // Rules are kept for those who build the scenes.
    if (named || isRulePack(asset)) used.add(id);
  }
  return used;
}

/** Hands over every text within a value; cells of tile layers are numbers in bulk and hold none. */
function collect(value: unknown, take: (text: string) => void): void {
  if (typeof value === 'string') take(value);
  else if (Array.isArray(value)) for (const each of value) collect(each, take);
  else if (
    typeof value === 'object' &&
    value !== null &&
    !ArrayBuffer.isView(value) &&
    !(value instanceof Map)
  )
    for (const [key, each] of Object.entries(value)) {
      take(key);
      collect(each, take);
    }
}

/** `640 B`, `3.4 MB`. */
export function byteText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10} ${units[unit]!}`;
}

/** What there is to know of a file in one line: `32 × 32 px · 1.2 kB`. */
export function factsOf({ kind, size, meta }: AssetData): string {
  const facts = [
    kind === 'image' && meta.width !== undefined ? `${meta.width} × ${meta.height ?? 0} px` : '',
    kind === 'sound' && meta.duration !== undefined ? `${Math.round(meta.duration * 100) / 100} s` : '',
    byteText(size),
  ];
  return facts.filter(Boolean).join(' · ');
}
