/** A game as text inside an exported page: the project, and where the pictures are. */
import type { ProjectData } from './project.ts';
import { kindOfTest } from './test-files.ts';

export interface GameData {
  project: ProjectData;
  /** Id of the scene that plays first. */
  scene: string;
  /** Asset id to where its bytes are: a path beside the page, or a data URL. */
  assets: Readonly<Record<string, string>>;
}

const cellsKey = '$cells';

/** JSON of a game; tile chunks become text, tests and what people said to each other stay behind. */
export function gameToJson(game: GameData): string {
  const scripts = Object.entries(game.project.scripts).filter(([path]) => kindOfTest(path) === null);
  const { comments: _, ...rest } = game.project;
  const project = { ...rest, scripts: Object.fromEntries(scripts) };
  return toJson({ ...game, project });
}

/** JSON of a value that may hold chunks of tiles. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    each instanceof Uint32Array ? { [cellsKey]: each.join(',') } : each,
  );

/** The reverse of {@link gameToJson}; throws a SyntaxError for text that is no JSON. */
export const gameFromJson = (text: string): GameData => fromJson(text) as GameData;

/** The reverse of {@link toJson}; throws a SyntaxError for text that is no JSON. */
export const fromJson = (text: string): unknown =>
  JSON.parse(text, (_key, value: unknown) => {
    const cells =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[cellsKey] : null;
    return typeof cells === 'string' ? Uint32Array.from(cells.split(','), Number) : value;
  });
