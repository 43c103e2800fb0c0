import type { Rect } from '../../base/geometry.ts';
import type { SceneIndex } from '../core/scene-index.ts';
import type { SceneItem } from '../core/scene-item.ts';
import type { TileLooks } from '../core/tools/tool.ts';

/** Tile layers while somebody paints on them: they stay in the bitmaps, of which only the painted areas are made anew. */
export class PaintedLayers {
  #looks: TileLooks['looks'] | null = null;
  #areas: Rect[] = [];

  /** Takes over what a tool shows now; `undefined` ends it. @returns areas of the bitmaps that are wrong now */
  set(tiles: TileLooks | undefined): readonly Rect[] {
    const stale: Rect[] = [];
    if ((tiles?.looks ?? null) !== this.#looks) {
      stale.push(...this.#areas);
      this.#areas = [];
      this.#looks = tiles?.looks ?? null;
    }
    for (const area of tiles?.dirty ?? []) this.#areas.push(area);
    return tiles ? [...stale, ...tiles.dirty] : stale;
  }

  /** Items of an area with the looks that they have now, back to front; painted ones that reach into it for the first time too. */
  shown(items: readonly SceneItem[], index: SceneIndex): readonly SceneItem[] {
    const looks = this.#looks;
    if (!looks || looks.size === 0) return items;
    const shown = items.map((item) => {
      const entity = looks.get(item.id);
      return entity ? { ...item, entity } : item;
    });
    const there = new Set(items.map(({ id }) => id));
    for (const [id, entity] of looks) {
      const item = index.items.get(id);
      // What is painted beyond the layer's bounds is not found by them.
      if (item?.visible && !there.has(id)) shown.push({ ...item, entity });
    }
    return shown.sort((a, b) => a.z - b.z);
  }
}
