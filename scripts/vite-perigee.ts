import { resolve } from 'node:path';
import type { Plugin } from 'vite';

/** The development server's own settings, as `npm run dev` hands them over. */
interface DevSettings {
  dataDir: string;
  host: string;
  port: number;
  hosts: string[];
}

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
      const { openPerigee } = (await vite.ssrLoadModule(
        '/src/lib/server/serve.ts',
      )) as typeof import('../src/lib/server/serve.ts');
      const perigee = await openPerigee(JSON.parse(settings) as DevSettings, null, resolve('static/samples'));

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

      const close = vite.close.bind(vite);
      vite.close = async () => {
        await perigee.close();
        await close();
      };
    },
  };
}
