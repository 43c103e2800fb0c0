/**
 * A server for the benchmarks of collaboration, in a process of its own: `perigee DATA`, or one to compare it with: `relay`, which
 * only passes frames on, `y-websocket`, and `hocuspocus DATA`, which stores each document in a file. Told anything, it says what it has used.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';

const [kind, dataDir] = process.argv.slice(2);
process.on('message', (what) => {
  if (what === 'cpu') {
    const { user, system } = process.cpuUsage();
    return process.send(user + system);
  }
  // Twice: what is let go of by finalizers is collected by the second.
  for (let i = 0; i < 2; i++) global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  process.send(heapUsed + external);
});
// The parent may have been ended without a word.
process.on('disconnect', () => process.exit());

async function listening(server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send({ sync: `ws://127.0.0.1:${server.address().port}` });
}

const kinds = {
  async relay() {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) =>
      socket.on('message', (data) => {
        for (const other of sockets.clients) if (other !== socket) other.send(data);
      }),
    );
    await listening(server);
  },

  async 'y-websocket'() {
    const { setupWSConnection } = await import('@y/websocket-server/utils');
    const server = createServer();
    new WebSocketServer({ server }).on('connection', setupWSConnection);
    await listening(server);
  },

  async hocuspocus() {
    const { Server } = await import('@hocuspocus/server');
    const { Database } = await import('@hocuspocus/extension-database');
    const pathOf = (name) => join(dataDir, encodeURIComponent(name));
    const store = async ({ documentName, state }) => {
      const part = `${pathOf(documentName)}.part`;
      const file = await open(part, 'w');
      await file.write(state);
      await file.datasync();
      await file.close();
      await rename(part, pathOf(documentName));
    };
    const fetch = ({ documentName }) => readFile(pathOf(documentName)).catch(() => null);
    const server = new Server({
      port: 0,
      address: '127.0.0.1',
      quiet: true,
      stopOnSignals: false,
      extensions: [new Database({ fetch, store })],
    });
    await server.listen();
    process.send({ sync: `ws://127.0.0.1:${server.address.port}` });
  },

  async perigee() {
    const bundle = new URL('../build/server/cli.js', import.meta.url);
    if (!existsSync(bundle)) throw new Error('The server is not built yet: npm run build');
    const { main } = await import(bundle);
    const log = console.log;
    console.log = (line) => {
      const ready = /ready: (\S+)/.exec(line);
      if (ready) process.send({ sync: `${ready[1].replace('http', 'ws')}/sync` });
      else log(line);
    };
    process.exitCode = await main(['serve', '--port', '0', '--data', dataDir]);
  },
};

await kinds[kind]();
