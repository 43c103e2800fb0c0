/** Automapping rules that are kept with a project: the files of Tiled that they came as, in one asset. */
import { isRecord } from '../base/guards.ts';
import type { AssetData } from './project.ts';

const ENDING = '.rules.json';

/** What an asset of rules is called; they are known by it. */
export const rulePackName = (name: string): string => `${name.replace(/\.rules$/iu, '')}${ENDING}`;

/** Whether an asset holds rules. */
export const isRulePack = ({ kind, name }: Pick<AssetData, 'kind' | 'name'>): boolean =>
  kind === 'data' && name.toLowerCase().endsWith(ENDING);

/** How rules are called among people: without the ending. */
export const ruleTitle = (name: string): string =>
  isRulePack({ kind: 'data', name }) ? name.slice(0, -ENDING.length) : name;

/** At most so many bytes at once are turned into text: calls take only so many arguments. */
const PIECE = 0x8000;

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}

/** Files (path to bytes) as the bytes of one asset; the same files give the same bytes. */
export function packRules(files: ReadonlyMap<string, Uint8Array>): Uint8Array<ArrayBuffer> {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const packed = { rules: Object.fromEntries(sorted.map(([path, bytes]) => [path, toBase64(bytes)])) };
  return new TextEncoder().encode(JSON.stringify(packed));
}

/** The reverse of {@link packRules}; `null` for bytes that are none of its. */
export function unpackRules(bytes: Uint8Array): Map<string, Uint8Array> | null {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!isRecord(read) || !isRecord(read.rules)) return null;
    return new Map(
      Object.entries(read.rules).map(([path, text]) => [
        path,
        Uint8Array.from(atob(String(text)), (letter) => letter.charCodeAt(0)),
      ]),
    );
  } catch {
    return null;
  }
}
