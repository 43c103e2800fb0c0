/** Projects of the LDtk editor (.ldtk, with level files and images) as scenes, one for each level. */
import { newId } from '../../base/ids.ts';
import { ordersBetween } from '../../base/order.ts';
import { fail, ok, ProblemError, type Result } from '../../base/result.ts';
import { projectOf, type Carried, type ProjectAddition } from '../../schema/addition.ts';
import type { EntityData, LayerData, SceneData } from '../../schema/project.ts';
import { checkProject } from '../../schema/validate.ts';
import type { ImportDeps } from '../import-deps.ts';
import { joinScenes } from '../join-scenes.ts';
import { parseJsonFile } from '../json.ts';
import { strayLines } from '../known-keys.ts';
import { SourceFiles, stemOf } from '../source-files.ts';
import { backgroundLayer } from './backgrounds.ts';
import { plainEntity, type BuiltEntity } from './entities.ts';
import { propertiesOf } from './fields.ts';
import { IntGrids, usedValues } from './int-grids.ts';
import { buildLayer, type BuiltLayer, type LayerContext } from './layers.ts';
import { readAllLayers, type LoadedLevel } from './level-files.ts';
import type { LdtkEntity, LdtkProject } from './model.ts';
import { newestKnown, readProject, versionOf } from './read-project.ts';
import { LdtkSession } from './session.ts';
import { LdtkTilesets } from './tilesets.ts';

const isLdtkPath = (path: string): boolean => /\.ldtk$/i.test(path);

/**
 * Imports every LDtk project among `files` (path or name to bytes); the level files and images that they name are found
 * by path, or by name when they were dropped without folders. Never throws: anything wrong gives one message that
 * names the file and the place in it. A level file that cannot be read is left out and told of in the report; the
 * other levels come in.
 */
export function importLdtk(
  files: ReadonlyMap<string, Uint8Array>,
  deps: ImportDeps = {},
): Result<ProjectAddition> {
  const projects = [...files.keys()].filter(isLdtkPath).sort();
  if (projects.length === 0) return fail({ message: 'There is no LDtk project (.ldtk) among the files.' });
  let reading = projects[0]!;
  try {
    const session = new LdtkSession(new SourceFiles(files), deps.id ?? newId);
    const scenes: [string, Omit<SceneData, 'order'>][] = [];
    for (const path of projects) {
      reading = path;
      try {
        const project = readProject(parseJsonFile(session.files.bytes(path), path));
        scenes.push(...importProject(project, session, deps));
      } catch (error) {
        if (!deps.failed || !(error instanceof ProblemError)) throw error;
        deps.failed(path, error.problem);
      }
    }
    const orders = ordersBetween(null, null, scenes.length);
    const addition: ProjectAddition = {
      scenes: Object.fromEntries(scenes.map(([id, scene], at) => [id, { ...scene, order: orders[at]! }])),
      assets: session.shelf.assets,
      tilesets: session.tilesets,
      files: session.shelf.bytes,
      report: session.report.lines,
    };
    // What the table does not allow must not reach a project, wherever it comes from.
    const wrong = checkProject(projectOf('Import', addition).project).find(
      ({ severity }) => severity === 'error',
    );
    if (wrong)
      return fail({
        file: reading,
        message: `A value cannot be taken over: ${wrong.path.slice(2).join('.')} ${wrong.message}.`,
      });
    return ok(addition);
  } catch (error) {
    if (error instanceof ProblemError) return fail(error.problem);
    return fail({
      file: reading,
      message: 'The project cannot be read; open and save it in LDtk, then try again.',
    });
  }
}

function importProject(
  project: LdtkProject,
  session: LdtkSession,
  deps: ImportDeps,
): [string, Omit<SceneData, 'order'>][] {
  const { report } = session;
  const tell = (what: string, how: Carried, detail = '', minor = false) =>
    report.add(project.file, what, how, detail, minor);
  const version = versionOf(project.version)!;
  if (version[0] > newestKnown[0] || (version[0] === newestKnown[0] && version[1] > newestKnown[1]))
    tell(
      `Version ${project.version} of LDtk`,
      'changed',
      `It is newer than ${newestKnown.join('.')}, which is known here; what it added is not read.`,
    );
  const loaded = readAllLayers(project, session);
  const tilesets = new LdtkTilesets(project, session);
  const intGrids = new IntGrids(session);
  const values = usedValues(loaded.flatMap(({ layers }) => layers));
  const ids = entityIds(loaded, session.id);
  const scenes = loaded.map((level, at): Omit<SceneData, 'order'> => {
    deps.progress?.(level.name, at, loaded.length);
    const context: LayerContext = {
      file: level.file,
      layers: project.layers,
      defs: project.entities,
      tilesets,
      shelf: session.shelf,
      intGrids,
      values,
      id: session.id,
      idOf: (entity) => ids.byEntity.get(entity)!,
      entityId: (iid) => ids.byIid.get(iid) ?? '',
      tilesetName: (uid) => tilesets.nameOf(uid),
      lost: (field, iid) =>
        tell(
          `Field "${field}" in ${level.name}`,
          'kept',
          `The entity ${iid} that it names is not there; its name stays as text.`,
        ),
      unknown: (field, type) =>
        tell(
          `Field "${field}" in ${level.name}`,
          'kept',
          `Fields of the type ${type || '?'} are not known; it is kept as JSON.`,
        ),
      changed: (entity, detail) => tell(`Entity "${entity}" in ${level.name}`, 'changed', detail),
      tell: (layer, how, detail) => tell(`Layer "${layer}" in ${level.name}`, how, detail),
    };
    const background = backgroundLayer(level.level, project.file, session, (how, detail) =>
      tell(`Background of ${level.name}`, how, detail),
    );
    const layers = [...background, ...level.layers.map((layer) => buildLayer(layer, context)).reverse()];
    for (const line of strayLines(level.file === project.file ? [] : level.level.stray(), 'LDtk'))
      report.add(level.file, line.what, line.how, line.detail, line.minor);
    const { iid, uid, background: color } = level.level;
    return {
      name: level.name,
      settings: { background: color },
      imported: { program: `LDtk ${project.version}`, ...(iid && { iid }), ...(uid > 0 && { uid }) },
      ...assemble(withCarrier(layers, level, context), session.id),
    };
  });
  tilesets.takeRest();
  tellRest(project, deps.worlds === 'scene', tell);
  if (deps.worlds === 'scene') return joined(project, loaded, scenes, session);
  return scenes.map((scene) => [session.id(), scene]);
}

/** The levels of each world as one scene. */
function joined(
  project: LdtkProject,
  loaded: readonly LoadedLevel[],
  scenes: readonly Omit<SceneData, 'order'>[],
  session: LdtkSession,
): [string, Omit<SceneData, 'order'>][] {
  return [...new Set(loaded.map(({ world }) => world))].map((world) => {
    const members = loaded.flatMap((level, at) =>
      level.world === world ? [{ place: level.place, scene: scenes[at]! }] : [],
    );
    const scene = joinScenes(members, session.id, ({ scene: name, detail }) =>
      session.report.add(project.file, `Level "${name}"`, 'left out', detail),
    );
    const name = world || stemOf(project.file);
    return [session.id(), { name, ...scene, imported: { program: `LDtk ${project.version}` } }];
  });
}

/** What belongs to LDtk alone, once for the whole project. */
function tellRest(
  project: LdtkProject,
  together: boolean,
  tell: (what: string, how: 'kept' | 'left out', detail: string, minor?: boolean) => void,
): void {
  tell(
    'Places of levels in the world',
    'kept',
    `They are properties of the entity "Level" of each ${together ? 'level, which stands there' : 'scene'}.`,
  );
  tell('Ids of levels, layers and entities', 'kept', 'Scenes, layers and entities remember them as iid.');
  for (const line of strayLines(project.stray, 'LDtk')) tell(line.what, 'left out', line.detail, line.minor);
  const rules = [...project.layers.values()].reduce((sum, layer) => sum + layer.rules, 0);
  if (rules > 0)
    tell(
      `Auto-layer rules (${rules})`,
      'left out',
      'The tiles that they placed are there; painting does not place more.',
    );
  for (const { name, values, external } of project.enums)
    tell(
      `Enum "${name}"${external ? ' from a file of its own' : ''}`,
      'left out',
      `Fields hold their values as text; the list is: ${values.slice(0, 20).join(', ')}${values.length > 20 ? ', …' : ''}.`,
    );
  if (project.simplified)
    tell('Super simple export', 'left out', 'The files beside the project hold the same once more.');
}

interface EntityIds {
  byIid: ReadonlyMap<string, string>;
  byEntity: ReadonlyMap<LdtkEntity, string>;
}

function entityIds(levels: readonly LoadedLevel[], id: () => string): EntityIds {
  const byIid = new Map<string, string>();
  const byEntity = new Map<LdtkEntity, string>();
  for (const { layers } of levels)
    for (const { entities } of layers)
      for (const entity of entities) {
        const own = id();
        byEntity.set(entity, own);
        // Of two that carry one name, references mean the first.
        if (entity.iid && !byIid.has(entity.iid)) byIid.set(entity.iid, own);
      }
  return { byIid, byEntity };
}

/** Adds the entity that carries the fields of the level and its place in the world, at the very back. */
function withCarrier(
  layers: readonly BuiltLayer[],
  loaded: LoadedLevel,
  context: LayerContext,
): BuiltLayer[] {
  const { level, place, world } = loaded;
  const values = {
    'world.x': place[0],
    'world.y': place[1],
    ...(level.depth === 0 ? {} : { 'world.depth': level.depth }),
    ...(world === '' ? {} : { 'world.name': world }),
    ...propertiesOf(level.fields, context),
  };
  const carrier: BuiltEntity = {
    ...plainEntity(context.id(), 'Level', {
      Transform: { position: [0, 0], size: level.size, anchor: [0, 0] },
      Properties: { values },
    }),
    locked: true,
  };
  const [back, ...others] = layers;
  if (!back)
    return [{ layer: { name: 'Level', visible: true, locked: false, parallax: 1 }, entities: [carrier] }];
  return [{ ...back, entities: [carrier, ...back.entities] }, ...others];
}

/** Gives order keys: what is drawn later sorts later. */
function assemble(built: readonly BuiltLayer[], id: () => string): Pick<SceneData, 'layers' | 'entities'> {
  const layers: Record<string, LayerData> = {};
  const entities: Record<string, EntityData> = {};
  const layerOrders = ordersBetween(null, null, built.length);
  const orders = ordersBetween(
    null,
    null,
    built.reduce((sum, { entities }) => sum + entities.length, 0),
  );
  let next = 0;
  built.forEach(({ layer, entities: members }, at) => {
    const layerId = id();
    layers[layerId] = { ...layer, order: layerOrders[at]! };
    for (const { id: own, ...entity } of members)
      entities[own] = { ...entity, order: orders[next++]!, layer: layerId };
  });
  return { layers, entities };
}
