import { fileURLToPath } from 'node:url';
import { ProblemError } from '../base/result.ts';
import { serve, type Serving } from './serve.ts';
import type { ServerSettings } from './settings.ts';

/**
 * Runs the server until the process is told to stop, printing one line with its address. What stands in the way is
 * said in one line.
 * @returns whether it serves
 */
export async function runServer(settings: ServerSettings): Promise<boolean> {
  // The bundle of this file is in build/server, beside build/app.
  const appDir = fileURLToPath(new URL('../app', import.meta.url));
  let serving: Serving;
  try {
    serving = await serve(settings, appDir);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    console.error(error.message);
    return false;
  }
  // One request or room that goes wrong must not send everybody out; what is acknowledged is durable anyway.
  process.on('unhandledRejection', (error) => serving.failed(error));
  let stopping = false;
  const stop = async () => {
    // Asked twice: somebody is in a hurry. What was acknowledged is durable anyway.
    if (stopping) process.exit(1);
    stopping = true;
    await serving.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
  // Last: whoever waits for this line may ask at once for the end.
  console.log(`Perigee is ready: ${serving.url}`);
  return true;
}
