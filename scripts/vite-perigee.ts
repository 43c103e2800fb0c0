import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin, ViteDevServer } from 'vite';
import type { Perigee } from '../src/lib/server/app.ts';
import type { ServerSettings } from '../src/lib/server/settings.ts';
import { buildPlayer, buildTogether } from './build-player.mjs';

/** Where `scripts/dev.mjs` finds what it closes at the end. */
const key = Symbol.for('perigee');
const shared = globalThis as { [key]?: Promise<Perigee> };

/**
 * Serves the API and collaboration from Vite's development server, so that `npm run dev` is one process. Started by
 * `scripts/dev.mjs`, which sets PERIGEE_DEV; other uses of the configuration open no data directory.
 */
export function perigeeServer(): Plugin {
  return {
    name: 'perigee-server',
    apply: 'serve',
    async configureServer(vite) {
      const settings = process.env['PERIGEE_DEV'];
      if (!settings || !vite.httpServer) return;
      // Vite makes a new server whenever its configuration changes, and only then closes the old one. The data
      // directory can be open once only, so what opened it stays for the life of the process.
      shared[key] ??= open(vite, settings);
      const perigee = await shared[key];

      // What a build leaves beside the app is made when it is asked for.
      vite.middlewares.use('/player.js', (_request, response, next) => {
        buildPlayer('build/dev/player.js').then(() => {
          response.setHeader('content-type', 'text/javascript');
          createReadStream('build/dev/player.js').pipe(response);
        }, next);
      });
      vite.middlewares.use('/together.js', (_request, response, next) => {
        buildTogether('build/dev/together.js').then(() => {
          response.setHeader('content-type', 'text/javascript');
          createReadStream('build/dev/together.js').pipe(response);
        }, next);
      });
      // Before Vite's own: it would answer any path with the app.
      vite.middlewares.use((request, response, next) => {
        perigee.handleRequest(request, response).then((done) => {
          if (!done) next();
        }, next);
      });
      // Vite's own upgrade handler only looks at its own sockets and leaves all others alone.
      vite.httpServer.on(
        'upgrade',
        (request, stream, head) => void perigee.handleUpgrade(request, stream, head as Buffer),
      );
    },
  };
}

async function open(vite: ViteDevServer, settings: string): Promise<Perigee> {
  type Serve = typeof import('../src/lib/server/serve.ts');
  const { openPerigee } = (await vite.ssrLoadModule('/src/lib/server/serve.ts')) as Serve;
  return openPerigee(JSON.parse(settings) as ServerSettings, null, resolve('static/samples'));
}
