import type { Command } from '../core/command.ts';
import { commands } from '../core/commands.ts';
import type { CommandHost } from '../core/command-host.ts';
import type { SceneDesk } from './scene-desk.svelte.ts';
import type { Topics } from './topics.svelte.ts';

/** All that commands look at: small things that change rarely, and never while a game merely runs. */
const LOOKED_AT = ['selection', 'tool', 'options', 'tiles', 'history', 'status', 'phase'];

/** The one list of commands for panels: whether each can be given now, and giving it. */
export class CommandRunner {
  readonly #host: CommandHost;
  readonly #topics: Topics;
  readonly #desk: SceneDesk;

  constructor(host: CommandHost, topics: Topics, desk: SceneDesk) {
    this.#host = host;
    this.#topics = topics;
    this.#desk = desk;
  }

  /** Whether a command can be given now; follows whatever that depends on. */
  isEnabled(command: Command): boolean {
    this.#followAll();
    return command.when(this.#host);
  }

  /** Whether a switch or choice is on; `undefined` for what is neither. */
  isChecked(command: Command): boolean | undefined {
    this.#followAll();
    return command.checked?.(this.#host);
  }

  run(command: Command): void {
    if (command.when(this.#host)) command.run(this.#host);
  }

  /** Gives a command by its id. */
  runById(id: string): void {
    const command = commands.find((each) => each.id === id);
    if (command) this.run(command);
  }

  #followAll(): void {
    for (const topic of LOOKED_AT) this.#topics.follow(topic);
    void this.#desk.placeId;
  }
}
