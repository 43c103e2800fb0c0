import { mkdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { AssetStore } from './asset-store.ts';
import { FileAssetStore } from './file-asset-store.ts';
import { handleApi, type ApiContext } from './http/api.ts';
import { guard } from './http/guard.ts';
import { handlePlay } from './http/play.ts';
import { HttpError, isHangUp, sendError } from './http/respond.ts';
import { LevelUpdateLog } from './level-update-log.ts';
import { LogFiles } from './logs/log-files.ts';
import { RemoteLogs } from './logs/remote-logs.ts';
import { Projects } from './projects.ts';
import { Rooms } from './rooms.ts';
import { SECURITY_HEADERS, staticFiles } from './static-files.ts';
import { SyncEndpoint } from './sync-endpoint.ts';
import type { UpdateLog } from './update-log.ts';

export interface PerigeeOptions {
  log: UpdateLog;
  assets: AssetStore;
  /** Where the logs of games go; `null` keeps none. */
  logFiles: LogFiles | null;
  logger: Logger;
  /** The built app; `null` when something else serves the pages (development). */
  staticDir: string | null;
  /** Where the samples' folders are. */
  samplesDir: string;
  /** Whether only this machine can reach the server: then projects are listed, and foreign names refused. */
  loopbackOnly: boolean;
  /** Names the server answers to besides those of the machine itself, where `loopbackOnly`. */
  hosts?: readonly string[];
}

/** Perigee without a port: what an HTTP server hands its requests to. */
export interface Perigee {
  /** Answers a request. @returns `false` when there is no app to serve and the path is not of the API */
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Takes over a WebSocket handshake. @returns `false` when the path is not one of ours */
  handleUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): boolean;
  /** Sends everybody out with "try again", makes everything durable and closes the storage. */
  close(): Promise<void>;
}

/** Opens the storage in a data directory, creating it when missing. @throws see {@link LevelUpdateLog.open} */
export async function openStorage(
  dataDir: string,
): Promise<Pick<PerigeeOptions, 'log' | 'assets' | 'logFiles'>> {
  await mkdir(dataDir, { recursive: true });
  return {
    log: await LevelUpdateLog.open(join(dataDir, 'documents')),
    assets: new FileAssetStore(join(dataDir, 'assets')),
    logFiles: new LogFiles(join(dataDir, 'logs')),
  };
}

/** Puts the parts of the server together. */
export function createPerigee(options: PerigeeOptions): Perigee {
  const { log, assets, logger } = options;
  const onFailure = (error: unknown) => logger.error(error, 'storage failed');
  const rooms = new Rooms(log, onFailure);
  const logs = new RemoteLogs({ files: options.logFiles });
  const endpoint = new SyncEndpoint(rooms, logs, onFailure);
  const projects = new Projects(log, rooms, assets, logs, options.samplesDir);
  const context: ApiContext = { projects, assets, logs, listing: options.loopbackOnly };
  const files = options.staticDir === null ? null : staticFiles(options.staticDir);
  const hosts = options.loopbackOnly ? new Set(options.hosts ?? []) : null;

  return {
    async handleRequest(request, response) {
      try {
        guard(request, hosts);
        if (files || isOurs(request)) {
          for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
        }
        if (await handleApi(context, request, response)) return true;
        if (await handlePlay(projects, request, response)) return true;
        files?.(request, response);
        return files !== null;
      } catch (error) {
        if (!(error instanceof HttpError) && !isHangUp(error))
          logger.error({ error, url: request.url }, 'request failed');
        sendError(request, response, error);
        return true;
      }
    },

    handleUpgrade(request, stream, head) {
      const project = SyncEndpoint.projectOf(request);
      if (project === null) return false;
      try {
        guard(request, hosts);
      } catch (error) {
        refuse(stream, error instanceof HttpError ? error.message : '');
        return true;
      }
      endpoint.accept(project, request, stream, head);
      return true;
    },

    async close() {
      await rooms.close();
      endpoint.close();
      await log.close();
    },
  };
}

const isOurs = (request: IncomingMessage) => /^\/(api(\/|$)|healthz|play\/)/.test(request.url ?? '');

/** Answers a handshake with 403. */
function refuse(stream: Duplex, message: string): void {
  stream.on('error', () => {});
  stream.end(
    'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n' +
      `Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`,
  );
}
