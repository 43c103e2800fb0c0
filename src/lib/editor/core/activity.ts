/** What was done to the project, as a list that people read: what belongs together is one entry. */
import type { ActivityLine, DeedPlace } from '../../schema/activity.ts';
import { inPast } from './past-tense.ts';

/** What somebody did, once or several times in a row. */
export interface ActivityEntry {
  /** Stays the same while the entry grows. */
  key: string;
  by: string;
  color: string;
  /** Such as `moved Hero` or `painted 12 tiles`. */
  what: string;
  /** How many steps it was. */
  times: number;
  /** Where the last of them was. */
  place: DeedPlace;
  /** When the last of them was done, in milliseconds since 1970. */
  at: number;
}

/** Steps of the same kind are one entry while no more than this lies between them, in milliseconds. */
const TOGETHER = 5 * 60_000;

const TILES = /\b(\d+) tiles?\b/u;

interface Growing extends Omit<ActivityEntry, 'what'> {
  name: string;
  /** The name without the number of its tiles: strokes of a brush are added up. */
  kind: string;
  tiles: number;
}

/**
 * Gathers lines to entries, the newest first. What one person does goes on being one entry while they do the same in the same
 * scene or script, whatever others do meanwhile.
 */
export function activityEntries(lines: readonly ActivityLine[]): ActivityEntry[] {
  const last = new Map<string, Growing>();
  const entries: Growing[] = [];
  const sorted = [...lines].sort((a, b) => a.at - b.at || a.number - b.number);
  for (const { id, by, color, name, at, scene, selection, script } of sorted) {
    const tiles = Number(TILES.exec(name)?.[1] ?? 0);
    const kind = name.replace(TILES, 'tiles');
    const place = { scene, selection, script };
    const person = `${by} ${color}`;
    const before = last.get(person);
    const goesOn =
      before !== undefined &&
      before.kind === kind &&
      before.place.scene === scene &&
      before.place.script === script &&
      at - before.at < TOGETHER;
    if (goesOn) Object.assign(before, { at, place, times: before.times + 1, tiles: before.tiles + tiles });
    else {
      const entry = { key: id, by, color, name, kind, tiles, times: 1, place, at };
      last.set(person, entry);
      entries.push(entry);
    }
  }
  return entries
    .sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1))
    .map(({ name, kind: _, tiles, ...entry }) => ({
      ...entry,
      what: inPast(tiles > 0 ? name.replace(TILES, `${tiles} tile${tiles === 1 ? '' : 's'}`) : name),
    }));
}

/** Everybody who did something, by name. */
export const peopleIn = (lines: readonly ActivityLine[]): string[] =>
  [...new Set(lines.map(({ by }) => by))].sort((a, b) => a.localeCompare(b));
