import { Worker } from 'node:worker_threads';
import { build } from 'rolldown';
import { expect, it } from 'vitest';
import { queue, runAttacks } from './attack-run.ts';

/** What a worker of a browser has and a thread of Node has not. */
const scope = `const { parentPort } = require('node:worker_threads');
globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
parentPort.on('message', (data) => globalThis.onmessage({ data }));
`;

it('attacks are contained in a worker thread: named, the next behaviour and the next game unharmed', async () => {
  const { output } = await build({
    input: 'src/lib/runtime/game.worker.ts',
    platform: 'browser',
    tsconfig: false,
    logLevel: 'warn',
    transform: {
      define: { 'process.env.FENGARICONF': 'undefined', 'typeof process': '"undefined"' },
    },
    output: { format: 'iife', codeSplitting: false },
    write: false,
  });
  const worker = new Worker(scope + output[0].code, { eval: true });
  const channel = queue((message) => worker.postMessage(message));
  worker.on('message', (message) => channel.receive(message));
  worker.on('error', (error) => channel.fail(error));
  expect(await runAttacks(channel)).toEqual([]);
  await worker.terminate();
}, 300_000);
