import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { isUpdate } from './people.ts';

/**
 * Somebody who only watches, with as little work as can be: hundreds of them share the machine with the server that is measured. Reads
 * whole frames without masks, as servers send them.
 */
export class Observer {
  #rest: Buffer = Buffer.alloc(0);

  private constructor(
    private readonly socket: Socket,
    onUpdate: () => void,
  ) {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
      for (;;) {
        const size = frameSize(bytes);
        if (size === 0 || bytes.length < size.all) break;
        if (isUpdate(bytes.subarray(size.head))) onUpdate();
        bytes = bytes.subarray(size.all);
      }
      this.#rest = bytes;
    });
  }

  static async open(url: string, onUpdate: () => void): Promise<Observer> {
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    const [first] = (await once(socket, 'data')) as [Buffer];
    const end = first.indexOf('\r\n\r\n');
    if (!first.toString('latin1').startsWith('HTTP/1.1 101') || end < 0) throw new Error('no WebSocket');
    socket.pause();
    socket.unshift(first.subarray(end + 4));
    const observer = new Observer(socket, onUpdate);
    socket.resume();
    return observer;
  }

  close(): void {
    this.socket.destroy();
  }
}

function frameSize(bytes: Buffer): 0 | { head: number; all: number } {
  if (bytes.length < 10) {
    if (bytes.length < 2 || bytes[1]! > 125) return 0;
  }
  const short = bytes[1]!;
  if (short < 126) return { head: 2, all: 2 + short };
  if (short === 126) return { head: 4, all: 4 + bytes.readUInt16BE(2) };
  return { head: 10, all: 10 + Number(bytes.readBigUInt64BE(2)) };
}
