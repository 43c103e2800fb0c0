/** A game that is played by a test: keys are held and let go, and time passes only when the test says so. */
import type { Vec2 } from '../../base/geometry.ts';
import type { HeldInput } from '../../engine/input.ts';
import type { Entity } from '../../engine/entity.ts';
import type { ProjectData } from '../../schema/project.ts';
import { inputsOf } from '../../schema/inputs.ts';
import { firstScene } from '../../schema/resolve.ts';
import type { GameDriver } from '../../script/test-api.ts';
import { ScriptFault } from '../../script/vm.ts';
import type { ScriptError } from '../protocol.ts';
import { Simulation } from '../simulation.ts';
import { MAX_TEST_TICKS } from './replay.ts';

/** KeyboardEvent codes that keyboards have. */
const codes =
  /^(Key[A-Z]|Digit\d|F\d\d?|Numpad\w+|Arrow(Up|Down|Left|Right)|(Shift|Control|Alt|Meta)(Left|Right)|Space|Enter|Escape|Tab|Backspace|Delete|Insert|Home|End|PageUp|PageDown|CapsLock|Minus|Equal|Bracket(Left|Right)|Semicolon|Quote|Backquote|Backslash|Comma|Period|Slash)$/u;

export class SimulationDriver implements GameDriver {
  readonly simulation: Simulation;
  readonly #keys = new Set<string>();
  readonly #inputs: Readonly<Record<string, readonly string[]>>;
  #pointer: Vec2 | null = null;
  #buttons: readonly number[] = [];
  #ticks = 0;
  /** The first error of the game's own scripts. */
  failure: ScriptError | null = null;
  /** Told of entities that are gone, after each tick. */
  onGone: (entity: Entity) => void = () => {};

  /** Begins the game; throws a RangeError when it has no scene. */
  constructor(project: ProjectData) {
    const scene = firstScene(project);
    if (scene === null) throw new RangeError('the project has no scene to play; add one first');
    this.#inputs = inputsOf(project.settings.inputs);
    this.simulation = new Simulation({ project, scene });
    const { loadError } = this.simulation;
    this.failure = loadError
      ? { ...loadError, traceback: '', entity: '', entityName: '', locals: [] }
      : this.simulation.takeStartError();
  }

  /** How many ticks have passed. */
  get ticks(): number {
    return this.#ticks;
  }

  press(name: string): void {
    this.#keys.add(this.#code(name));
  }

  release(name: string | null): void {
    if (name === null) this.#keys.clear();
    else this.#keys.delete(this.#code(name));
  }

  point(at: Vec2, button: number | null): void {
    this.#pointer = at;
    this.#buttons = button === null ? [] : [button];
  }

  play(ticks: number): void {
    const held: HeldInput = { keys: [...this.#keys], pointer: this.#pointer, buttons: this.#buttons };
    const { world } = this.simulation;
    for (let i = 0; i < ticks; i++) {
      if (this.#ticks >= MAX_TEST_TICKS)
        throw new ScriptFault(`the test has played for ${MAX_TEST_TICKS / 60} s; make several of it`);
      this.#ticks++;
      const before = world.entities();
      this.failure = this.simulation.tick(held);
      for (const entity of before) if (!entity.alive) this.onGone(entity);
      if (this.failure) {
        const { script, line, message } = this.failure;
        throw new ScriptFault(`the game has failed in ${script}:${line}: ${message}`);
      }
    }
  }

  stop(): void {
    this.simulation.stop();
  }

  /** The code of a key, or the first key of an input of the project. */
  #code(name: string): string {
    const keys = Object.hasOwn(this.#inputs, name) ? this.#inputs[name]! : [name];
    const code = keys.find((key) => codes.test(key));
    if (code !== undefined) return code;
    const known = Object.keys(this.#inputs).join(', ');
    throw new ScriptFault(
      `there is no key "${name}"; name an input of the project (${known}) or a key such as ArrowRight, KeyA, Space`,
    );
  }
}
