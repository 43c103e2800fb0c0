import { createServer } from 'vite';

/** Runs a module of the project through Vite's module runner, so that it imports the sources as they are. @param path from the root, with a slash */
export async function runSource(path) {
  const server = await createServer({
    configFile: false,
    logLevel: 'warn',
    appType: 'custom',
    server: { middlewareMode: true, ws: false, hmr: false, watch: null },
  });
  try {
    await server.ssrLoadModule(path);
  } finally {
    await server.close();
  }
}
