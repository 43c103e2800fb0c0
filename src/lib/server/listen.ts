import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { IncomingMessage } from 'node:http';

/** One or two HTTP servers behind one address. */
export interface Listening {
  /** What to open in a browser. */
  url: string;
  port: number;
  /** Stops accepting and ends what is idle; resolves when nothing is connected any more. */
  close(): Promise<void>;
}

export interface ListenOptions {
  /** 0 for any free port. */
  port: number;
  /** `localhost` listens on both loopback addresses, as browsers try either. */
  host: string;
  onRequest: RequestListener;
  onUpgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void;
}

/** Listens. @throws with `code` `EADDRINUSE` when the port is taken */
export async function listen({ port, host, onRequest, onUpgrade }: ListenOptions): Promise<Listening> {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const open = async (address: string, at: number): Promise<number> => {
    const server = createServer(onRequest);
    server.on('upgrade', onUpgrade);
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    server.listen(at, address);
    await once(server, 'listening');
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };

  const close = async (): Promise<void> => {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const server of servers) server.closeIdleConnections();
    // A client that does not let go must not keep the process from ending.
    const end = setTimeout(() => sockets.forEach((socket) => socket.destroy()), 1000);
    await Promise.all(closed);
    clearTimeout(end);
  };

  if (host !== 'localhost') {
    const chosen = await open(host, port);
    return { url: `http://${nameFor(host)}:${chosen}`, port: chosen, close };
  }
  const chosen = await open('127.0.0.1', port);
  try {
    await open('::1', chosen);
  } catch (error) {
    // A machine without IPv6 has no ::1, which is fine; another program on it would answer in our place, which is not.
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      await close();
      throw error;
    }
  }
  return { url: `http://localhost:${chosen}`, port: chosen, close };
}

function nameFor(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
