import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import sirv from 'sirv';

/** The worker that runs somebody's game. It has all it needs, and must not load or send anything. */
const GAME_WORKER = '/_app/immutable/workers/game.worker-';
const LOADS_NOTHING = "default-src 'none'";

/**
 * Serves the built app. Files with a hash in their name are cached for ever, all others are asked for again each
 * time; a path that names no file gets the app itself, which has its own routes.
 * @param directory where the app was built
 */
export function staticFiles(directory: string): (request: IncomingMessage, response: ServerResponse) => void {
  if (!existsSync(directory)) return notBuilt;
  const serve = sirv(directory, {
    etag: true,
    gzip: true,
    brotli: true,
    single: 'index.html',
    setHeaders(response, path) {
      const forEver = path.startsWith('/_app/immutable/');
      if (path.startsWith(GAME_WORKER)) response.setHeader('Content-Security-Policy', LOADS_NOTHING);
      response.setHeader('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405).end();
      return;
    }
    serve(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('There is nothing at this address.\n');
    });
  };
}

function notBuilt(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('The app is not built yet: npm run build\n');
}

/** Headers that every answer carries. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  // The address of a project is its key: it must not travel to other sites.
  'referrer-policy': 'no-referrer',
  'content-security-policy': "frame-ancestors 'self'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
