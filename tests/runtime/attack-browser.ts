/** Entry of the bundle that tests put into a page: `attack(worker source)` plays all attacks in a worker there. */
import type { FromWorker } from '../../src/lib/runtime/protocol.ts';
import { queue, runAttacks } from './attack-run.ts';

async function attack(source: string): Promise<string[]> {
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  const channel = queue((message) => worker.postMessage(message));
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => channel.receive(data);
  worker.onerror = ({ message }) => channel.fail(message);
  const wrong = await runAttacks(channel);
  worker.terminate();
  return wrong;
}

(globalThis as unknown as { attack: typeof attack }).attack = attack;
