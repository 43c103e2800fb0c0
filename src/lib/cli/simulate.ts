import { join } from 'node:path';
import { parseRecordedInput, RecordedInput } from '../runtime/recorded-input.ts';
import { Simulation } from '../runtime/simulation.ts';
import { firstScene } from '../schema/resolve.ts';
import type { ProjectBundle } from '../schema/addition.ts';
import { exit, onlyArgument, readArgs, Refusal, UsageError, wholeFlag, type Command } from './command.ts';
import { readInput, readProject } from './disk.ts';

/** `perigee simulate`: plays a project without a screen, always the same for the same seed and inputs. */
export const simulateCommand: Command = {
  usage: 'DIR --ticks N [--seed N] [--inputs FILE] [--scene NAME] [--hash]',
  summary: 'Play a project without a screen and say how it ended.',
  help: `  --ticks N      how many sixtieths of a second to play
  --seed N       seed of the random numbers, instead of the project's
  --inputs FILE  recorded keys: { "ticks": [[0, ["ArrowRight"]], [60, []]] }, or one entry to a line;
                 each entry says which keys are held from that tick on
  --scene NAME   the scene to play, instead of the first
  --hash         print only the hash of the state at the end`,
  async run(args, output) {
    const { values, positionals } = readArgs(args, {
      ticks: { type: 'string' },
      seed: { type: 'string' },
      inputs: { type: 'string' },
      scene: { type: 'string' },
      hash: { type: 'boolean' },
    });
    const directory = onlyArgument(positionals, 'the project folder to play');
    const ticks = wholeFlag(values.ticks, 'ticks', 0);
    if (ticks === undefined)
      throw new UsageError('Say with --ticks N how long to play; 60 ticks are a second.');
    const seed = wholeFlag(values.seed, 'seed', -Infinity);
    const bundle = await readProject(directory);
    const inputs = values.inputs === undefined ? new RecordedInput([]) : await readRecording(values.inputs);
    const scene = sceneOf(directory, bundle, values.scene);

    const simulation = new Simulation({
      project: bundle.project,
      scene,
      ...(seed === undefined ? {} : { seed }),
    });
    const check = (error: { script: string; line: number; message: string } | null) => {
      if (!error) return;
      const { script, line, message } = error;
      throw new Refusal(exit.failed, [
        { file: join(directory, script), ...(line > 0 ? { line } : {}), message },
      ]);
    };
    try {
      check(simulation.loadError);
      check(simulation.takeStartError());
      for (let tick = 0; tick < ticks; tick++) check(simulation.tick(inputs.at(tick)));
      const { state, score } = simulation.world;
      if (values.hash) output.out(simulation.hash());
      else output.out(`${ticks} ticks, ${state}, score ${score}, hash ${simulation.hash()}`);
    } finally {
      simulation.stop();
    }
    return exit.ok;
  },
};

async function readRecording(file: string): Promise<RecordedInput> {
  const input = parseRecordedInput(new TextDecoder().decode(await readInput(file)), file);
  if (!input.ok) throw new Refusal(exit.badInput, [input.error]);
  return input.value;
}

/** Id of the scene to play, by its name or id. */
function sceneOf(directory: string, { project }: ProjectBundle, name: string | undefined): string {
  const found =
    name === undefined
      ? firstScene(project)
      : (Object.entries(project.scenes).find(([id, scene]) => scene.name === name || id === name)?.[0] ??
        null);
  if (found !== null) return found;
  const message =
    name === undefined ? 'The project has no scene to play; add one first.' : `There is no scene "${name}".`;
  throw new Refusal(exit.badInput, [{ file: directory, message }]);
}
