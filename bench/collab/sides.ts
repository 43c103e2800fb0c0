/** Servers in processes of their own, ours and those it is compared with. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type Kind = 'perigee' | 'relay' | 'y-websocket' | 'hocuspocus';

/** One of them. */
export interface Side {
  child: ChildProcess;
  /** Where its sockets are, without a room. */
  sync: string;
}

/** Starts `scripts/collab-server.mjs`. */
export async function start(kind: Kind, dataDir: string): Promise<Side> {
  const path = fileURLToPath(new URL('../../scripts/collab-server.mjs', import.meta.url));
  const child = fork(path, [kind, dataDir], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--expose-gc'],
  });
  const sync = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { sync: string }).sync));
    child.once('exit', (code) => reject(new Error(`the ${kind} ended with ${code}`)));
  });
  return { child, sync };
}

/**
 * What a server has used: time of the processor in microseconds, or memory in bytes after a collection, JavaScript's own and what
 * it holds outside of its heap.
 */
export const usedBy = ({ child }: Side, what: 'cpu' | 'memory'): Promise<number> =>
  new Promise((resolve) => {
    child.once('message', (message) => resolve(message as number));
    child.send(what);
  });

export async function stop({ child }: Side, signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** A new project of ours. @returns the address of its socket */
export async function newRoom({ sync }: Side): Promise<string> {
  const url = sync.replace('ws', 'http').replace('/sync', '/api/projects');
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: '{"name":"Bench"}' });
  return `${sync}/${((await answer.json()) as { id: string }).id}`;
}

/** So many, sixteen at a time. */
export async function newRooms(side: Side, count: number): Promise<string[]> {
  const rooms: string[] = [];
  while (rooms.length < count)
    rooms.push(...(await Promise.all(Array.from({ length: 16 }, () => newRoom(side)))));
  return rooms.slice(0, count);
}
