// npm run dev: Vite with hot module reload and Perigee's own server, in one process.
// Changes of the app and its workers show at once; changes of the server's own code need a new start.
// Settings: --port, --host, --data, or PORT, HOST, PERIGEE_DATA.
import { createServer } from 'vite';
import { ensureBuilt, root } from './build-state.mjs';

process.chdir(root);
ensureBuilt('node');
const { readSettings } = await import('../build/server/settings.js');

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  process.env.PERIGEE_DEV = JSON.stringify(settings);
  const vite = await createServer({
    server: { port: settings.port, host: settings.host, strictPort: true, allowedHosts: settings.hosts },
  });
  await vite.listen();
  console.log(
    `Perigee is ready for development: ${vite.resolvedUrls?.local[0] ?? vite.resolvedUrls?.network[0]}`,
  );
  const stop = async () => {
    const perigee = await globalThis[Symbol.for('perigee')];
    await perigee?.close();
    await vite.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
