/**
 * Maps of the Tiled editor (TMX with TSX and images) as scenes that look as they do in Tiled.
 * Source of the rules: https://doc.mapeditor.org/en/stable/reference/tmx-map-format/.
 */
import { ordersBetween } from '../../base/order.ts';
import { fail, ok, ProblemError, type Result } from '../../base/result.ts';
import type { ProjectAddition } from '../../schema/addition.ts';
import type { EntityData, LayerData, SceneData } from '../../schema/project.ts';
import { checkProject } from '../../schema/validate.ts';
import { projectOf } from '../../schema/addition.ts';
import { SourceFiles, stemOf } from '../source-files.ts';
import { childrenNamed, parseXmlFile, problemAt, textOf, wholeOf, type XmlElement } from '../xml.ts';
import { propertiesEntity, readLayers, type FlatLayer, type LayerEntity, type MapContext } from './layers.ts';
import { readColor } from './properties.ts';
import { ImportSession } from './source.ts';
import { TilesetReader } from './tilesets.ts';

/** Where an import gets what must differ between runs. */
export interface ImportDeps {
  /** A new id, unique in the project. */
  id?: () => string;
}

/**
 * Imports every TMX file among `files` (path or name to bytes); the TSX and image files that they name are found by
 * path, or by name when they were dropped without folders. Never throws: anything wrong gives one message that names
 * the file, and the line where there is one.
 */
export async function importTiled(
  files: ReadonlyMap<string, Uint8Array>,
  deps: ImportDeps = {},
): Promise<Result<ProjectAddition>> {
  const maps = [...files.keys()].filter((path) => /\.tmx$/i.test(path)).sort();
  if (maps.length === 0) return fail({ message: 'There is no Tiled map (.tmx) among the files.' });
  let reading = maps[0]!;
  try {
    const session = new ImportSession(new SourceFiles(files), deps.id);
    const tilesets = new TilesetReader(session);
    const orders = ordersBetween(null, null, maps.length);
    const scenes: Record<string, SceneData> = {};
    maps.forEach((path, at) => {
      reading = path;
      scenes[session.id()] = readMap(path, orders[at]!, session, tilesets);
    });
    const addition: ProjectAddition = {
      scenes,
      assets: session.assets,
      tilesets: tilesets.tilesets,
      files: session.bytes,
      report: session.report,
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
      message: 'The map cannot be read; open and save it in Tiled, then try again.',
    });
  }
}

function readMap(path: string, order: string, session: ImportSession, tilesets: TilesetReader): SceneData {
  const map = parseXmlFile(session.files.bytes(path), path);
  if (map.name !== 'map') throw problemAt(map, `The file is no map of Tiled, but a <${map.name}>.`);
  const orientation = textOf(map, 'orientation') || 'orthogonal';
  if (orientation !== 'orthogonal')
    throw problemAt(map, `The map is ${orientation.slice(0, 20)}; only orthogonal maps can be imported.`);
  if (textOf(map, 'infinite') === '1')
    throw problemAt(
      map,
      'The map is infinite; switch "Infinite" off in Tiled\'s map properties (Map > Map Properties) and save it again.',
    );

  const ids = new Map<number, string>();
  collectObjects(map, (number) => ids.set(number, session.id()));
  const context: MapContext = {
    tileSize: [wholeOf(map, 'tilewidth', 1, 8192), wholeOf(map, 'tileheight', 1, 8192)],
    tilesets: childrenNamed(map, 'tileset').map((element) => tilesets.read(element)),
    session,
    objectId: (number) => ids.get(number) ?? '',
  };
  const layers = readLayers(map, context);
  const carrier = propertiesEntity(map, 'Map', context);
  const background = readColor(map, textOf(map, 'backgroundcolor'));
  const first = layers[0] ?? {
    layer: { name: 'Objects', visible: true, locked: false, parallax: 1 },
    entities: [],
  };
  const withMap = carrier
    ? [{ ...first, entities: [carrier, ...first.entities] }, ...layers.slice(1)]
    : [first, ...layers.slice(1)];
  return {
    name: stemOf(path),
    order,
    settings: background ? { background } : {},
    ...sceneOf(withMap, session),
  };
}

function collectObjects(element: XmlElement, found: (number: number) => void): void {
  for (const child of element.children) {
    if (child.name === 'object') found(wholeOf(child, 'id', 0, Number.MAX_SAFE_INTEGER, 0));
    else if (child.name === 'group' || child.name === 'objectgroup') collectObjects(child, found);
  }
}

/** Gives ids and order keys: what is drawn later sorts later. */
function sceneOf(flat: readonly FlatLayer[], session: ImportSession): Pick<SceneData, 'layers' | 'entities'> {
  const layers: Record<string, LayerData> = {};
  const entities: Record<string, EntityData> = {};
  const layerOrders = ordersBetween(null, null, flat.length);
  const orders = ordersBetween(
    null,
    null,
    flat.reduce((sum, layer) => sum + layer.entities.length, 0),
  );
  let next = 0;
  flat.forEach(({ layer, entities: members }, at) => {
    const layerId = session.id();
    layers[layerId] = { ...layer, order: layerOrders[at]! };
    for (const { id, ...entity } of members as LayerEntity[]) {
      // Two objects of a damaged file may carry one number.
      const free = id !== undefined && !Object.hasOwn(entities, id) ? id : session.id();
      entities[free] = {
        parent: null,
        locked: false,
        prefab: '',
        ...entity,
        order: orders[next++]!,
        layer: layerId,
      };
    }
  });
  return { layers, entities };
}
