import type { Rect, Vec2 } from '../base/geometry.ts';
import type { AssetMeta } from './asset-meta.ts';
import type { CommentData } from './comments.ts';
import type { ComponentData, components, ComponentType } from './components.ts';
import type { AssetKind, PropertyValue } from './fields.ts';
import type { Inputs } from './inputs.ts';
import type { Material } from './materials.ts';
import type { BookmarkData, GridData, GuideData } from './navigation.ts';
import type { StampData } from './stamps.ts';
import type { TerrainSet } from './terrain.ts';
import type { RuleSet } from './tile-rules.ts';

/** The version of the project format that this program writes. */
export const FORMAT_VERSION = 1;

export interface ProjectSettings {
  /** What the player's screen shows at zoom 1, in pixels. */
  size: Vec2;
  /** Pixels per second squared. */
  gravity: Vec2;
  /** Seed of every random number in a run. */
  seed: number;
  background: string;
  pixelsPerMetre: number;
  /** Names that colliders are sorted by, at most 32; a collider that names none is in the first. */
  collisionLayers: readonly string[];
  /** The project's own materials, beside those that every project has. */
  materials: Readonly<Record<string, Material>>;
  /** The project's own inputs, beside those that every project has. */
  inputs: Inputs;
  /** Stamps to paint tile layers with, by number, `1` to `9`. */
  stamps: Readonly<Record<string, StampData>>;
}

export const defaultSettings: ProjectSettings = {
  size: [960, 540],
  gravity: [0, 1200],
  seed: 1,
  background: '#0b0e14',
  pixelsPerMetre: 32,
  collisionLayers: ['default'],
  materials: {},
  inputs: {},
  stamps: {},
};

/**
 * What the file of another program said and this one does not use, by name. Nobody edits it; an export to that program
 * gives it back.
 */
export type ImportedFacts = Readonly<Record<string, PropertyValue>>;

/** Fields that are set; what is missing is at its default. Unknown fields of newer versions are kept. */
export type StoredComponent = Readonly<Record<string, unknown>>;

/** What an instance sets of an entity that its prefab brings; what is missing is as in the prefab. */
export interface InnerOverride {
  name?: string;
  tags?: readonly string[];
  visible?: boolean;
  /** Left out of this instance, with all below it. */
  removed?: boolean;
  /** Fields over those of the prefab, and components beside them. */
  components: Readonly<Record<string, StoredComponent>>;
}

export interface EntityData {
  name: string;
  /** Id of the entity it moves with; `null` at the top. */
  parent: string | null;
  /** Fractional key among its siblings; later is in front. */
  order: string;
  /** Id of the layer it is drawn on. */
  layer: string;
  tags: readonly string[];
  visible: boolean;
  locked: boolean;
  /** Id of the prefab it is an instance of, or ''. Its components are then overrides. */
  prefab: string;
  /** Component key to the fields that are set. */
  components: Readonly<Record<string, StoredComponent>>;
  /**
   * What an instance sets inside of its prefab: path of the inner entity (`eye`, or `arm/hand` where `arm` is itself an instance)
   * to its overrides.
   */
  overrides?: Readonly<Record<string, InnerOverride>>;
}

export interface LayerData {
  name: string;
  order: string;
  visible: boolean;
  locked: boolean;
  /** How fast it scrolls with the camera: 1 with the scene, 0 stays on the screen as it lies in the first one. */
  parallax: number;
  /** Colour that everything on it is multiplied with, as a light would; missing or '' for none. Looks only. */
  tint?: string;
  /** Its own grid; missing means that of the person who edits. */
  grid?: GridData;
  imported?: ImportedFacts;
}

export interface SceneData {
  name: string;
  order: string;
  /** What differs from the project's settings in this scene. */
  settings: Readonly<Partial<Pick<ProjectSettings, 'gravity' | 'background'>>>;
  layers: Readonly<Record<string, LayerData>>;
  entities: Readonly<Record<string, EntityData>>;
  /** By id. */
  guides?: Readonly<Record<string, GuideData>>;
  /** By number, `1` to `9`. */
  bookmarks?: Readonly<Record<string, BookmarkData>>;
  imported?: ImportedFacts;
}

/** A file whose bytes live beside the document, found by their SHA-256. */
export interface AssetData {
  /** File name, unique in the project. */
  name: string;
  kind: AssetKind;
  /** Lower-case hex. */
  sha256: string;
  /** Bytes. */
  size: number;
  /** What is told of it beside its bytes. */
  meta: Readonly<AssetMeta>;
}

/** What one tile of a tileset is. */
export interface TileData {
  /** Bodies stand on it. */
  solid?: boolean;
  /** Bodies come through from below and stand on it from above. */
  oneWay?: boolean;
  /** Outlines in pixels within the tile that bodies bump into, instead of the whole tile. */
  collision?: readonly (readonly Vec2[])[];
  /** What kind of thing it is, in the user's own words. */
  className?: string;
  /** How often it is chosen against others where several fit: 1 when missing, 0 for never. */
  probability?: number;
  properties?: Readonly<Record<string, PropertyValue>>;
  /** Tiles shown one after the other, each for so many milliseconds. */
  animation?: readonly { tile: number; duration: number }[];
  /** Asset id of an image of its own instead of its place in the tileset's; {@link rect} is then set, too. */
  image?: string;
  /** Its part of that image in pixels; its size is the tile's. */
  rect?: Rect;
}

/** How painting may mirror and turn the tiles of a set to find one that fits. */
export interface TileTransforms {
  flipX?: boolean;
  flipY?: boolean;
  /** By quarter turns. */
  rotate?: boolean;
  /** Tiles as they are come before mirrored and turned ones. */
  preferUntransformed?: boolean;
}

export interface TilesetData {
  name: string;
  /** Asset id of the image; '' where every tile has its own. */
  image: string;
  /** Of the tiles in the image; of the largest one where every tile has its own. */
  tileSize: Vec2;
  /** Pixels around the image and between tiles. */
  margin: number;
  spacing: number;
  columns: number;
  /** Tile numbers are below this. */
  count: number;
  /** Pixels by which tiles are drawn beside their cell, x and y. */
  offset: Vec2;
  /** Tile number in this tileset to what is special about it. */
  tiles: Readonly<Record<string, TileData>>;
  className?: string;
  properties?: Readonly<Record<string, PropertyValue>>;
  transforms?: TileTransforms;
  /** By id. */
  terrains?: Readonly<Record<string, TerrainSet>>;
  /** By id. */
  rules?: Readonly<Record<string, RuleSet>>;
  imported?: ImportedFacts;
}

/**
 * A tree of entities to be placed many times. Its root has no parent. Entities in it may be instances of other prefabs; one whose root
 * is an instance is a variant of that prefab.
 */
export interface PrefabData {
  name: string;
  order: string;
  root: string;
  entities: Readonly<Record<string, EntityData>>;
}

/** A whole project as plain, structured-clonable data. */
export interface ProjectData {
  format: number;
  name: string;
  settings: ProjectSettings;
  scenes: Readonly<Record<string, SceneData>>;
  /** Path such as `behavior/hero.lua` to source text. */
  scripts: Readonly<Record<string, string>>;
  assets: Readonly<Record<string, AssetData>>;
  tilesets: Readonly<Record<string, TilesetData>>;
  prefabs: Readonly<Record<string, PrefabData>>;
  /** By id. */
  comments?: Readonly<Record<string, CommentData>>;
}

/** The components that an entity may carry several of. */
type ManyType = {
  [T in ComponentType]: (typeof components)[T] extends { many: true } ? T : never;
}[ComponentType];

/** The components of an entity by their key, defaults filled in. */
export type ResolvedComponents = Readonly<
  { [T in ComponentType]?: ComponentData<T> } & { [T in ManyType as `${T}:${string}`]?: ComponentData<T> }
>;

/** An entity ready to play or paint: prefab and defaults applied, transform still relative to its parent. */
export interface ResolvedEntity {
  id: string;
  name: string;
  /** What scripts know it as: the name of its prefab, else its own name. */
  type: string;
  parent: string | null;
  layer: string;
  tags: readonly string[];
  visible: boolean;
  /** Unknown components of newer versions are left out here. */
  components: ResolvedComponents & { readonly Transform: ComponentData<'Transform'> };
}
