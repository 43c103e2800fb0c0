/**
 * Files of the Tiled editor (maps, tilesets, templates, worlds and projects, as XML or JSON) as scenes that look as they
 * do in Tiled. Source of the rules: https://doc.mapeditor.org/en/stable/reference/tmx-map-format/.
 */
import type { Vec2 } from '../../base/geometry.ts';
import { counted } from '../../base/words.ts';
import { ordersBetween } from '../../base/order.ts';
import { fail, ok, ProblemError, type Result } from '../../base/result.ts';
import { projectOf, type ProjectAddition } from '../../schema/addition.ts';
import type { SceneData } from '../../schema/project.ts';
import { checkProject } from '../../schema/validate.ts';
import type { ImportDeps } from '../import-deps.ts';
import type { WorldsAs } from '../worlds.ts';
import { joinScenes } from '../join-scenes.ts';
import { baseName, SourceFiles, stemOf } from '../source-files.ts';
import { TiledLibrary, tiledKind, type TiledFileKind } from './library.ts';
import { parseJsonFile } from './read/fields.ts';
import { sceneInWorld, sceneOfMap } from './scenes.ts';
import { ImportSession } from './source.ts';
import { takeMap } from './take-map.ts';
import { TilesetTaker } from './tilesets.ts';
import { readWorld } from './world.ts';

/**
 * Imports every map, world and tileset among `files` (path or name to bytes); the files that they name are found by path,
 * or by name when they were dropped without folders. Never throws: anything wrong gives one message that names the file, and the
 * line where there is one.
 */
export async function importTiled(
  files: ReadonlyMap<string, Uint8Array>,
  deps: ImportDeps = {},
): Promise<Result<ProjectAddition>> {
  const kinds = new Map<TiledFileKind, string[]>();
  for (const [path, bytes] of files) {
    const kind = tiledKind(path, bytes);
    if (kind) kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  }
  const of = (kind: TiledFileKind): string[] => (kinds.get(kind) ?? []).sort();
  if (of('map').length + of('tileset').length + of('world').length === 0)
    return fail({ message: 'There is no Tiled map (.tmx) among the files.' });
  const reading: Reading = { file: '' };
  try {
    const addition = takeAll(of, new ImportSession(new SourceFiles(files), deps.id), reading, deps);
    // What the table does not allow must not reach a project, wherever it comes from.
    const wrong = checkProject(projectOf('Import', addition).project).find(
      ({ severity }) => severity === 'error',
    );
    if (wrong) {
      const file = fileOf(wrong.path, addition.scenes ?? {}, of('map')) ?? reading.file;
      const message = `A value cannot be taken over: ${wrong.path.slice(2).join('.')} ${wrong.message}.`;
      return fail({ file, message });
    }
    return ok(addition);
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    return fail({
      file: reading.file,
      message: 'The file cannot be read; open and save it in Tiled, then try again.',
    });
  }
}

/** What is being read, for messages about what nobody foresaw. */
interface Reading {
  file: string;
}

/** The map that a finding is about: scenes are named like their files. */
function fileOf(
  path: readonly (string | number)[],
  scenes: Readonly<Record<string, SceneData>>,
  maps: readonly string[],
): string | undefined {
  const scene = path[0] === 'scenes' ? scenes[String(path[1])] : undefined;
  return scene && maps.find((map) => stemOf(map) === scene.name);
}

function takeAll(
  of: (kind: TiledFileKind) => string[],
  session: ImportSession,
  reading: Reading,
  { progress, failed, prepared = (map) => map, worlds: together = 'scenes' }: ImportDeps,
): ProjectAddition {
  /** What begins with a file; `null` when that cannot be read and the others go on. */
  const attempt = <T>(path: string, read: () => T): T | null => {
    reading.file = path;
    try {
      return read();
    } catch (error) {
      if (!failed || !(error instanceof ProblemError)) throw error;
      failed(path, error.problem);
      return null;
    }
  };
  const library = new TiledLibrary(session);
  const taker = new TilesetTaker(session);
  for (const path of of('project')) {
    reading.file = path;
    const bytes = session.files.bytes(path);
    library.types.add(parseJsonFile(bytes, path));
    session.store(baseName(path), 'data', bytes, {});
    const detail = 'The values of its classes are filled in; the file stays among the assets.';
    session.note({ file: path, what: 'Project', how: 'kept', detail });
  }
  const maps = of('map');
  const worlds = of('world').flatMap((path) => {
    const placed = attempt(path, () => readWorld(path, session, maps));
    return placed ? [{ path, maps: placed }] : [];
  });
  const inWorlds = new Set(worlds.flatMap((world) => world.maps.map(({ path }) => path)));
  const alone = maps.filter((path) => !inWorlds.has(path));
  let done = 0;
  const taken = (path: string) => {
    progress?.(path, done++, maps.length);
    return attempt(path, () => takeMap(prepared(library.map(path)), session, taker, library.types));
  };
  const made: Omit<SceneData, 'order'>[] = [];
  for (const path of alone) {
    const map = taken(path);
    if (map) made.push(sceneOfMap(stemOf(path), '', map, session));
  }
  for (const world of worlds) {
    const placed = world.maps.flatMap(({ path, position }) => {
      const map = taken(path);
      return map ? [{ place: position, scene: sceneOfMap(stemOf(path), '', map, session) }] : [];
    });
    made.push(...scenesOfWorld(world.path, placed, session, together));
  }
  const orders = ordersBetween(null, null, made.length);
  const scenes = Object.fromEntries(
    made.map((scene, at): [string, SceneData] => [session.id(), { ...scene, order: orders[at]! }]),
  );
  for (const path of of('tileset')) {
    if (!library.knows(path))
      attempt(path, () => taker.take({ tileset: library.tileset(path), firstGid: 1, source: path }));
  }
  return {
    ...(Object.keys(scenes).length > 0 && { scenes }),
    assets: session.assets,
    tilesets: taker.tilesets,
    files: session.bytes,
    report: session.report,
  };
}

/** The maps of a world as it was asked for: a scene each, which remembers its place, or all of them one scene. */
function scenesOfWorld(
  path: string,
  placed: readonly { place: Vec2; scene: SceneData }[],
  session: ImportSession,
  together: WorldsAs,
): Omit<SceneData, 'order'>[] {
  const world = stemOf(path);
  const count = `Its ${counted(placed.length, 'map')}`;
  const note = (what: string, how: 'as it was' | 'left out', detail: string) =>
    session.note({ file: path, what, how, detail });
  if (together === 'scenes') {
    note(
      'World',
      'as it was',
      `${count} are scenes; where they stand in it is in the entity "World" of each.`,
    );
    return placed.map(({ place, scene }) => sceneInWorld(scene, { world, position: place }, session));
  }
  note('World', 'as it was', `${count} stand in one scene, each at its place.`);
  const joined = joinScenes(
    placed,
    () => session.id(),
    ({ scene, detail }) => note(`Map ${scene}`, 'left out', detail),
  );
  return [{ name: world, ...joined, imported: { format: 'tiled-world' } }];
}
