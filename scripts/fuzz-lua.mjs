/** Runs tests/fuzz/lua-fuzz.ts through Vite's module runner, so that it imports the sources as they are. */
import { createServer } from 'vite';

process.env.PERIGEE_FUZZ_ARGS = process.argv.slice(2).join(' ');
const server = await createServer({
  configFile: false,
  logLevel: 'warn',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, hmr: false, watch: null },
});
try {
  await server.ssrLoadModule('/tests/fuzz/lua-fuzz.ts');
} finally {
  await server.close();
}
