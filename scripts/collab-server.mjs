/** A server for the benchmark of collaboration, in a process of its own: `perigee DATA`, or `relay`, which only passes frames on. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { existsSync } from 'node:fs';
import { WebSocketServer } from 'ws';

const [kind, dataDir] = process.argv.slice(2);
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ cpu: user + system });
});
// The parent may have been ended without a word.
process.on('disconnect', () => process.exit());

if (kind === 'relay') {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) =>
    socket.on('message', (data) => {
      for (const other of sockets.clients) if (other !== socket) other.send(data);
    }),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send({ sync: `ws://127.0.0.1:${server.address().port}` });
} else {
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
}
