import { mkdir } from 'node:fs/promises';
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { Access } from './access.ts';
import { Activity } from './activity.ts';
import type { AssetStore } from './asset-store.ts';
import { Compactor, type Compaction } from './compactor.ts';
import { FileAssetStore } from './file-asset-store.ts';
import { handleApi, type ApiContext } from './http/api.ts';
import { guard } from './http/guard.ts';
import { handlePlay } from './http/play.ts';
import { isMetrics, sendMetrics, type MetricsFor } from './http/metrics.ts';
import { PasswordDoor } from './http/password.ts';
import { HttpError, isHangUp, sendError, sendJson } from './http/respond.ts';
import { LevelUpdateLog } from './level-update-log.ts';
import { USUAL_LIMITS, type Limits } from './limits.ts';
import { LogFiles } from './logs/log-files.ts';
import { RemoteLogs } from './logs/remote-logs.ts';
import { Metrics } from './metrics.ts';
import { PlayEndpoint } from './play/play-endpoint.ts';
import { Projects } from './projects.ts';
import { Rooms } from './rooms.ts';
import { SECURITY_HEADERS, staticFiles } from './static-files.ts';
import { shortKey } from './short-key.ts';
import { SyncEndpoint } from './sync-endpoint.ts';
import type { UpdateLog } from './update-log.ts';
import { VersionKeeper, type KeepWhen } from './version-keeper.ts';
import { Versions } from './versions.ts';

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
  /** What one connection may ask for, where it is not as usual. */
  limits?: Partial<Limits>;
  metrics?: Metrics;
  /** Who may read the metrics. */
  showMetrics?: MetricsFor;
  /** What everybody is asked for before anything else; '' for nothing. */
  password?: string;
  /** When versions are kept by themselves, where it is not as usual. */
  keepVersions?: KeepWhen;
}

/** Perigee without a port: what an HTTP server hands its requests to. */
export interface Perigee {
  /** Answers a request. @returns `false` when there is no app to serve and the path is not of the API */
  handleRequest(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Takes over a WebSocket handshake. @returns `false` when the path is not one of ours */
  handleUpgrade(request: IncomingMessage, stream: Duplex, head: Buffer): boolean;
  /** Takes note of a failure that nobody waited for: it is logged and counted, and everybody else goes on. */
  failed(error: unknown): void;
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
  const metrics = options.metrics ?? new Metrics();
  const onFailure = (error: unknown) => {
    metrics.failed('storage');
    logger.error(error, 'storage failed');
  };
  const onCompaction = ({ room, seconds, error }: Compaction) => {
    if (error === null) {
      metrics.compactions.observe(seconds);
      logger.info({ project: shortKey(room), seconds }, 'log made shorter');
    } else {
      metrics.failed('compaction');
      logger.error({ project: shortKey(room), err: error }, 'log could not be made shorter');
    }
  };
  const versions = new Versions(log);
  const keeper = new VersionKeeper(versions, log, onFailure, options.keepVersions);
  const compactor = new Compactor(log, onCompaction);
  const rooms = new Rooms({ log, compact: (room) => compactor.compact(room), onFailure }, keeper);
  const logs = new RemoteLogs({ files: options.logFiles });
  const activity = new Activity(log);
  const access = new Access(log);
  const limits = { ...USUAL_LIMITS, ...options.limits };
  const endpoint = new SyncEndpoint({ rooms, access, logs, activity, limits, metrics, logger, onFailure });
  const projects = new Projects(log, rooms, assets, logs, activity, access, versions, options.samplesDir);
  const games = new PlayEndpoint({ rooms, access, metrics, limits, logs, onFailure });
  const listing = options.loopbackOnly;
  const context: ApiContext = { projects, assets, logs, access, versions, keeper, listing };
  const door = options.password ? new PasswordDoor(options.password) : null;
  metrics.gauge('perigee_rooms', 'Projects that are open.', () => rooms.size);
  metrics.gauge('perigee_connections', 'Open collaboration sockets.', () => endpoint.size);
  metrics.gauge('perigee_games', 'Games that several play together.', () => games.size);
  metrics.gauge('perigee_players', 'Open sockets of such games.', () => games.players);
  const files = options.staticDir === null ? null : staticFiles(options.staticDir);
  const hosts = options.loopbackOnly ? new Set(options.hosts ?? []) : null;

  return {
    async handleRequest(request, response) {
      try {
        guard(request, hosts);
        if (files || isOurs(request)) {
          for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
        }
        if (isHealthCheck(request)) {
          const { trouble } = rooms;
          if (trouble === null) sendJson(response, 200, { status: 'ok' });
          else sendJson(response, 503, { status: 'failing', why: trouble });
        } else if (door && !(await door.opens(request, response))) return true;
        else if (isMetrics(request)) sendMetrics(metrics, options.showMetrics ?? 'local', request, response);
        else if (await handleApi(context, request, response)) return true;
        else if (await handlePlay(context, request, response)) return true;
        else {
          files?.(request, response);
          return files !== null;
        }
        return true;
      } catch (error) {
        if (!(error instanceof HttpError) && !isHangUp(error)) {
          metrics.failed('request');
          logger.error(
            { err: error, method: request.method, path: withoutKeys(request.url) },
            'request failed',
          );
        }
        sendError(request, response, error);
        return true;
      }
    },

    handleUpgrade(request, stream, head) {
      const address = SyncEndpoint.addressOf(request);
      const game = PlayEndpoint.addressOf(request);
      if (address === null && game === null) return false;
      try {
        guard(request, hosts);
        if (door && !door.knows(request)) throw new HttpError(401, 'This server asks for a password.');
      } catch (error) {
        metrics.refused('handshake');
        if (error instanceof HttpError) refuse(stream, error.status, error.message);
        else stream.destroy();
        return true;
      }
      if (address !== null) endpoint.accept(address, request, stream, head);
      else if (game !== null) games.accept(game, request, stream, head);
      return true;
    },

    failed(error) {
      metrics.failed('unexpected');
      logger.error({ err: error }, 'something failed that should not');
    },

    async close() {
      await games.close();
      await rooms.close();
      endpoint.close();
      await compactor.close();
      await activity.close();
      await log.close();
    },
  };
}

const isHealthCheck = (request: IncomingMessage) => request.url === '/healthz';

const isOurs = (request: IncomingMessage) =>
  /^\/(api(\/|$)|healthz|metrics|play\/|together\/)/.test(request.url ?? '');

/** An address is a key, and keys do not belong into logs. */
const withoutKeys = (url = ''): string => url.split('?')[0]!.replace(/[A-Za-z0-9_-]{21,}/g, shortKey);

/** Answers a handshake with a refusal. */
function refuse(stream: Duplex, status: number, message: string): void {
  stream.on('error', () => {});
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n` +
      'Connection: close\r\nContent-Type: text/plain; charset=utf-8\r\n' +
      `Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`,
  );
}
