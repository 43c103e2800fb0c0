import pino from 'pino';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { createPerigee, type PerigeeOptions } from '../../src/lib/server/app.ts';
import { listen } from '../../src/lib/server/listen.ts';
import { MemoryAssetStore } from '../../src/lib/server/memory-asset-store.ts';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';

/** A server in this process that ends with the test. */
export interface TestServer {
  url: string;
  port: number;
  sync: string;
  log: MemoryUpdateLog;
  /** Creates a project and gives its address. */
  newProject(): Promise<string>;
  close(): Promise<void>;
}

interface StartOptions {
  /** Any free one by default. */
  port?: number;
  log?: MemoryUpdateLog;
}

/** Starts a server on a free port, with storage in memory unless `options` says otherwise. */
export async function startServer({
  port = 0,
  log = new MemoryUpdateLog(),
  ...options
}: Partial<Omit<PerigeeOptions, 'log'>> & StartOptions = {}): Promise<TestServer> {
  const perigee = createPerigee({
    log,
    assets: new MemoryAssetStore(),
    logFiles: null,
    logger: pino({ level: 'silent' }),
    staticDir: null,
    samplesDir: 'static/samples',
    loopbackOnly: true,
    ...options,
  });
  const listening = await listen({
    port,
    host: '127.0.0.1',
    onRequest: async (request, response) => {
      if (!(await perigee.handleRequest(request, response))) response.writeHead(404).end();
    },
    onUpgrade: (request, stream, head) => {
      if (!perigee.handleUpgrade(request, stream, head)) stream.destroy();
    },
  });
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    const stopped = listening.close();
    await perigee.close();
    await stopped;
  };
  onTestFinished(close);
  const newProject = async () => {
    const answer = await fetch(`${listening.url}/api/projects`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Test' }),
    });
    return ((await answer.json()) as { id: string }).id;
  };
  const sync = `${listening.url.replace('http', 'ws')}/sync`;
  return { url: listening.url, port: listening.port, sync, log, newProject, close };
}

/** A stock y-websocket client that goes with the test. */
export function stockClient(sync: string, project: string): WebsocketProvider {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(sync, project, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    maxBackoffTime: 100,
  });
  // Those that a test is done with long before its end must not stay in memory.
  const made = new WeakRef(provider);
  onTestFinished(() => {
    const left = made.deref();
    if (left) endClient(left);
  });
  return provider;
}

/** Ends a client for good, with its document. */
export function endClient(provider: WebsocketProvider): void {
  provider.destroy();
  provider.awareness.destroy();
  provider.doc.destroy();
}

/** Resolves when the client has everything that the server has. */
export async function synced(provider: WebsocketProvider): Promise<WebsocketProvider> {
  if (!provider.synced)
    await new Promise<void>((resolve) => provider.on('sync', (done) => done && resolve()));
  return provider;
}

/** Resolves when the condition holds; polls, and never gives up before the test does. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
}
