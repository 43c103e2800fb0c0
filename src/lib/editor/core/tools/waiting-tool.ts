import type { Tool, ToolKeys, ToolPointer } from './tool.ts';

/** What is in hand while a tool's code is on its way. What is done with it meanwhile, the tool then does. */
export class WaitingTool implements Tool {
  readonly hint = '';
  #hover: ToolPointer | null = null;
  #done: ((tool: Tool) => void)[] = [];

  down(at: ToolPointer): void {
    this.#done.push((tool) => tool.down(at));
  }

  move(at: ToolPointer): void {
    if (this.#done.length === 0) this.#hover = at;
    else this.#done.push((tool) => tool.move(at));
  }

  up(at: ToolPointer): void {
    this.#done.push((tool) => tool.up(at));
  }

  doubleClick(at: ToolPointer): void {
    this.#done.push((tool) => tool.doubleClick?.(at));
  }

  /** Takes keys once something was begun with it, such as the Enter that ends it. */
  key(key: string, held: ToolKeys): boolean {
    if (this.#done.length === 0) return false;
    this.#done.push((tool) => tool.key?.(key, held));
    return true;
  }

  cancel(): boolean {
    const any = this.#done.length > 0;
    this.#done = [];
    return any;
  }

  /** Hands what was done over to the tool. */
  become(tool: Tool): void {
    if (this.#hover) tool.move(this.#hover);
    for (const does of this.#done.splice(0)) does(tool);
  }
}
