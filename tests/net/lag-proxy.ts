import { connect, createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { TcpDelays, type NetworkWeather } from './tcp-delays.ts';

/** A bad network in front of a server: clients that connect to `port` come out at the server later, and unevenly. */
export interface LagProxy {
  port: number;
  /** From now on, for connections that are open too. */
  weather: NetworkWeather;
  /** Cuts all connections, and refuses new ones for some milliseconds. */
  cut(milliseconds: number): void;
  close(): Promise<void>;
}

/** @param target a port on this machine @param random as `Math.random`, seeded for a run that can be had again */
export async function lagProxy(
  target: number,
  weather: NetworkWeather,
  random: () => number,
): Promise<LagProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let cutUntil = 0;
  const proxy = { weather: { ...weather } };

  const pass = (from: Socket, to: Socket) => {
    const delays = new TcpDelays(() => proxy.weather, random);
    // Timers of one moment may end in any order: each lets out whatever came first.
    const waiting: (() => void)[] = [];
    const later = (bytes: number, then: () => void) => {
      waiting.push(then);
      const now = performance.now();
      setTimeout(() => waiting.shift()!(), delays.arrival(now, bytes) - now);
    };
    from.on('data', (data) => later(data.length, () => to.writable && to.write(data)));
    from.on('end', () => later(0, () => to.end()));
    from.on('error', () => {});
    from.on('close', () => later(0, () => to.destroy()));
  };

  const server = createServer((client) => {
    if (performance.now() < cutUntil) return client.destroy();
    const upstream = connect({ port: target, host: '127.0.0.1' });
    for (const socket of [client, upstream]) socket.setNoDelay(true);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    client.once('close', () => pairs.delete(pair));
    pass(client, upstream);
    pass(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(proxy, {
    port: (server.address() as { port: number }).port,
    cut(milliseconds: number) {
      cutUntil = performance.now() + milliseconds;
      for (const pair of pairs) for (const socket of pair) socket.destroy();
    },
    async close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  });
}
