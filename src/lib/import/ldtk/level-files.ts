/** The layers of all levels of a project, from the project itself or from level files (.ldtkl). */
import type { Vec2 } from '../../base/geometry.ts';
import { formatProblem, ProblemError } from '../../base/result.ts';
import { parseJsonFile } from '../json.ts';
import type { LdtkLayer, LdtkLevel, LdtkProject, LdtkWorld } from './model.ts';
import { readLevel } from './read-levels.ts';
import type { LdtkSession } from './session.ts';

export interface LoadedLevel {
  level: LdtkLevel;
  /** With the name of its world before it, where there are several. */
  name: string;
  /** The file that its layers are in. */
  file: string;
  /** Name of its world, '' for the only one. */
  world: string;
  /** Its place in the world, in pixels. */
  place: Vec2;
  /** Front to back. */
  layers: LdtkLayer[];
}

/** Where each level of a world stands: where it says, or one after the other. */
export function placesOf({ layout, levels }: LdtkWorld): Vec2[] {
  let along = 0;
  return levels.map(({ world, size }): Vec2 => {
    if (layout === 'Free' || layout === 'GridVania') return world;
    const at = along;
    along += layout === 'LinearHorizontal' ? size[0] : size[1];
    return layout === 'LinearHorizontal' ? [at, 0] : [0, at];
  });
}

/**
 * Reads the layers of every level. A level whose file is damaged is left out and told of; when none can be read, the
 * first problem is thrown.
 */
export function readAllLayers(project: LdtkProject, session: LdtkSession): LoadedLevel[] {
  let first: ProblemError | null = null;
  const loaded = project.worlds.flatMap((world) => {
    const places = placesOf(world);
    return world.levels.flatMap((level, at): LoadedLevel[] => {
      const name = world.name === '' ? level.name : `${world.name}/${level.name}`;
      const common = { name, world: world.name, place: places[at]! };
      if (level.file === null) return [{ ...common, level, file: project.file, layers: level.layers() }];
      try {
        const file = session.find(project.file, level.file, 'level file');
        const whole = readLevel(parseJsonFile(session.files.bytes(file), file), project.context);
        return [{ ...common, level: whole, file, layers: whole.layers() }];
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        first ??= error;
        session.report.add(project.file, `Level "${name}"`, 'left out', formatProblem(error.problem));
        return [];
      }
    });
  });
  if (loaded.length === 0 && first) throw first;
  return loaded;
}
