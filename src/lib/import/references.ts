import { isRecord } from '../base/guards.ts';

/** Which other files a file of another tool names, for those who fetch them from a disk. */

const named: readonly { file: RegExp; reference: RegExp; json: boolean }[] = [
  {
    file: /\.(tmx|tsx|tx)$/i,
    reference: /\s(?:source|template)\s*=\s*["']([^"'<>]+)["']/g,
    json: false,
  },
  {
    file: /\.(tmj|tsj|tj|world|json)$/i,
    reference: /"(?:image|source|template|fileName)"\s*:\s*("(?:[^"\\]|\\.)*")/g,
    json: true,
  },
  // A list of automapping rules.
  { file: /\.txt$/i, reference: /^\s*(?!#|\/\/|\[)(\S.*?)\s*$/gm, json: false },
  {
    file: /\.ldtk$/i,
    reference: /"(?:relPath|bgRelPath|externalRelPath)"\s*:\s*("(?:[^"\\]|\\.)*")/g,
    json: true,
  },
];

const fetched = /\.(tsx|tsj|tx|tj|tmx|tmj|json|ldtkl|png|jpe?g|gif|webp|bmp|aseprite|ase)$/i;
/** A list of rules names maps and further lists, nothing else. */
const listed = /\.(tmx|tmj|json|txt)$/i;

/** The paths that a file names, as it says them. Nothing is decoded further than that. */
export function referencesIn(path: string, bytes: Uint8Array): string[] {
  const kind = named.find(({ file }) => file.test(path));
  if (!kind) return [];
  const text = new TextDecoder().decode(bytes);
  const paths = [...text.matchAll(kind.reference)].map(([, found]) =>
    kind.json ? unquoted(found!) : found!,
  );
  return [...new Set(paths)]
    .filter((each) => (/\.txt$/i.test(path) ? listed : fetched).test(each))
    .map((each) => each.replaceAll('\\', '/'));
}

function unquoted(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return '';
  }
}

/** Files of a folder that a file means without naming them. */
export interface Meant {
  /** As the file says it. */
  folder: string;
  /** Also what lies in folders below. */
  deep: boolean;
  /** Whether a file of that name is meant. */
  wants(name: string): boolean;
}

const mapFile = /\.(tmx|tmj|world|tiled-project)$/i;

/** The maps of a world that fit its patterns, and those of the folders of a project of Tiled. Never throws. */
export function foldersIn(path: string, bytes: Uint8Array): Meant[] {
  if (!/\.(world|tiled-project)$/i.test(path)) return [];
  let root: unknown;
  try {
    root = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return [];
  }
  if (!isRecord(root)) return [];
  const list = (key: string): unknown[] => (Array.isArray(root[key]) ? (root[key] as unknown[]) : []);
  const patterns = list('patterns').flatMap((each): Meant[] => {
    try {
      const pattern = new RegExp(`^(?:${isRecord(each) ? String(each.regexp) : ''})$`, 'u');
      return [{ folder: '.', deep: false, wants: (name) => mapFile.test(name) && pattern.test(name) }];
    } catch {
      return [];
    }
  });
  const folders = list('folders').flatMap((each): Meant[] =>
    typeof each === 'string' ? [{ folder: each, deep: true, wants: (name) => mapFile.test(name) }] : [],
  );
  return [...patterns, ...folders];
}
