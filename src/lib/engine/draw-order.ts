import { inOrder } from '../base/order.ts';
import type { Restorable } from '../base/restorable.ts';
import type { LayerData } from '../schema/project.ts';
import type { Entity } from './entity.ts';

type Ranks = ReadonlyMap<string, number>;

export interface SavedOrder {
  readonly layers: Ranks;
  readonly places: Ranks;
}

const ranked = (ids: readonly string[]): Ranks => new Map(ids.map((id, rank) => [id, rank]));

/** Which entity of a playing scene lies in front: by layer, then `z`, then as in the document; what was spawned comes last. */
export class DrawOrder implements Restorable<SavedOrder> {
  #layers: Ranks = ranked([]);
  #places: Ranks = ranked([]);
  /** Changes whenever the order may be another. */
  version = 0;

  setLayers(layers: Readonly<Record<string, LayerData>>): void {
    this.#layers = ranked(inOrder(layers).map(([id]) => id));
    this.version++;
  }

  /** @param ids of the entities of the document, back to front */
  setDocument(ids: readonly string[]): void {
    this.#places = ranked(ids);
    this.version++;
  }

  save(): SavedOrder {
    return { layers: this.#layers, places: this.#places };
  }

  restore({ layers, places }: SavedOrder): void {
    this.#layers = layers;
    this.#places = places;
    this.version++;
  }

  /** Negative when `a` lies behind `b`. */
  readonly compare = (a: Entity, b: Entity): number =>
    this.#layerOf(a) - this.#layerOf(b) ||
    a.z - b.z ||
    this.#placeOf(a) - this.#placeOf(b) ||
    a.sequence - b.sequence;

  #layerOf({ layer }: Entity): number {
    return this.#layers.get(layer) ?? 0;
  }

  #placeOf({ id }: Entity): number {
    return this.#places.get(id) ?? this.#places.size;
  }
}
