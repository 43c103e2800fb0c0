/** Versions and what differs between them, in words. */
import { counted } from '../../../base/words.ts';
import { definitionOf } from '../../../schema/definition-scene.ts';
import type { ProjectData } from '../../../schema/project.ts';
import type { WorkedOn } from '../../../schema/worked-on.ts';
import type { ChangedKind, ProjectChange } from './compare.ts';

/** What a list needs of a version. */
interface Told {
  kind: 'named' | 'automatic' | 'import' | 'restore';
  name: string;
  at: number;
}

const KINDS: Readonly<Record<Told['kind'], string>> = {
  named: 'Version',
  automatic: 'Kept by itself',
  import: 'Before an import',
  restore: 'Before a restore',
};

/** The name of a version, or why it was kept. */
export const versionTitle = ({ kind, name }: Told): string => name || KINDS[kind];

const WORDS: readonly (readonly [WorkedOn, string, string])[] = [
  ['entities', 'entity', 'entities'],
  ['scenes', 'scene', 'scenes'],
  ['prefabs', 'prefab', 'prefabs'],
  ['scripts', 'script', 'scripts'],
  ['tilesets', 'tileset', 'tilesets'],
  ['assets', 'file', 'files'],
  ['settings', 'setting', 'settings'],
  ['comments', 'comment', 'comments'],
];

/** `12 entities, 2 scripts`; '' for nothing. */
export const touchedWords = (touched: Readonly<Partial<Record<WorkedOn, number>>>): string =>
  WORDS.flatMap(([kind, one, many]) => {
    const count = touched[kind] ?? 0;
    return count > 0 ? [counted(count, one, many)] : [];
  }).join(', ');

/** The day of a moment as a heading: `Today`, `Yesterday`, or its date. */
export function dayOf(at: number, now: number = Date.now()): string {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(at)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric';
  return new Date(at).toLocaleDateString([], { day: 'numeric', month: 'long', year });
}

const GROUPS: Readonly<Partial<Record<ChangedKind, string>>> = {
  script: 'Scripts',
  tileset: 'Tilesets',
  asset: 'Files',
  settings: 'Settings',
  comment: 'Comments that are gone',
};

/** Changes under the headings of a list: each scene and each prefab that is there has one of its own. */
export function groupedChanges(
  changes: readonly ProjectChange[],
  then: ProjectData,
  now: ProjectData,
): { title: string; home: string; changes: ProjectChange[] }[] {
  const groups = new Map<string, { title: string; home: string; changes: ProjectChange[] }>();
  for (const change of changes) {
    const home = change.kind === 'scene' || change.kind === 'prefab' ? '' : change.home;
    const title = home === '' ? (GROUPS[change.kind] ?? 'Scenes and prefabs') : homeName(home, then, now);
    const key = `${home} ${title}`;
    const group = groups.get(key) ?? { title, home, changes: [] };
    groups.set(key, group);
    group.changes.push(change);
  }
  return [...groups.values()];
}

function homeName(home: string, then: ProjectData, now: ProjectData): string {
  const prefab = definitionOf(home);
  if (prefab === null) return (now.scenes[home] ?? then.scenes[home])?.name ?? '';
  return `Prefab ${(now.prefabs[prefab] ?? then.prefabs[prefab])?.name ?? ''}`;
}
