import { join } from 'node:path';
import pino from 'pino';
import { ProblemError } from '../base/result.ts';
import { createPerigee, openStorage, type Perigee } from './app.ts';
import { isLoopback } from './http/guard.ts';
import { listen } from './listen.ts';
import { Metrics } from './metrics.ts';
import type { ServerSettings } from './settings.ts';

/** A server that is running. */
export interface Serving {
  /** What to open in a browser. */
  url: string;
  port: number;
  /** See {@link Perigee.failed}. */
  failed(error: unknown): void;
  /** Stops accepting, sends everybody out with "try again", makes everything durable. */
  close(): Promise<void>;
}

/**
 * Opens the storage and puts the parts together, without a port: for a development server that has its own.
 * @param staticDir the built app, or `null`
 * @throws {@link ProblemError} when the data directory cannot be used
 */
export async function openPerigee(
  settings: ServerSettings,
  staticDir: string | null,
  samplesDir: string,
): Promise<Perigee> {
  const logger = pino({ level: settings.log }, pino.destination({ dest: 2, sync: true }));
  const storage = await openStorage(settings.dataDir).catch((error: unknown) => {
    throw new ProblemError({ message: storageMessage(settings.dataDir, error) });
  });
  return createPerigee({
    ...storage,
    logger,
    staticDir,
    samplesDir,
    loopbackOnly: isLoopback(settings.host),
    hosts: settings.hosts,
    limits: settings.limits,
    metrics: new Metrics({ process: true }),
    showMetrics: settings.metrics,
    password: settings.password,
  });
}

/**
 * Serves the app, its API and collaboration from one process.
 * @param appDir the built app
 * @throws {@link ProblemError} when the port or the data directory cannot be used
 */
export async function serve(settings: ServerSettings, appDir: string): Promise<Serving> {
  const perigee = await openPerigee(settings, appDir, join(appDir, 'samples'));
  try {
    const listening = await listen({
      port: settings.port,
      host: settings.host,
      onRequest: (request, response) => void perigee.handleRequest(request, response),
      onUpgrade: (request, stream, head) => {
        if (!perigee.handleUpgrade(request, stream, head)) stream.destroy();
      },
    });
    return {
      url: listening.url,
      port: listening.port,
      failed: (error) => perigee.failed(error),
      async close() {
        const stopped = listening.close();
        await perigee.close();
        await stopped;
      },
    };
  } catch (error) {
    await perigee.close();
    throw new ProblemError({ message: listenMessage(settings, error) });
  }
}

function listenMessage({ host, port }: ServerSettings, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start.`;
  }
  if (code === 'EACCES') return `Port ${port} needs more rights. Choose one above 1023: PORT=3000 npm start.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `This machine has no address "${host}".`;
  return message;
}

function storageMessage(dataDir: string, error: unknown): string {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  if (cause?.code === 'LEVEL_LOCKED') {
    return `The data directory ${dataDir} is in use by another Perigee. Stop it, or choose another directory: --data DIR.`;
  }
  return `The data directory ${dataDir} cannot be used: ${cause?.message ?? message}`;
}
