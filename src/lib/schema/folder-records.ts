/** Scenes, prefabs, tilesets, assets and the head of a project as a project folder writes them. */
import { inOrder } from '../base/order.ts';
import { metaSpecs } from './asset-meta.ts';
import { entitiesPairs } from './folder-entities.ts';
import type { MetaSpec } from './meta-spec.ts';
import {
  defaultSettings,
  type AssetData,
  type PrefabData,
  type ProjectData,
  type SceneData,
} from './project.ts';
import { Inline, notEmpty, pairs, plain, sorted, type Pairs } from './yaml-pairs.ts';

/** Records on one line each, by key. @param pick gives their fields in the order in which they are written */
const inlined = <T>(records: Readonly<Record<string, T>> = {}, pick: (record: T) => object): Pairs =>
  new Map(sorted(records).map(([key, record]) => [key, new Inline(pick(record))]));

/** A file in `scenes/`. */
export function scenePairs(id: string, scene: SceneData): Pairs {
  const { gravity, background } = scene.settings;
  const layers: Pairs = new Map(
    inOrder(scene.layers).map(([layerId, layer]) => [
      layerId,
      pairs([
        ['name', layer.name],
        ['order', layer.order],
        ['visible', layer.visible, true],
        ['locked', layer.locked, false],
        ['parallax', layer.parallax, 1],
        ['tint', layer.tint, ''],
        ['grid', layer.grid && new Inline({ size: layer.grid.size, offset: layer.grid.offset })],
        ['imported', layer.imported && plain(layer.imported)],
      ]),
    ]),
  );
  return pairs([
    ['id', id],
    ['name', scene.name],
    ['order', scene.order],
    [
      'settings',
      notEmpty(
        pairs([
          ['gravity', gravity && new Inline(gravity)],
          ['background', background],
        ]),
      ),
    ],
    ['layers', notEmpty(layers)],
    ['guides', notEmpty(inlined(scene.guides, ({ axis, at }) => ({ axis, at })))],
    ['bookmarks', notEmpty(inlined(scene.bookmarks, ({ name, centre, zoom }) => ({ name, centre, zoom })))],
    ['imported', scene.imported && plain(scene.imported)],
    ['entities', notEmpty(entitiesPairs(scene.entities))],
  ]);
}

/** A file in `prefabs/`. */
export function prefabPairs(id: string, prefab: PrefabData): Pairs {
  return pairs([
    ['id', id],
    ['name', prefab.name],
    ['order', prefab.order],
    ['root', prefab.root],
    ['entities', notEmpty(entitiesPairs(prefab.entities))],
  ]);
}

/** The head of a project: its name, its settings, and where its files lie. */
export function headPairs(project: ProjectData, assets: Pairs, scripts: Pairs): Pairs {
  const { size, gravity, seed, background, pixelsPerMetre, collisionLayers, materials, inputs, stamps } =
    project.settings;
  const onlyDefault = collisionLayers.join() === defaultSettings.collisionLayers.join();
  return pairs([
    ['perigee', project.format],
    ['name', project.name],
    [
      'settings',
      pairs([
        ['size', new Inline(size)],
        ['gravity', new Inline(gravity)],
        ['seed', seed],
        ['background', background],
        ['pixelsPerMetre', pixelsPerMetre],
        ['collisionLayers', onlyDefault ? undefined : new Inline(collisionLayers)],
        [
          'materials',
          notEmpty(
            inlined(materials, ({ friction, restitution, density }) => ({ friction, restitution, density })),
          ),
        ],
        ['inputs', notEmpty(inlined(inputs, (keys) => keys))],
        ['stamps', notEmpty(inlined(stamps, (stamp) => stamp))],
      ]),
    ],
    ['assets', notEmpty(assets)],
    ['scripts', notEmpty(scripts)],
  ]);
}

/** Size and SHA-256 are those of the file, so they are not written. */
export function assetPairs(asset: AssetData, path: string): Pairs {
  return pairs([
    ['name', asset.name],
    ['kind', asset.kind],
    ...(Object.keys(metaSpecs) as (keyof typeof metaSpecs)[]).map(
      (field) => [field, metaNode(metaSpecs[field], asset.meta[field])] as const,
    ),
    ['file', path, `assets/${asset.name}`],
  ]);
}

/** Something that is told of an asset: maps over several lines, values on one. What is as it would be anyway is left out. */
function metaNode(spec: MetaSpec, value: unknown): unknown {
  if (value === undefined || spec.kind === 'value')
    return typeof value === 'object' && value !== null ? new Inline(plain(value)) : value;
  const record = value as Readonly<Record<string, unknown>>;
  if (spec.kind === 'record')
    return notEmpty(new Map(ordered(record).map(([key, item]) => [key, metaNode(spec.each, item)])));
  return pairs(
    Object.entries(spec.fields).map(([name, field]) => [name, metaNode(field, record[name]), field.fallback]),
  );
}

/** Entries by their order key where they have one, else by number or name. */
const ordered = (record: Readonly<Record<string, unknown>>): [string, unknown][] => {
  const entries = sorted(record);
  if (entries.every(([, item]) => isOrdered(item)))
    return inOrder(record as Readonly<Record<string, { order: string }>>);
  return entries.sort(([a], [b]) => Number(a) - Number(b) || 0);
};
const isOrdered = (item: unknown): boolean => typeof (item as { order?: unknown } | null)?.order === 'string';
