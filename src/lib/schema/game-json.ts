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
  return JSON.stringify({ ...game, project }, (_key, value: unknown) =>
    value instanceof Uint32Array ? { [cellsKey]: value.join(',') } : value,
  );
}

/** The reverse of {@link gameToJson}; throws a SyntaxError for text that is no JSON. */
export function gameFromJson(text: string): GameData {
  return JSON.parse(text, (_key, value: unknown) => {
    const cells =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[cellsKey] : null;
    return typeof cells === 'string' ? Uint32Array.from(cells.split(','), Number) : value;
  }) as GameData;
}
