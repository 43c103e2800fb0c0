import type { PropertyValue } from '../../schema/fields.ts';
import type { TileData } from '../../schema/project.ts';
import type { ShelvedImage } from '../image-shelf.ts';
import type { LdtkProject, LdtkTileset } from './model.ts';
import type { LdtkSession } from './session.ts';

/** A tileset of LDtk that has come into the project. */
export interface TakenTileset {
  id: string;
  def: LdtkTileset;
  image: ShelvedImage;
}

/** The tilesets of a project, each taken when the first layer or entity needs it. */
export class LdtkTilesets {
  readonly #taken = new Map<number, TakenTileset | null>();

  constructor(
    private readonly project: LdtkProject,
    private readonly session: LdtkSession,
  ) {}

  /** The tileset of that number; `null` where there is none or it has no image. Throws when its file is missing. */
  get(uid: number): TakenTileset | null {
    const known = this.#taken.get(uid);
    if (known !== undefined) return known;
    const def = this.project.tilesets.get(uid);
    const taken = def && def.image !== null && !def.internal ? this.#take(def, def.image) : null;
    this.#taken.set(uid, taken);
    return taken;
  }

  nameOf(uid: number): string {
    return this.project.tilesets.get(uid)?.name ?? '';
  }

  /** Takes those that nothing uses, too, as far as their files are there, and says which are left out. */
  takeRest(): void {
    const { report, files } = this.session;
    for (const def of this.project.tilesets.values()) {
      const what = `Tileset "${def.name}"`;
      const { file } = this.project;
      if (def.internal)
        report.add(
          file,
          what,
          'left out',
          'The icons that come with LDtk belong to it; use images of your own.',
        );
      else if (def.image === null) report.add(file, what, 'left out', 'It has no image.');
      else if (!this.#taken.has(def.uid) && files.find(file, def.image) === null)
        report.add(
          file,
          what,
          'left out',
          `Nothing uses it, and its image ${def.image} is not among the files.`,
        );
      else if (this.get(def.uid)) report.add(file, what, 'as it was');
    }
  }

  #take(def: LdtkTileset, path: string): TakenTileset {
    const image = this.session.image(this.project.file, path);
    const id = this.session.id();
    this.session.tilesets[id] = {
      name: def.name,
      image: image.asset,
      tileSize: [def.tileSize, def.tileSize],
      margin: def.padding,
      spacing: def.spacing,
      columns: def.columns,
      count: def.columns * def.rows,
      offset: [0, 0],
      tiles: tilesOf(def),
      ...(def.tags.length > 0 && {
        properties: Object.fromEntries(def.tags.map((tag) => [tag.slice(0, 256), true])),
      }),
    };
    return { id, def, image };
  }
}

/** Tags become properties that are true, the text of a tile its property `data`. */
function tilesOf({ enumTags, customData, columns, rows }: LdtkTileset): Record<string, TileData> {
  const tiles: Record<string, TileData> = {};
  for (const number of new Set([...enumTags.keys(), ...customData.keys()])) {
    if (number >= columns * rows) continue;
    const properties: Record<string, PropertyValue> = {};
    for (const tag of enumTags.get(number) ?? [])
      if (tag !== '__proto__') properties[tag.slice(0, 256)] = true;
    const text = customData.get(number);
    if (text !== undefined) properties.data = text;
    tiles[number] = { properties };
  }
  return tiles;
}
