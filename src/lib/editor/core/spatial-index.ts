import RBush from 'rbush';
import { type Rect } from '../../base/geometry.ts';

interface Leaf {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  id: string;
}

const leafOf = (id: string, { x, y, width, height }: Rect): Leaf => ({
  id,
  minX: x,
  minY: y,
  maxX: x + width,
  maxY: y + height,
});

/** Rectangles by id, found by the area they touch. */
export class SpatialIndex {
  readonly #tree = new RBush<Leaf>();
  readonly #leaves = new Map<string, Leaf>();

  /** Replaces everything; much faster than one by one. */
  load(entries: Iterable<readonly [id: string, bounds: Rect]>): void {
    this.#tree.clear();
    this.#leaves.clear();
    for (const [id, bounds] of entries) this.#leaves.set(id, leafOf(id, bounds));
    this.#tree.load([...this.#leaves.values()]);
  }

  /** Adds or moves one. */
  set(id: string, bounds: Rect): void {
    this.delete(id);
    const leaf = leafOf(id, bounds);
    this.#leaves.set(id, leaf);
    this.#tree.insert(leaf);
  }

  delete(id: string): void {
    const leaf = this.#leaves.get(id);
    if (!leaf) return;
    this.#leaves.delete(id);
    this.#tree.remove(leaf);
  }

  /** The rectangle of one. */
  get(id: string): Rect | undefined {
    const leaf = this.#leaves.get(id);
    return (
      leaf && { x: leaf.minX, y: leaf.minY, width: leaf.maxX - leaf.minX, height: leaf.maxY - leaf.minY }
    );
  }

  /** Ids of all that touch the rectangle, in no order. */
  search({ x, y, width, height }: Rect): string[] {
    return this.#tree.search({ minX: x, minY: y, maxX: x + width, maxY: y + height }).map((leaf) => leaf.id);
  }

  get size(): number {
    return this.#leaves.size;
  }
}
