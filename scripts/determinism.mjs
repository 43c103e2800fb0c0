/** Runs tests/determinism/main.ts through Vite's module runner, so that it imports the sources as they are. */
import { createServer } from 'vite';
import { findBrowser } from './find-browser.mjs';

process.env.PERIGEE_DETERMINISM_ARGS = process.argv.slice(2).join(' ');
process.env.PERIGEE_CHROMIUM ??= await findBrowser();
const server = await createServer({
  configFile: false,
  logLevel: 'warn',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, hmr: false, watch: null },
});
try {
  await server.ssrLoadModule('/tests/determinism/main.ts');
} finally {
  await server.close();
}
