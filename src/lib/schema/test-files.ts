/** Tests of a project: text files in its folder `test/`. They belong to the project, and to no game that is played or exported. */
import type { ProjectData } from './project.ts';
import { scriptKinds } from './script-kinds.ts';

const TEST_FOLDER = scriptKinds.test.folder;
/** Of the files of recorded sessions. */
export const REPLAY_ENDING = '.replay.json';

/** What a test file holds: a script that drives the game, or a recorded session. `null` for files that are no tests. */
export function kindOfTest(path: string): 'script' | 'replay' | null {
  if (!path.startsWith(TEST_FOLDER)) return null;
  if (path.endsWith(REPLAY_ENDING)) return 'replay';
  return path.endsWith('.lua') ? 'script' : null;
}

/** Where a recorded session of this name is kept; letters, digits, `-` and `_` of the name stay. */
export function replayPath(name: string): string {
  const safe = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\w-]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .slice(0, 60);
  return `${TEST_FOLDER}${safe || 'session'}${REPLAY_ENDING}`;
}

/** Whether a game runs a script: all but those of tests. */
export const isPlayed = (path: string): boolean => path.endsWith('.lua') && kindOfTest(path) === null;

/** The scripts that a game runs. */
export const playedScripts = ({ scripts }: Pick<ProjectData, 'scripts'>): [path: string, source: string][] =>
  Object.entries(scripts).filter(([path]) => isPlayed(path));
