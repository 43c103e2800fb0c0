/** What this person has in hand in the tileset editor: the tileset, its tiles, a terrain, a set of rules. */
import type * as Y from 'yjs';
import { newId } from '../../base/ids.ts';
import { inOrder } from '../../base/order.ts';
import { changeTileset } from '../../document/edit-tilesets.ts';
import type { Origin } from '../../document/origin.ts';
import type { ProjectData, TileData, TilesetData } from '../../schema/project.ts';
import { terrainsInOrder, type TerrainSet, type TerrainType } from '../../schema/terrain.ts';
import type { RuleSet } from '../../schema/tile-rules.ts';
import { addSet } from '../core/terrain/edit-terrain.ts';

export type TilesetTab = 'tiles' | 'terrain' | 'rules';

interface TilesetPort {
  readonly doc: Y.Doc;
  readonly origin: Origin;
  /** Followed by runes. */
  readonly tilesets: () => ProjectData['tilesets'];
}

export class TilesetDesk {
  tab = $state<TilesetTab>('tiles');
  /** Numbers of the chosen tiles, the one that is shown last. */
  tiles = $state.raw<readonly number[]>([]);
  /** Number of the terrain that labels are painted with; 0 takes labels away. */
  terrain = $state(1);
  #id = $state('');
  #set = $state('');
  #rules = $state('');

  constructor(private readonly document: TilesetPort) {}

  /** Takes a tileset in hand. */
  open(id: string, tab: TilesetTab = this.tab): void {
    if (id !== this.id) this.tiles = [];
    this.#id = id;
    this.tab = tab;
  }

  /** Of the tileset in hand; the first one where none was chosen or it is gone; '' when there is none. */
  get id(): string {
    const all = this.document.tilesets();
    return Object.hasOwn(all, this.#id) ? this.#id : (Object.keys(all)[0] ?? '');
  }

  get tileset(): TilesetData | undefined {
    return this.document.tilesets()[this.id];
  }

  /** The terrain sets by their order. */
  get sets(): [string, TerrainSet][] {
    return inOrder(this.tileset?.terrains ?? {});
  }

  get setId(): string {
    const { sets } = this;
    return (sets.find(([id]) => id === this.#set) ?? sets[0])?.[0] ?? '';
  }
  set setId(id: string) {
    this.#set = id;
    this.terrain = terrainsInOrder(this.tileset?.terrains?.[id] ?? { colors: {} })[0]?.[0] ?? 0;
  }

  get set(): TerrainSet | undefined {
    return this.tileset?.terrains?.[this.setId];
  }

  get ruleSets(): [string, RuleSet][] {
    return inOrder(this.tileset?.rules ?? {});
  }

  get rulesId(): string {
    const { ruleSets } = this;
    return (ruleSets.find(([id]) => id === this.#rules) ?? ruleSets[0])?.[0] ?? '';
  }
  set rulesId(id: string) {
    this.#rules = id;
  }

  get rules(): RuleSet | undefined {
    return this.tileset?.rules?.[this.rulesId];
  }

  /** Changes the tileset in hand, as one step of undo. */
  change(name: string, fn: (tileset: TilesetData) => TilesetData): void {
    changeTileset(this.document.doc, this.document.origin, this.id, name, fn);
  }

  /** Sets something of all chosen tiles; `undefined` takes it away. */
  setTiles(name: string, fields: Partial<{ [K in keyof TileData]: TileData[K] | undefined }>): void {
    const numbers = this.tiles;
    this.change(name, (tileset) => {
      const tiles: Record<string, TileData> = { ...tileset.tiles };
      for (const number of numbers) {
        const kept = Object.entries({ ...tiles[number], ...fields }).filter(
          ([, value]) => value !== undefined,
        );
        if (kept.length > 0) tiles[number] = Object.fromEntries(kept);
        else delete tiles[number];
      }
      return { ...tileset, tiles };
    });
  }

  addSet(type: TerrainType): void {
    const id = newId();
    const name = `Terrains ${this.sets.length + 1}`;
    this.change(`Add ${name}`, (tileset) => addSet(tileset, id, name, type));
    this.setId = id;
  }
}
