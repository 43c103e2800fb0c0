import { test as base } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export { expect } from '@playwright/test';

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A Perigee server of its own: the built program as a child process, with a data directory that outlives kills. */
export class PerigeeServer {
  #child: ChildProcess | null = null;

  private constructor(
    readonly url: string,
    readonly port: number,
    readonly dataDir: string,
  ) {}

  static async create(): Promise<PerigeeServer> {
    const port = await freePort();
    const dataDir = await mkdtemp(join(tmpdir(), 'perigee-e2e-'));
    const server = new PerigeeServer(`http://localhost:${port}`, port, dataDir);
    await server.start();
    return server;
  }

  /** Starts the program and waits until it answers. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['bin/perigee.js', 'serve'], {
      env: { ...process.env, PORT: String(this.port), PERIGEE_DATA: this.dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    while (true) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output}`);
      const answer = await fetch(`${this.url}/healthz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  /** Ends it at once, as a power cut would. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

export const test = base.extend<object, { perigee: PerigeeServer }>({
  perigee: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from this pattern
    async ({}, use) => {
      const server = await PerigeeServer.create();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
});
