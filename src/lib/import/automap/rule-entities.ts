/** Objects that rules put down on scenes, as entities. */
import type { Vec2 } from '../../base/geometry.ts';
import type { TilesetData } from '../../schema/project.ts';
import { spaceOf } from '../../tiled/space.ts';
import { CustomTypes } from '../tiled/read/custom-types.ts';
import type { LooseEntity, MapContext } from '../tiled/map-context.ts';
import { takeObject } from '../tiled/objects.ts';
import type { ImportSession } from '../tiled/source.ts';
import type { MapTileset, TilesetTaker } from '../tiled/tilesets.ts';
import type { TiledObjectLayer } from '../../tiled/model.ts';
import { knownTiles } from './known-tiles.ts';
import type { PutObject } from './rule-map.ts';
import { objectShift } from './tiled-cells.ts';
import type { RulesFor } from './tiled-rules.ts';

/** Makes entities of objects of rule maps. Tilesets that the project has are known by their names. */
export class RuleEntities {
  readonly #contexts = new Map<RulesFor, MapContext>();

  constructor(
    private readonly rules: readonly RulesFor[],
    private readonly session: ImportSession,
    private readonly taker: TilesetTaker,
    private readonly known: (name: string) => readonly [id: string, TilesetData] | null,
  ) {}

  /** An entity at its place from the corner of the box around cell 0, 0. */
  make({ source, index, from, to }: PutObject): LooseEntity {
    const own = this.rules.find(({ sources }) => sources.has(source))!;
    const layer = own.sources.get(source) as TiledObjectLayer;
    const object = layer.objects[index]!;
    const [dx, dy] = objectShift(own.map, from, to);
    const context = this.#context(own);
    const [left, top] = context.space.origin;
    return takeObject(
      { ...object, id: 0, x: object.x + dx, y: object.y + dy },
      { offset: [-left, -top] as Vec2, opacity: 1, color: (layer.color || '#a0a0a4').slice(0, 7) },
      context,
    );
  }

  #context(own: RulesFor): MapContext {
    let context = this.#contexts.get(own);
    if (!context) {
      const tilesets = own.map.tilesets.map(({ firstGid, tileset }): MapTileset => {
        const known = this.known(tileset.name);
        if (known) return knownTiles(known[0], firstGid, known[1]);
        // Taken when the first of its tiles is put down.
        let taken: MapTileset | undefined;
        const all = this.rules.flatMap(({ tilesets }) => tilesets);
        const carried = all.find(({ name }) => name === tileset.name) ?? tileset;
        const take = () => (taken ??= this.taker.take({ tileset: carried, firstGid, source: '' }));
        return {
          firstTile: firstGid,
          get id() {
            return take().id;
          },
          tile: (number) => take().tile(number),
        };
      });
      const { session } = this;
      context = {
        ...{ map: own.map, space: spaceOf(own.map), tilesets, session, types: new CustomTypes() },
        objectId: () => '',
      };
      this.#contexts.set(own, context);
    }
    return context;
  }
}
