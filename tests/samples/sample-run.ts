/** Plays a sample without a screen. */
import { HOT_STRIDE } from '../../src/lib/engine/game-world.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { firstScene } from '../../src/lib/schema/resolve.ts';
import { readSample } from '../../src/lib/server/samples.ts';

/** What is held while ticks pass; the pointer is pressed where it is. */
interface Held {
  keys?: readonly string[];
  pointer?: readonly [number, number];
}

export class SampleRun {
  private constructor(readonly simulation: Simulation) {}

  static async of(name: string): Promise<SampleRun> {
    const bundle = await readSample('static/samples', name);
    if (!bundle?.ok) throw new Error(`the sample ${name} cannot be read`);
    const { project } = bundle.value;
    const simulation = new Simulation({ project, scene: firstScene(project)! });
    const error = simulation.loadError ?? simulation.takeStartError();
    if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
    return new SampleRun(simulation);
  }

  get world() {
    return this.simulation.world;
  }

  /** A script error throws. */
  play(ticks: number, { keys = [], pointer }: Held = {}): void {
    for (let n = 0; n < ticks; n++) {
      const input = { keys, pointer: pointer ?? null, buttons: pointer ? [0] : [] };
      const error = this.simulation.tick(input);
      if (error) throw new Error(`${error.script}:${error.line}: ${error.message}`);
    }
  }

  /** Presses a key for one tick. */
  press(key: string): void {
    this.play(1, { keys: [key] });
    this.play(1);
  }

  /** Where an entity is. */
  at(id: string): { x: number; y: number; rotation: number } {
    const entity = this.world.find(id);
    if (!entity) throw new Error(`there is no entity ${id}`);
    const at = entity.slot * HOT_STRIDE;
    const { hot } = this.world;
    return { x: hot[at]!, y: hot[at + 1]!, rotation: hot[at + 4]! };
  }

  /** The largest distance between the two ends of all revolute joints. */
  gap(): number {
    const { physics } = this.world;
    if (!physics) throw new Error('the world has no physics');
    const ids = new Set(this.world.entities().flatMap((entity) => physics.jointsOf(entity)));
    const gaps = [...ids].map((id) => physics.joint(id)!).filter(({ type }) => type === 'revolute');
    return Math.max(...gaps.map(({ length }) => length));
  }
}
