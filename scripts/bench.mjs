/** Runs bench/run.ts through Vite's module runner, so that the benchmarks import the sources as they are. */
import { createServer } from 'vite';
import { findBrowser } from './find-browser.mjs';

process.env.PERIGEE_BENCH = process.argv.slice(2).join(' ');
process.env.PERIGEE_CHROMIUM ??= await findBrowser();
const server = await createServer({
  configFile: false,
  logLevel: 'warn',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, hmr: false, watch: null },
});
try {
  await server.ssrLoadModule('/bench/run.ts');
} finally {
  await server.close();
}
