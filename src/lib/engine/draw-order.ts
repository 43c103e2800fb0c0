import { inOrder } from '../base/order.ts';
import type { LayerData } from '../schema/project.ts';
import type { Entity } from './entity.ts';

/** Which entity of a playing scene lies in front: by layer, then `z`, then as in the document; what was spawned comes last. */
export class DrawOrder {
  readonly #layers = new Map<string, number>();
  readonly #places = new Map<string, number>();
  /** Changes whenever the order may be another. */
  version = 0;

  setLayers(layers: Readonly<Record<string, LayerData>>): void {
    this.#layers.clear();
    inOrder(layers).forEach(([id], rank) => this.#layers.set(id, rank));
    this.version++;
  }

  /** @param ids of the entities of the document, back to front */
  setDocument(ids: readonly string[]): void {
    this.#places.clear();
    ids.forEach((id, place) => this.#places.set(id, place));
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
