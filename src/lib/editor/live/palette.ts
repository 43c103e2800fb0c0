/** What the palette finds: commands, and everything in the project that has a name. */
import { isString } from '../../base/guards.ts';
import { intersects } from '../../base/geometry.ts';
import { commandById, commands } from '../core/commands.ts';
import { fuzzyRank, type Match } from '../core/fuzzy.ts';
import { visibleRect } from '../core/view.ts';
import { indexOf } from '../core/commands/index-of.ts';
import type { Editor } from './editor.svelte.ts';
import { Stored } from './stored.svelte.ts';

type PaletteKind = 'command' | 'scene' | 'entity' | 'script' | 'prefab' | 'asset';

export interface PaletteItem {
  readonly kind: PaletteKind;
  /** Id of the command, scene, entity, prefab or asset; path of the script. */
  readonly id: string;
  readonly label: string;
}

/** One line of the palette. */
export interface PaletteLine {
  readonly item: PaletteItem;
  readonly match: Match;
  readonly recent: boolean;
}

const MOST_LINES = 60;
const MOST_RECENT = 12;
const isNames = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isString);
const recent = new Stored<readonly string[]>('palette', [], isNames);
export const keyOfItem = ({ kind, id }: PaletteItem): string => `${kind}:${id}`;

/** Everything that can be found, commands first. */
function* paletteItems(editor: Editor): Generator<PaletteItem> {
  for (const { id, label, subject } of commands)
    if (!subject && id !== 'general.palette') yield { kind: 'command', id, label };
  const { scenes, scripts, prefabs, assets } = editor.project;
  for (const [id, { name }] of Object.entries(scenes)) yield { kind: 'scene', id, label: name };
  for (const id of Object.keys(scripts)) yield { kind: 'script', id, label: id.replace(/^behavior\//u, '') };
  for (const [id, { name }] of Object.entries(prefabs)) yield { kind: 'prefab', id, label: name };
  for (const [id, { name }] of Object.entries(assets)) yield { kind: 'asset', id, label: name };
  for (const [id, { name }] of Object.entries(editor.reader.scene(editor.desk.placeId)?.entities ?? {}))
    yield { kind: 'entity', id, label: name };
}

/** What answers a query, best first; for an empty one what was used last, then the commands. */
export function findInPalette(editor: Editor, query: string): PaletteLine[] {
  const order = new Map(recent.value.map((key, at) => [key, at]));
  const isRecent = (item: PaletteItem) => order.has(keyOfItem(item));
  if (query.trim() !== '') {
    // Something used lately comes first among its equals; then commands, which are fewest.
    const bonus = (item: PaletteItem) => (isRecent(item) ? 6 : 0) + (item.kind === 'command' ? 3 : 0);
    return fuzzyRank(query, paletteItems(editor), ({ label }) => label, MOST_LINES, bonus).map((found) => ({
      ...found,
      recent: false,
    }));
  }
  const match: Match = { score: 0, at: [] };
  const lately: PaletteItem[] = [];
  const others: PaletteItem[] = [];
  for (const item of paletteItems(editor))
    if (isRecent(item)) lately.push(item);
    else if (item.kind === 'command') others.push(item);
  lately.sort((a, b) => order.get(keyOfItem(a))! - order.get(keyOfItem(b))!);
  return [
    ...lately.map((item) => ({ item, match, recent: true })),
    ...others.map((item) => ({ item, match, recent: false })),
  ];
}

/** Gives the command, or goes to what was chosen, and remembers it. */
export function choosePaletteItem(editor: Editor, item: PaletteItem): void {
  const key = keyOfItem(item);
  recent.value = [key, ...recent.value.filter((each) => each !== key)].slice(0, MOST_RECENT);
  const { kind, id } = item;
  if (kind === 'command') editor.commands.run(commandById(id));
  else if (kind === 'entity') showEntity(editor, id);
  else if (kind === 'asset') editor.edits.placeAsset(id, null);
  else editor.commandHost.items.open({ kind, id });
}

/** Selects an entity, and brings it into view where it is not. */
function showEntity(editor: Editor, id: string): void {
  const { desk, commandHost } = editor;
  desk.select([id]);
  const bounds = indexOf(commandHost).boundsAround([id]);
  if (bounds && !intersects(visibleRect(desk.view.value, desk.viewport), bounds))
    editor.commands.run(commandById('view.zoom-selection'));
}
