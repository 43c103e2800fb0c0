/** Runs rules of automapping on the scene on screen. Loaded when the first ones are run. */
import type { Vec2 } from '../../base/geometry.ts';
import { newId } from '../../base/ids.ts';
import { inOrder, orderBetween } from '../../base/order.ts';
import { formatProblem } from '../../base/result.ts';
import { shortName } from '../../base/words.ts';
import { putAsset } from '../../document/edit-assets.ts';
import { createLayer } from '../../document/edit-project.ts';
import { toldOf, type RulePaint, type RulePut, type RulesOutcome } from '../../import/automap/scene-rules.ts';
import { freeName } from '../../schema/addition.ts';
import { blankEntity, blankLayer } from '../../schema/blank.ts';
import type { ComponentData } from '../../schema/components.ts';
import type { EntityData, ProjectData } from '../../schema/project.ts';
import { packRules, rulePackName, unpackRules } from '../../schema/rule-pack.ts';
import { tilesFrom } from '../../schema/tiles.ts';
import { runRulesInWorker, type RulesAnswer } from '../client/import-job.ts';
import { indexOf } from '../core/commands/index-of.ts';
import type { CommandHost } from '../core/command-host.ts';
import type { SceneWriter } from '../core/editor-host.ts';
import { newTileLayer } from '../core/tilework/new-layer.ts';
import { renumbering } from '../core/tilework/numbering.ts';
import { ruledMaps, ruleLayerName, type RuledMap } from '../core/tilework/ruled-layers.ts';
import type { Editor } from './editor.svelte.ts';
import { imports } from './import-run.svelte.ts';
import { takenNames } from './save-making.ts';

/** Rules that are run: files that a person chose, or an asset that keeps some. */
export type RulesSource = { files: ReadonlyMap<string, Uint8Array>; keep: boolean } | { asset: string };

/**
 * Runs rules over all tile layers of the scene, as one step, and tells what they did.
 * @returns whether they ran
 */
export async function runRules(editor: Editor, source: RulesSource): Promise<boolean> {
  const host = editor.commandHost;
  try {
    const files = 'files' in source ? source.files : await keptFiles(editor, source.asset);
    const maps = ruledMaps(indexOf(host));
    const read = await imports.during(
      (progress, signal) =>
        runRulesInWorker(
          {
            files,
            targets: maps.map(({ layers, ...map }) => ({
              ...map,
              layers: layers.map(({ id, name, map: { tilesets, tiles }, item: { locked } }) => ({
                ...{ id, name, locked, tilesets, tiles },
              })),
            })),
            tilesets: editor.project.tilesets,
            seed: Math.floor(Math.random() * 2 ** 31),
          },
          progress,
          signal,
        ),
      'Running rules',
    );
    if (!read.ok) throw new Error(formatProblem(read.error));
    const { outcome, name, refused } = read.value;
    // A step of its own, before the run: taking the run back leaves the rules there.
    if ('files' in source && source.keep) await keep(editor, read.value);
    upload(editor, outcome);
    write(editor, maps, outcome, name);
    const title = `Rules ${name} on ${editor.desk.scene?.name ?? 'the scene'}`;
    imports.tell({ name, title, report: outcome.report, refused }, ['left out']);
    imports.say(toldOf(outcome));
    return true;
  } catch (error) {
    editor.complain((error as Error).message);
    return false;
  }
}

/** The files of rules that the project keeps. */
async function keptFiles(editor: Editor, id: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const asset = editor.project.assets[id];
  if (!asset) throw new Error('These rules are not in the project any more.');
  const bytes = await editor.commandHost.clipboard.bytes(editor.connection.id, asset.sha256);
  const files = bytes && unpackRules(bytes);
  if (!files) throw new Error(`${asset.name} cannot be read; choose the files of the rules again.`);
  return files;
}

/** Keeps the files of rules with the project; those that it has already are not kept twice. */
async function keep(editor: Editor, { files, name }: RulesAnswer): Promise<void> {
  const { doc, origin, connection } = editor;
  const { id, ...asset } = await connection.putAsset(packRules(files), rulePackName(name));
  const { assets } = editor.project;
  if (Object.values(assets).some(({ sha256 }) => sha256 === asset.sha256)) return;
  putAsset(doc, origin, id, { ...asset, name: freeName(asset.name, takenNames(editor.project)) });
}

function upload({ connection }: Editor, { addition: { assets = {}, files } }: RulesOutcome): void {
  for (const { sha256, name } of Object.values(assets)) {
    const bytes = files.get(sha256);
    if (bytes) connection.uploads.add(sha256, new Uint8Array(bytes), name);
  }
}

function write(editor: Editor, maps: readonly RuledMap[], outcome: RulesOutcome, name: string): void {
  const { paints, puts, removed, addition } = outcome;
  if (paints.length + puts.length + removed.length === 0) return;
  const host = editor.commandHost;
  const { assets = {}, tilesets = {} } = addition;
  const known = { ...host.reader.project.tilesets, ...tilesets };
  host.write(`Run rules ${shortName(name)}`, (writer) => {
    const nothing = { scripts: {}, prefabs: {}, materials: {}, inputs: {}, collisionLayers: [] };
    if (Object.keys(tilesets).length > 0) writer.add({ ...nothing, assets, tilesets });
    for (const paint of paints) paintLayer(host, writer, maps[paint.target]!, paint, outcome, known);
    if (removed.length > 0) writer.remove(removed);
    putDown(editor, writer, maps, puts);
  });
}

function paintLayer(
  host: CommandHost,
  writer: SceneWriter,
  { layers }: RuledMap,
  { id, name, cells, properties }: RulePaint,
  outcome: RulesOutcome,
  known: ProjectData['tilesets'],
): void {
  const layer = layers.find((each) => each.id === id);
  const has = layer?.map.tilesets ?? [];
  const { uses, cell } = renumbering(
    outcome.tilesets,
    new Set(cells.map(([, , value]) => value)),
    has,
    known,
  );
  const painted = cells.map(([x, y, value]) => [x, y, cell(value)] as const);
  const given = Object.keys(properties).length > 0;
  if (!layer) {
    const made = layerLike(host, layers, name, { tilesets: uses, tiles: tilesFrom(painted) });
    const components = given ? { ...made.components, Properties: { values: properties } } : made.components;
    writer.create(newId(), { ...made, components });
  } else {
    if (uses !== has) writer.setFields(layer.id, 'Tilemap', { tilesets: uses });
    const { values = {} } = layer.item.entity.components.Properties ?? {};
    if (given) writer.setFields(layer.id, 'Properties', { values: { ...values, ...properties } });
    writer.paintTiles(layer.id, painted);
  }
}

/** Objects on the layers of their names, where the tile layers of their map lie; layers that are lacking are added in front. */
function putDown(
  { doc, origin, commandHost: host }: Editor,
  writer: SceneWriter,
  maps: readonly RuledMap[],
  puts: readonly RulePut[],
): void {
  const id = host.scene() ?? '';
  const scene = host.reader.project.scenes[id];
  if (!scene) return;
  const layers = new Map(
    inOrder(scene.layers)
      .reverse()
      .map(([layer, data]) => [ruleLayerName(data), layer]),
  );
  let front = inOrder(scene.layers).at(-1)?.[1].order ?? null;
  let order = inOrder(scene.entities).at(-1)?.[1].order ?? null;
  for (const { target, layer: name, entity } of puts) {
    let layer = layers.get(name);
    if (layer === undefined) {
      layers.set(name, (layer = newId()));
      front = orderBetween(front, null);
      createLayer(doc, origin, id, layer, blankLayer({ name, order: front }));
    }
    const first = maps[target]!.layers[0]!;
    const { parent, components } = scene.entities[first.id]!;
    const {
      position = [0, 0],
      anchor = [0.5, 0.5],
      size,
    } = components.Transform as Partial<ComponentData<'Transform'>>;
    const [width, height] = size ?? first.placed.size;
    const [x, y] = (entity.components.Transform?.position as Vec2 | undefined) ?? [0, 0];
    const at = [position[0] - anchor[0] * width + x, position[1] - anchor[1] * height + y];
    const { name: own, tags, visible } = entity;
    order = orderBetween(order, null);
    writer.create(
      newId(),
      blankEntity({
        ...{ name: own, tags, visible, parent, layer, order },
        components: { ...entity.components, Transform: { ...entity.components.Transform, position: at } },
      }),
    );
  }
}

/** A tile layer that lies as the others of its map do, in front of them. */
function layerLike(
  host: CommandHost,
  layers: RuledMap['layers'],
  name: string,
  own: { tilesets: unknown; tiles: unknown },
): EntityData {
  const { settings, scenes } = host.reader.project;
  const scene = scenes[host.scene() ?? '']!;
  const [first, front] = [layers[0]!, layers.at(-1)!];
  const { tileSize, grid, staggerAxis, staggerIndex, hexSide } = first.map;
  const entity = newTileLayer(scene, settings, front.item.entity.layer, front.id, tileSize, '');
  const { Transform } = scene.entities[first.id]?.components ?? first.item.entity.components;
  return {
    ...entity,
    name,
    components: {
      Transform: { ...Transform },
      Tilemap: { tileSize, grid, staggerAxis, staggerIndex, hexSide, ...own },
    },
  };
}
