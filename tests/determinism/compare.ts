/** The same games in a worker of Node and in one of Chromium. */
import { once } from 'node:events';
import { Worker as NodeWorker } from 'node:worker_threads';
import type { JSHandle, Page } from '@playwright/test';
import { build } from 'rolldown';
import { packProject } from '../golden/replay.ts';
import { FIRST_SCENE, randomProject } from '../random/random-project.ts';
import type { SeedRun } from './seed-run.ts';

/** A worker that plays runs one after the other. */
interface Player {
  play(run: SeedRun): Promise<string[]>;
  close(): Promise<unknown>;
}

async function bundle(platform: 'browser' | 'node'): Promise<string> {
  const { output } = await build({
    input: `tests/determinism/${platform}-worker.ts`,
    platform,
    tsconfig: false,
    logLevel: 'warn',
    ...(platform === 'browser'
      ? {
          transform: {
            define: { 'process.env.FENGARICONF': 'undefined', 'typeof process': '"undefined"' },
          },
        }
      : {}),
    output: { format: platform === 'node' ? 'cjs' : 'iife', codeSplitting: false },
    write: false,
  });
  return output[0].code;
}

async function inNode(): Promise<Player> {
  const worker = new NodeWorker(await bundle('node'), { eval: true });
  return {
    async play(run) {
      worker.postMessage(run);
      const [hashes] = (await once(worker, 'message')) as [string[]];
      return hashes;
    },
    close: () => worker.terminate(),
  };
}

async function inBrowser(page: Page): Promise<Player> {
  const worker: JSHandle<Worker> = await page.evaluateHandle(
    (source) => new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))),
    await bundle('browser'),
  );
  return {
    play: (run) =>
      worker.evaluate(
        (one, order) =>
          new Promise<string[]>((done, fail) => {
            one.onmessage = ({ data }: MessageEvent<string[]>) => done(data);
            one.onerror = ({ message }) => fail(new Error(message));
            one.postMessage(order);
          }),
        run,
      ),
    close: () => worker.evaluate((one) => one.terminate()),
  };
}

/** Where two runs of a seed part. */
export interface Difference {
  seed: number;
  /** The first tick after which the states differ. */
  tick: number;
}

/**
 * Plays seeds in both workers at once.
 * @param page any page that may start workers
 * @param onSeed is told after each seed
 */
export async function compareSeeds(
  page: Page,
  seeds: readonly number[],
  { ticks, every }: Pick<SeedRun, 'ticks' | 'every'>,
  onSeed: (seed: number, difference: Difference | null) => void = () => {},
): Promise<Difference[]> {
  const [node, browser] = await Promise.all([inNode(), inBrowser(page)]);
  const partAt = async (run: SeedRun): Promise<number> => {
    const [a, b] = await Promise.all([node.play(run), browser.play(run)]);
    return a.findIndex((hash, at) => hash !== b[at]);
  };
  const differences: Difference[] = [];
  try {
    for (const seed of seeds) {
      const game = { seed, project: packProject(randomProject(seed)), scene: FIRST_SCENE };
      const at = await partAt({ ...game, ticks, every });
      let difference: Difference | null = null;
      if (at >= 0) {
        // Once more, looking at every tick up to there.
        const tick = await partAt({ ...game, ticks: (at + 1) * every, every: 1 });
        difference = { seed, tick: tick + 1 };
        differences.push(difference);
      }
      onSeed(seed, difference);
    }
  } finally {
    await Promise.all([node.close(), browser.close()]);
  }
  return differences;
}
