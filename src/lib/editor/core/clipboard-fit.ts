/** How what copied entities need comes into a project that may have some of it. Pure. */
import { isString } from '../../base/guards.ts';
import { freeName } from '../../schema/addition.ts';
import { fieldOf } from '../../schema/components.ts';
import type { TilesetUse } from '../../schema/fields.ts';
import type { EntityData, PrefabData, ProjectData, TilesetData } from '../../schema/project.ts';
import type { Needs, RecordNeeds } from './clipboard-needs.ts';
import { fitSettings } from './clipboard-settings.ts';

export interface Fit {
  /** What the project lacks, ready to be added. */
  readonly missing: Needs;
  /** An entity that names what it needs as it is called in this project. */
  entity(entity: EntityData): EntityData;
  /** What came in under another name, one sentence each, for the user. */
  readonly notes: readonly string[];
}

type Records = { -readonly [K in keyof RecordNeeds]: Record<string, RecordNeeds[K][string]> };
type Names = Record<keyof RecordNeeds, Map<string, string>>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Finds what a project has already and gives the rest a place in it. Files are the same when their bytes are, scripts
 * when path and text are, tilesets and prefabs when all that they are made of is. Settings go by their name alone: those
 * of the project are never changed.
 * @param trusted the entities come from this very project: what has the same id or path is the same, as it is now
 */
export function fitNeeds(project: ProjectData, needs: Needs, trusted: boolean, newId: () => string): Fit {
  const missing: Records = { scripts: {}, assets: {}, tilesets: {}, prefabs: {} };
  const names: Names = { scripts: new Map(), assets: new Map(), tilesets: new Map(), prefabs: new Map() };
  const settings = fitSettings(project.settings, needs);
  const notes: string[] = trusted ? [] : [...settings.notes];
  const known = (kind: keyof RecordNeeds, id: string) => trusted && Object.hasOwn(project[kind], id);
  const freeId = (kind: keyof RecordNeeds, id: string) =>
    Object.hasOwn(project[kind], id) || Object.hasOwn(missing[kind], id) ? newId() : id;
  const rename = (entity: EntityData) => renamed(entity, names);

  for (const [path, text] of Object.entries(needs.scripts)) {
    const target = known('scripts', path) ? path : scriptPath(project.scripts, path, text);
    names.scripts.set(path, target);
    if (Object.hasOwn(project.scripts, target)) continue;
    missing.scripts[target] = text;
    if (target !== path) notes.push(`${path} is another script here: it came in as ${target}.`);
  }
  for (const [id, asset] of Object.entries(needs.assets)) {
    const here = Object.entries(project.assets).find(
      ([, { sha256, kind }]) => sha256 === asset.sha256 && kind === asset.kind,
    );
    const target = known('assets', id) ? id : (here?.[0] ?? freeId('assets', id));
    names.assets.set(id, target);
    if (!Object.hasOwn(project.assets, target)) missing.assets[target] = asset;
  }
  for (const [id, tileset] of Object.entries(needs.tilesets)) {
    const wanted = withImages(tileset, (image) => names.assets.get(image) ?? image);
    const here = Object.entries(project.tilesets).find(([, each]) => same(each, wanted));
    const target = known('tilesets', id) ? id : (here?.[0] ?? freeId('tilesets', id));
    names.tilesets.set(id, target);
    if (!Object.hasOwn(project.tilesets, target)) missing.tilesets[target] = wanted;
  }

  const takenNames = new Set(Object.values(project.prefabs).map(({ name }) => name));
  const fitPrefab = (id: string, seen: ReadonlySet<string>) => {
    const prefab = needs.prefabs[id];
    if (!prefab || names.prefabs.has(id) || seen.has(id)) return;
    // Those inside of it first: they may have other ids here.
    for (const entity of Object.values(prefab.entities)) fitPrefab(entity.prefab, new Set([...seen, id]));
    const entities = Object.fromEntries(
      Object.entries(prefab.entities).map(([each, entity]) => [each, rename(entity)]),
    );
    const wanted: PrefabData = { ...prefab, entities };
    const here = Object.entries(project.prefabs).find(
      ([, each]) => each.root === wanted.root && same(each.entities, entities),
    );
    const target = known('prefabs', id) ? id : (here?.[0] ?? freeId('prefabs', id));
    names.prefabs.set(id, target);
    if (Object.hasOwn(project.prefabs, target)) return;
    let { name } = prefab;
    for (let n = 2; takenNames.has(name); n++) name = `${prefab.name} ${n}`;
    takenNames.add(name);
    if (name !== prefab.name)
      notes.push(`The prefab ${prefab.name} is another one here: it came in as ${name}.`);
    missing.prefabs[target] = { ...wanted, name };
  };
  for (const id of Object.keys(needs.prefabs)) fitPrefab(id, new Set());
  return { missing: { ...missing, ...settings.missing }, entity: rename, notes };
}

/** The path under which a script is there already or can come in. */
function scriptPath(scripts: ProjectData['scripts'], path: string, text: string): string {
  const other = new Set(
    Object.entries(scripts)
      .filter(([, each]) => each !== text)
      .map(([each]) => each.toLowerCase()),
  );
  return freeName(path, other);
}

/** An entity that names things as a project calls them. */
function renamed(entity: EntityData, names: Names): EntityData {
  const value = (key: string, field: string, given: unknown): unknown => {
    const type = fieldOf(key, field)?.type;
    if (type === 'asset' && isString(given)) return names.assets.get(given) ?? given;
    if (type === 'script' && isString(given)) return names.scripts.get(given) ?? given;
    if (type !== 'tilesets') return given;
    return (given as readonly TilesetUse[]).map((use) => ({
      ...use,
      tileset: names.tilesets.get(use.tileset) ?? use.tileset,
    }));
  };
  const all = (components: EntityData['components']): EntityData['components'] =>
    Object.fromEntries(
      Object.entries(components).map(([key, fields]) => [
        key,
        Object.fromEntries(Object.entries(fields).map(([field, given]) => [field, value(key, field, given)])),
      ]),
    );
  const overrides = Object.fromEntries(
    Object.entries(entity.overrides ?? {}).map(([path, override]) => [
      path,
      { ...override, components: all(override.components) },
    ]),
  );
  return {
    ...entity,
    prefab: names.prefabs.get(entity.prefab) ?? entity.prefab,
    components: all(entity.components),
    ...(entity.overrides ? { overrides } : {}),
  };
}

/** A tileset with other ids of its images. */
function withImages(tileset: TilesetData, rename: (image: string) => string): TilesetData {
  const tiles = Object.entries(tileset.tiles).map(([number, tile]) => [
    number,
    tile.image === undefined ? tile : { ...tile, image: rename(tile.image) },
  ]);
  return { ...tileset, image: rename(tileset.image), tiles: Object.fromEntries(tiles) };
}
