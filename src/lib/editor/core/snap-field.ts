import type { Rect } from '../../base/geometry.ts';
import type { EditorHost } from './editor-host.ts';
import { boundsOfPlaced } from './entity-geometry.ts';
import type { Moved, SceneIndex } from './scene-index.ts';
import type { SnapOptions } from './snapping.ts';

/** How near edges attract, in CSS pixels. */
const GUIDE_REACH = 6;
/** How far around what moves neighbours are looked for first, in CSS pixels. */
const FIRST_LOOK = 160;
/** So many neighbours are enough: others further away attract no more. */
const ENOUGH = 24;
/** Never more than these, or each move would cost time. */
const MOST = 200;

/** What a field needs of the canvas. */
export interface SnapSource {
  readonly host: EditorHost;
  readonly index: SceneIndex;
  /** The part of the scene on screen. */
  visible(): Rect;
  /** Where things are while a game plays. */
  played(): Moved;
}

/** What attracts during one gesture: neighbours on screen, found through the spatial index, and the game's screen. */
export class SnapField {
  readonly #source: SnapSource;
  readonly #moving: ReadonlySet<string>;
  readonly #places: Moved;
  readonly #boxes = new Map<string, Rect | null>();

  /** @param moving ids of all that moves along */
  constructor(source: SnapSource, moving: ReadonlySet<string>) {
    this.#source = source;
    this.#moving = moving;
    this.#places = source.played();
  }

  /** What attracts a box that is here. The grid, while it is on, takes the place of neighbours; guides always do. */
  around(box: Rect): SnapOptions {
    const { gridSnap, smartGuides } = this.#source.host.options.value;
    const { scale } = this.#source.host.view.value;
    const { grid, guides } = this.#source.host;
    const lines = Object.values(guides.value);
    const reach = GUIDE_REACH / scale;
    if (gridSnap) return { grid: grid.value, others: [], lines, reach };
    return { grid: null, others: smartGuides ? this.#near(box, scale) : [], lines, reach };
  }

  /** Boxes around another one: looked for further away until there are enough or the screen ends. */
  #near(box: Rect, scale: number): Rect[] {
    const { host, index } = this.#source;
    const screen = this.#source.visible();
    const [width, height] = host.reader.project.settings.size;
    const found: Rect[] = [];
    for (let look = FIRST_LOOK / scale; ; look *= 2) {
      const area = clipped(box, look, screen);
      found.length = 0;
      for (const id of index.idsIn(area)) {
        const other = this.#boxOf(id);
        if (other && found.push(other) >= MOST) break;
      }
      const all = area.width >= screen.width && area.height >= screen.height;
      if (all || found.length >= ENOUGH || look > 1e6) break;
    }
    found.push({ x: 0, y: 0, width, height });
    return found;
  }

  #boxOf(id: string): Rect | null {
    const known = this.#boxes.get(id);
    if (known !== undefined) return known;
    const { index } = this.#source;
    const item = index.items.get(id)!;
    // Tile layers are as large as the scene, and a group has no edges but those of its members.
    const counts =
      item.visible &&
      !this.#moving.has(id) &&
      !item.entity.components.Tilemap &&
      !(index.childrenOf(id).length > 0 && Object.keys(item.entity.components).length === 1);
    const box = counts ? boundsOfPlaced(this.#places.get(id) ?? item.placed) : null;
    this.#boxes.set(id, box);
    return box;
  }
}

/** A box grown to all sides, as far as the screen goes. */
function clipped({ x, y, width, height }: Rect, by: number, screen: Rect): Rect {
  const left = Math.max(screen.x, x - by);
  const top = Math.max(screen.y, y - by);
  const right = Math.min(screen.x + screen.width, x + width + by);
  const bottom = Math.min(screen.y + screen.height, y + height + by);
  return { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) };
}
