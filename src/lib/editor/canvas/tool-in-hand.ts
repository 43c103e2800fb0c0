import { NOT_LOADED } from '../../base/late.ts';
import { frameOf } from '../core/groups.ts';
import type { ToolId } from '../core/tool-ids.ts';
import { makeTool } from '../core/tools/make-tool.ts';
import type { Tool } from '../core/tools/tool.ts';
import { WaitingTool } from '../core/tools/waiting-tool.ts';
import type { CanvasContext } from './canvas-context.ts';

/** The tool that this person has in hand: taken, waited for where its code comes late, and put down again. */
export class ToolInHand {
  readonly #context: CanvasContext;
  readonly #changed: () => void;
  #tool: Tool = new WaitingTool();

  /** @param changed another tool is there */
  constructor(context: CanvasContext, changed: () => void) {
    this.#context = context;
    this.#changed = changed;
  }

  get tool(): Tool {
    return this.#tool;
  }

  take(id: ToolId): void {
    this.#tool.cancel();
    this.#context.cursor.value = 'default';
    const tool = makeTool(id, this.#context);
    if (tool instanceof Promise) this.#await(tool);
    else this.#hold(tool);
  }

  /** Escape: out of what the tool is at, then back to selecting, then out of what is selected, isolated and opened. */
  escape(): void {
    if (this.#tool.leave?.()) return;
    const { host } = this.#context;
    if (host.tool.value !== 'select') host.tool.value = 'select';
    else if (host.selection.ids.length > 0) host.selection.set(this.#outside());
    else if (host.isolated.ids.length > 0) host.isolated.clear();
    else host.leave?.();
  }

  #hold(tool: Tool): void {
    this.#tool = tool;
    this.#context.host.hint.value = tool.hint;
  }

  #await(coming: Promise<Tool>): void {
    const waiting = new WaitingTool();
    this.#hold(waiting);
    coming.then(
      (tool) => {
        if (this.#tool !== waiting) return;
        this.#hold(tool);
        waiting.become(tool);
        this.#changed();
      },
      () => {
        if (this.#tool !== waiting) return;
        this.#context.host.tool.value = 'select';
        this.#context.host.notify?.(NOT_LOADED);
      },
    );
  }

  /** What is selected after a step out of the group or instance that the selection is inside of. */
  #outside(): string[] {
    const { selection, isolated } = this.#context.host;
    const frame = frameOf(this.#context.index, selection.ids);
    return frame === null || isolated.ids.includes(frame) ? [] : [frame];
  }
}
