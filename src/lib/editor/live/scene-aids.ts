import { Disposer } from '../../base/disposer.ts';
import type { DocReader } from '../../document/reader.ts';
import type { GridData } from '../../schema/navigation.ts';
import type { Guides } from '../core/editor-host.ts';
import { Signal } from '../core/signal.ts';
import type { SceneDesk } from './scene-desk.svelte.ts';

const NO_GUIDES: Guides = {};

/** What helps to place things in the scene in hand: its grid and its guides, following document, scene and layer. */
export class SceneAids {
  readonly grid: Signal<GridData>;
  readonly guides = new Signal<Guides>(NO_GUIDES);
  readonly #reader: DocReader;
  readonly #desk: SceneDesk;
  readonly #own = new Disposer();

  constructor(reader: DocReader, desk: SceneDesk) {
    this.#reader = reader;
    this.#desk = desk;
    this.grid = new Signal(this.#gridNow());
    const update = () => this.#update();
    this.#own.add(
      reader.subscribe(({ scenes, layers }) => {
        if (scenes || layers.has(desk.sceneId)) update();
      }),
    );
    this.#own.add(desk.onHand(update));
    this.#own.add(desk.options.subscribe(update));
    update();
  }

  dispose(): void {
    this.#own.dispose();
  }

  #update(): void {
    const grid = this.#gridNow();
    const { size, offset } = this.grid.value;
    const same =
      size[0] === grid.size[0] &&
      size[1] === grid.size[1] &&
      offset[0] === grid.offset[0] &&
      offset[1] === grid.offset[1];
    if (!same) this.grid.value = grid;
    const { guides = NO_GUIDES } = this.#reader.scene(this.#desk.placeId) ?? {};
    this.guides.value = this.#desk.options.value.guides ? guides : NO_GUIDES;
  }

  #gridNow(): GridData {
    const { placeId, layerId, options } = this.#desk;
    const { gridSize } = options.value;
    const own = this.#reader.scene(placeId)?.layers[layerId]?.grid;
    return own ?? { size: [gridSize, gridSize], offset: [0, 0] };
  }
}
