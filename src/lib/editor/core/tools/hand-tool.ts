import { subtract, type Vec2 } from '../../../base/geometry.ts';
import { panned, type View } from '../view.ts';
import type { Tool, ToolContext, ToolPointer } from './tool.ts';

/** Drags the view. */
export class HandTool implements Tool {
  readonly hint = 'Drag to pan · wheel zooms at the pointer · {view.zoom-all} shows all';
  readonly #context: ToolContext;
  #from: { screen: Vec2; view: View } | null = null;

  constructor(context: ToolContext) {
    this.#context = context;
    context.cursor.value = 'grab';
  }

  down(at: ToolPointer): void {
    this.#from = { screen: at.screen, view: this.#context.host.view.value };
    this.#context.cursor.value = 'grabbing';
  }

  move(at: ToolPointer): void {
    if (this.#from)
      this.#context.host.view.value = panned(this.#from.view, subtract(at.screen, this.#from.screen));
    else this.#context.cursor.value = 'grab';
  }

  up(at: ToolPointer): void {
    this.move(at);
    this.#from = null;
    this.#context.cursor.value = 'grab';
  }

  cancel(): boolean {
    const busy = this.#from !== null;
    if (this.#from) this.#context.host.view.value = this.#from.view;
    this.#from = null;
    return busy;
  }
}
