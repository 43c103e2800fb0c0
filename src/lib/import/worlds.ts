/** Worlds of several levels among files, found before they are read: a person may be asked what becomes of them. Pure. */
import { baseName, stemOf } from './source-files.ts';

/** What levels of one world become: a scene each, or all together one scene. */
export type WorldsAs = 'scenes' | 'scene';

/** A world with more than one level. */
export interface FoundWorld {
  name: string;
  /** What its parts are called in the tool that it is of. */
  parts: 'levels' | 'maps';
  count: number;
}

/** The worlds of LDtk and of Tiled among the files. Those that cannot be read are none: their import says why. */
export function worldsIn(files: ReadonlyMap<string, Uint8Array>): FoundWorld[] {
  return [...files].flatMap(([path, bytes]) => {
    const of = /\.(ldtk|world)$/i.exec(path)?.[1]?.toLowerCase();
    const root = of === undefined ? null : record(bytes);
    if (!root) return [];
    const found = of === 'ldtk' ? ldtkWorlds(path, root) : [tiledWorld(path, root, files)];
    return found.filter(({ count }) => count > 1);
  });
}

function ldtkWorlds(path: string, root: Fields): FoundWorld[] {
  const several = items(root.worlds);
  return (several.length > 0 ? several : [root]).map(({ identifier, levels }) => ({
    name: typeof identifier === 'string' && identifier !== '' ? identifier : stemOf(path),
    parts: 'levels',
    count: items(levels).length,
  }));
}

function tiledWorld(path: string, root: Fields, files: ReadonlyMap<string, Uint8Array>): FoundWorld {
  const maps = new Set(items(root.maps).map(({ fileName }) => baseName(String(fileName))));
  for (const { regexp } of items(root.patterns))
    for (const file of files.keys()) if (matches(String(regexp), baseName(file))) maps.add(baseName(file));
  return { name: stemOf(path), parts: 'maps', count: maps.size };
}

function matches(pattern: string, name: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(name);
  } catch {
    return false;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const items = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : []);

function record(bytes: Uint8Array): Fields | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}
