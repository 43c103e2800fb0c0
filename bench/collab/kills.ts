/** How much of what a server has acknowledged is gone after it was killed. */
import { mkdir } from 'node:fs/promises';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebSocket } from 'ws';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { encodeBarrier, MessageType } from '../../src/lib/net/wire.ts';
import { connect, pause } from './people.ts';
import { newRoom, start, stop } from './sides.ts';

/** What differs between the servers: frames of Hocuspocus begin with the name of their document, and it acknowledges each update. */
interface Speech {
  room: string;
  /** Its own kind of "this was taken", after what all frames begin with. */
  acknowledged: number;
  sync(write: (encoder: encoding.Encoder) => void): Uint8Array;
  /** @returns the kind of message; the decoder is behind it */
  read(decoder: decoding.Decoder): number;
  hello(socket: WebSocket): void;
  /** Asks for an acknowledgement where it does not come by itself. */
  ask(socket: WebSocket, number: number): void;
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const ours = (room: string): Speech => ({
  room,
  acknowledged: MessageType.barrier,
  sync: (write) =>
    frame((encoder) => {
      encoding.writeVarUint(encoder, MessageType.sync);
      write(encoder);
    }),
  read: decoding.readVarUint,
  hello() {},
  ask: (socket, number) => socket.send(encodeBarrier(number)),
});

/** As its provider speaks: message types 2 (who are you) and 8 (taken). */
const hocuspocus = (room: string): Speech => {
  const name = 'bench';
  const typed = (type: number, write: (encoder: encoding.Encoder) => void) =>
    frame((encoder) => {
      encoding.writeVarString(encoder, name);
      encoding.writeVarUint(encoder, type);
      write(encoder);
    });
  return {
    room,
    acknowledged: 8,
    sync: (write) => typed(0, write),
    read(decoder) {
      decoding.readVarString(decoder);
      return decoding.readVarUint(decoder);
    },
    hello: (socket) =>
      socket.send(
        typed(2, (encoder) => {
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarString(encoder, '');
        }),
      ),
    ask() {},
  };
};

/** Somebody who writes as fast as it is acknowledged, or only reads. */
class Client {
  readonly doc = new Y.Doc();
  readonly acknowledged: string[] = [];
  synced = false;
  readonly #sent: string[] = [];

  private constructor(
    private readonly socket: WebSocket,
    private readonly speech: Speech,
  ) {
    socket.on('message', (data) => this.#hear(data as Buffer));
    socket.on('error', () => {});
    speech.hello(socket);
    socket.send(speech.sync((encoder) => writeSyncStep1(encoder, this.doc)));
  }

  static async open(speech: Speech): Promise<Client> {
    const client = new Client(await connect(speech.room), speech);
    while (!client.synced) await pause(2);
    return client;
  }

  write(key: string): void {
    const before = Y.encodeStateVector(this.doc);
    this.doc.getMap('notes').set(key, true);
    const update = Y.encodeStateAsUpdate(this.doc, before);
    this.#sent.push(key);
    this.socket.send(this.speech.sync((encoder) => writeUpdate(encoder, update)));
    this.speech.ask(this.socket, this.#sent.length);
  }

  close(): void {
    this.socket.terminate();
  }

  #hear(data: Buffer): void {
    const decoder = decoding.createDecoder(data);
    const type = this.speech.read(decoder);
    // In the order in which they were sent.
    if (type === this.speech.acknowledged && this.acknowledged.length < this.#sent.length)
      this.acknowledged.push(this.#sent[this.acknowledged.length]!);
    // Type 4 is Hocuspocus' answer to a question.
    if (type !== MessageType.sync && type !== 4) return;
    const encoder = encoding.createEncoder();
    const kind = readSyncMessage(decoder, encoder, this.doc, 'network');
    if (kind === 1) this.synced = true;
  }
}

/**
 * Writes for a while, kills the server, starts it again and looks for what it had acknowledged.
 * @returns how many edits were acknowledged in all kills, and how many of those are gone
 */
export async function lostInKills(
  kind: 'perigee' | 'hocuspocus',
  folder: string,
  kills: number,
): Promise<{ acknowledged: number; lost: number }> {
  await mkdir(folder, { recursive: true });
  let [acknowledged, lost] = [0, 0];
  let project: string | null = null;
  for (let kill = 0; kill < kills; kill++) {
    let side = await start(kind, folder);
    const speech = () => (kind === 'hocuspocus' ? hocuspocus(side.sync) : ours(`${side.sync}/${project}`));
    if (kind === 'perigee') project ??= new URL(await newRoom(side)).pathname.split('/').at(-1)!;
    const writer = await Client.open(speech());
    for (let edit = 0; edit < 200; edit++) {
      writer.write(`${kill}-${edit}`);
      await pause(5);
    }
    await stop(side);
    writer.close();
    side = await start(kind, folder);
    const reader = await Client.open(speech());
    const found = reader.doc.getMap('notes');
    acknowledged += writer.acknowledged.length;
    lost += writer.acknowledged.filter((key) => !found.has(key)).length;
    reader.close();
    await stop(side);
  }
  return { acknowledged, lost };
}
