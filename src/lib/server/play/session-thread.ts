import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { SessionRunner } from './session-runner.ts';
import type { FromThread, ToThread } from './thread-protocol.ts';

/** Memory that a game may take on the server, in MB: beyond it only this game ends. */
const HEAP_MB = 256;

/** Where a session runs. */
export interface SessionThread {
  post(message: ToThread): void;
  /** Ends it at once, whatever it does. */
  end(): void;
}

/** @param ended told once when it has come to its end by itself, with the reason */
export type StartThread = (
  listen: (message: FromThread) => void,
  ended: (why: string) => void,
) => SessionThread;

/** The bundle of the thread is beside that of the server. */
const bundle = new URL('./session-worker.js', import.meta.url);

/** A thread of its own where the server is built; where its sources run as they are, the session shares the server's. */
export const startThread: StartThread = (listen, ended) =>
  existsSync(fileURLToPath(bundle)) ? inThread(listen, ended) : inProcess(listen, ended);

const inThread: StartThread = (listen, ended) => {
  // Counts for threads that begin from now on: a script that found a way out could not write code that imports files or network.
  setFlagsFromString('--disallow-code-generation-from-strings');
  const worker = new Worker(bundle, {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    env: {},
    // How the server itself was started is not the thread's business.
    execArgv: [],
  });
  worker.unref();
  worker.on('message', listen);
  let over = false;
  const end = (why: string) => {
    if (!over) ended(why);
    over = true;
  };
  worker.on('error', (error) => end(String(error)));
  worker.on('exit', () => end('it has ended'));
  return {
    post: (message) => worker.postMessage(message),
    end: () => {
      over = true;
      void worker.terminate();
    },
  };
};

const inProcess: StartThread = (listen) => {
  let open = true;
  // As between threads, an answer never comes within the question, and nothing is shared.
  const runner = new SessionRunner((message) => setImmediate(() => open && listen(structuredClone(message))));
  return {
    post: (message) => {
      const copy = structuredClone(message);
      setImmediate(() => open && runner.receive(copy));
    },
    end: () => {
      open = false;
      runner.receive({ kind: 'stop' });
    },
  };
};
