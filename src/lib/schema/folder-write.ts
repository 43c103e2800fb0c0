/**
 * A project as files that merge in git: project.yaml, scenes/*.yaml, prefabs/*.yaml, tilesets/*.yaml, scripts and
 * assets as plain files. Only what is set is written, in one fixed order, so that equal projects give equal bytes.
 */
import { Document, isCollection, type Node } from 'yaml';
import { inOrder } from '../base/order.ts';
import { ProblemError } from '../base/result.ts';
import { components as table, fieldOf, specOf, typeOfKey } from './components.ts';
import type { FieldSpec } from './fields.ts';
import { isSafePath, PathPool, safeFileName, slug } from './folder-names.ts';
import { tilesToText } from './folder-tiles.ts';
import {
  defaultSettings,
  type AssetData,
  type EntityData,
  type PrefabData,
  type ProjectData,
  type SceneData,
  type StoredComponent,
  type TileData,
  type TilesetData,
} from './project.ts';
import { kindOfTest } from './test-files.ts';
import { tileBounds, type TileChunks } from './tiles.ts';
import { childrenOf } from './tree.ts';

/**
 * Whether a file of a project folder is one of its texts: a script, which ends in .lua and lies beside the folders for data, or a
 * recorded test.
 */
export function isScriptFile(path: string): boolean {
  if (kindOfTest(path) === 'replay') return true;
  const folders = path.split('/').slice(0, -1);
  const data = ['assets', 'scenes', 'prefabs', 'tilesets'].includes(folders[0]?.toLowerCase() ?? '');
  // A folder with a dot in its name could be a file's name, or one that tools hide or ignore.
  return (
    path.endsWith('.lua') && !data && !folders.some((name) => name.includes('.') || name === 'node_modules')
  );
}

type Pairs = Map<string, unknown>;

/** Marks a value that is written on one line. */
class Inline {
  constructor(readonly value: unknown) {}
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const sorted = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => compareText(a, b));

/** Drops what is undefined and, with a default, what equals it. */
function pairs(entries: readonly (readonly [key: string, value: unknown, unless?: unknown])[]): Pairs {
  return new Map(
    entries.flatMap(([key, value, unless]) =>
      value === undefined || value === unless ? [] : [[key, value]],
    ),
  );
}

const notEmpty = (map: Pairs): Pairs | undefined => (map.size ? map : undefined);

/** Keys of maps sorted all the way down, for values of components that the table does not know. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return new Map(sorted(value as Record<string, unknown>).map(([key, item]) => [key, plain(item)]));
  return value;
}

function fieldValue(spec: FieldSpec | undefined, value: unknown): unknown {
  switch (spec?.type) {
    case 'vec2':
    case 'points':
    case 'curve':
    case 'choices':
      return new Inline(value);
    case 'tilesets':
      return (value as { firstTile: number; tileset: string }[]).map(
        ({ firstTile, tileset }) => new Inline({ firstTile, tileset }),
      );
    case 'tiles': {
      const text = tilesToText(value as TileChunks);
      return 'rows' in text ? { origin: new Inline(text.origin), rows: text.rows } : text;
    }
    default:
      return plain(value);
  }
}

/** A record or grid that holds nothing says the same as one that is not set. */
const isBare = (spec: FieldSpec | undefined, value: unknown): boolean =>
  (spec?.type === 'record' && Object.keys(value as object).length === 0) ||
  (spec?.type === 'tiles' && tileBounds(value as TileChunks) === null);

/** Fields in the order of the table, those it does not know after them. */
function componentPairs(key: string, fields: StoredComponent): Pairs {
  const known = Object.keys(specOf(key)?.fields ?? {});
  const rank = (field: string) => (known.includes(field) ? known.indexOf(field) : known.length);
  return pairs(
    Object.entries(fields)
      .filter(([field, value]) => value !== undefined && !isBare(fieldOf(key, field), value))
      .sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b))
      .map(([field, value]) => [field, fieldValue(fieldOf(key, field), value)]),
  );
}

function componentsPairs(components: EntityData['components']): Pairs {
  const types = Object.keys(table);
  const rank = (key: string) => (specOf(key) ? types.indexOf(typeOfKey(key)) : types.length);
  const entries = Object.entries(components).sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b));
  return new Map(entries.map(([key, fields]) => [key, componentPairs(key, fields)]));
}

/** What an instance sets inside of its prefab, by path. */
function overridesPairs(overrides: EntityData['overrides']): Pairs | undefined {
  const entries = sorted(overrides ?? {}).map(
    ([path, { name, tags, visible, removed, components }]) =>
      [
        path,
        pairs([
          ['name', name],
          ['tags', tags && new Inline(tags)],
          ['visible', visible],
          ['removed', removed],
          ['components', notEmpty(componentsPairs(components))],
        ]),
      ] as const,
  );
  return notEmpty(new Map(entries));
}

function entityPairs(entity: EntityData): Pairs {
  const components = componentsPairs(entity.components);
  // Every entity has a Transform; it need not be said.
  if ((components.get('Transform') as Pairs | undefined)?.size === 0) components.delete('Transform');
  return pairs([
    ['name', entity.name],
    ['parent', entity.parent, null],
    ['order', entity.order],
    ['layer', entity.layer, ''],
    ['tags', entity.tags.length ? new Inline(entity.tags) : undefined],
    ['visible', entity.visible, true],
    ['locked', entity.locked, false],
    ['prefab', entity.prefab, ''],
    ['components', notEmpty(components)],
    ['overrides', overridesPairs(entity.overrides)],
  ]);
}

/** Parents before children, siblings in order. */
function entitiesPairs(entities: Readonly<Record<string, EntityData>>): Pairs {
  const children = childrenOf(entities);
  const tree: Pairs = new Map();
  const visit = (parent: string | null) => {
    for (const id of children.get(parent) ?? []) {
      tree.set(id, entityPairs(entities[id]!));
      visit(id);
    }
  };
  visit(null);
  return tree;
}

/** Records on one line each, by key. @param pick gives their fields in the order in which they are written */
const inlined = <T>(records: Readonly<Record<string, T>> = {}, pick: (record: T) => object): Pairs =>
  new Map(sorted(records).map(([key, record]) => [key, new Inline(pick(record))]));

function scenePairs(id: string, scene: SceneData): Pairs {
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
    ['entities', notEmpty(entitiesPairs(scene.entities))],
  ]);
}

function prefabPairs(id: string, prefab: PrefabData): Pairs {
  return pairs([
    ['id', id],
    ['name', prefab.name],
    ['order', prefab.order],
    ['root', prefab.root],
    ['entities', notEmpty(entitiesPairs(prefab.entities))],
  ]);
}

function tilesetPairs(id: string, tileset: TilesetData): Pairs {
  const tile = (data: TileData): Pairs =>
    pairs([
      ['solid', data.solid],
      ['collision', data.collision?.map((outline) => new Inline(outline))],
      ['properties', data.properties && plain(data.properties)],
      [
        'animation',
        data.animation?.map((frame) => new Inline({ tile: frame.tile, duration: frame.duration })),
      ],
    ]);
  const tiles = Object.entries(tileset.tiles).sort(([a], [b]) => Number(a) - Number(b));
  return pairs([
    ['id', id],
    ['name', tileset.name],
    ['image', tileset.image],
    ['tileSize', new Inline(tileset.tileSize)],
    ['margin', tileset.margin, 0],
    ['spacing', tileset.spacing, 0],
    ['columns', tileset.columns],
    ['count', tileset.count],
    ['offset', tileset.offset[0] === 0 && tileset.offset[1] === 0 ? undefined : new Inline(tileset.offset)],
    ['tiles', notEmpty(new Map(tiles.map(([number, data]) => [number, tile(data)])))],
  ]);
}

function toNode(doc: Document, value: unknown): Node {
  if (value instanceof Inline) {
    const node = doc.createNode(value.value, { aliasDuplicateObjects: false });
    if (isCollection(node)) node.flow = true;
    return node;
  }
  if (Array.isArray(value)) return doc.createNode(value.map((item) => toNode(doc, item)));
  if (value instanceof Map)
    return doc.createNode(new Map([...value].map(([key, item]) => [key, toNode(doc, item)])));
  if (typeof value === 'object' && value !== null) return toNode(doc, new Map(Object.entries(value)));
  return doc.createNode(value);
}

function toYaml(value: Pairs): Uint8Array {
  const doc = new Document();
  doc.contents = toNode(doc, value) as never;
  return new TextEncoder().encode(doc.toString({ lineWidth: 0, flowCollectionPadding: false }));
}

/**
 * A project as a folder: path (with `/`) to bytes. Equal projects give equal bytes.
 * @param bytes the content of an asset by its SHA-256; throws a {@link ProblemError} where that gives none.
 */
export function writeFolder(
  project: ProjectData,
  bytes: (sha256: string) => Uint8Array | undefined,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const pool = new PathPool();
  const encoder = new TextEncoder();
  const odd: Pairs = new Map();

  pool.take('project.yaml');
  for (const [path, source] of sorted(project.scripts)) {
    const fits = isScriptFile(path) && isSafePath(path);
    const file = pool.take(fits ? path : `behavior/${slug(path.replace(/\.lua$/, ''), 'script')}.lua`);
    if (file !== path) odd.set(path, file);
    files.set(file, encoder.encode(source));
  }
  const assets = new Map(
    sorted(project.assets).map(([id, asset]) => {
      const path = pool.take(`assets/${safeFileName(asset.name, 'asset')}`);
      const content = bytes(asset.sha256);
      if (!content)
        throw new ProblemError({
          message: `The content of the asset "${asset.name}" is missing.`,
          file: path,
        });
      files.set(path, content);
      return [id, assetPairs(asset, path)];
    }),
  );
  for (const [id, scene] of sorted(project.scenes))
    files.set(pool.take(`scenes/${slug(scene.name, 'scene')}.yaml`), toYaml(scenePairs(id, scene)));
  for (const [id, prefab] of sorted(project.prefabs))
    files.set(pool.take(`prefabs/${slug(prefab.name, 'prefab')}.yaml`), toYaml(prefabPairs(id, prefab)));
  for (const [id, tileset] of sorted(project.tilesets))
    files.set(pool.take(`tilesets/${slug(tileset.name, 'tileset')}.yaml`), toYaml(tilesetPairs(id, tileset)));

  const { size, gravity, seed, background, pixelsPerMetre, collisionLayers, materials, inputs } =
    project.settings;
  const onlyDefault = collisionLayers.join() === defaultSettings.collisionLayers.join();
  const head = pairs([
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
            new Map(
              sorted(materials).map(([name, { friction, restitution, density }]) => [
                name,
                new Inline({ friction, restitution, density }),
              ]),
            ),
          ),
        ],
        ['inputs', notEmpty(new Map(sorted(inputs).map(([name, keys]) => [name, new Inline(keys)])))],
      ]),
    ],
    ['assets', notEmpty(assets)],
    ['scripts', notEmpty(odd)],
  ]);
  files.set('project.yaml', toYaml(head));
  return new Map([...files].sort(([a], [b]) => compareText(a, b)));
}

/** Size and SHA-256 are those of the file, so they are not written. */
function assetPairs(asset: AssetData, path: string): Pairs {
  return pairs([
    ['name', asset.name],
    ['kind', asset.kind],
    ['width', asset.meta.width],
    ['height', asset.meta.height],
    ['file', path, `assets/${asset.name}`],
  ]);
}
