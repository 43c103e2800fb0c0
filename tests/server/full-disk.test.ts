/** A disk that is really full: a small one of memory where this process may mount one, else files that may not grow any more. */
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { encodeBarrier, MessageType, readBarrier, readNotice } from '../../src/lib/net/wire.ts';
import { makeProject, startProcess } from './server-process.ts';
import { stockClient, synced, until } from './test-server.ts';

interface SmallDisk {
  folder: string;
  /** Nothing more can be written by this process. */
  fill(pid: number): void;
  free(pid: number): void;
  /** Small files cannot be written either. */
  strict: boolean;
}

const run = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

function mounted(folder: string): SmallDisk | null {
  if (!run('mount', '-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', folder)) return null;
  onTestFinished(() => void run('umount', '--lazy', folder));
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, new Uint8Array(bavail * bsize));
    },
    free: () => rmSync(filler),
    strict: true,
  };
}

/** Files may not become longer than a page, which is less than what they have. */
function limited(folder: string): SmallDisk | null {
  if (!run('prlimit', '--version')) return null;
  const limit = (pid: number, bytes: string) => run('prlimit', '--pid', String(pid), `--fsize=${bytes}:`);
  return { folder, fill: (pid) => limit(pid, '4096'), free: (pid) => limit(pid, 'unlimited'), strict: false };
}

it('acknowledges nothing while the disk is full, says so, and goes on when there is room again', async ({
  skip,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'perigee-full-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const disk = mounted(folder) ?? limited(folder);
  if (!disk) return skip('there is neither the right to mount a small disk, nor prlimit to keep files short');

  const { child, url, sync } = await startProcess(join(folder, 'data'));
  const project = await makeProject(url, 'Full');
  const ann = await synced(stockClient(sync, project));
  const answered = new Set<number>();
  const notices: (string | null)[] = [];
  ann.messageHandlers[MessageType.barrier] = (_, decoder) => void answered.add(readBarrier(decoder));
  ann.messageHandlers[MessageType.notice] = (_, decoder) => void notices.push(readNotice(decoder).readOnly);
  const write = (number: number, text: string) => {
    ann.doc.getMap('notes').set(`note ${number}`, text);
    ann.ws!.send(encodeBarrier(number));
  };
  write(1, 'there is room');
  await until(() => answered.has(1));

  disk.fill(child.pid!);
  const large = randomBytes(100_000).toString('hex');
  write(2, large);
  await until(() => notices.at(-1) === 'the server cannot write to its disk');
  write(3, 'ignored for now');
  const health = await fetch(`${url}/healthz`);
  expect([health.status, ((await health.json()) as { status: string }).status]).toEqual([503, 'failing']);
  const file = randomBytes(300_000);
  const asset = `${url}/api/projects/${project}/assets/${createHash('sha256').update(file).digest('hex')}`;
  const put = () => fetch(asset, { method: 'PUT', body: file });
  expect((await put()).status).toBeGreaterThanOrEqual(500);
  expect((await fetch(asset)).status).toBe(404);
  if (disk.strict) await expect(makeProject(url, 'One more')).rejects.toThrow();
  expect([...answered]).toEqual([1]);

  disk.free(child.pid!);
  await until(() => notices.at(-1) === null);
  // What was ignored has been asked for and sent before that was said.
  write(4, 'again');
  await until(() => answered.has(4));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await put()).ok).toBe(true);

  child.kill('SIGKILL');
  await once(child, 'exit');
  ann.destroy();
  const again = await startProcess(join(folder, 'data'));
  const reader = await synced(stockClient(again.sync, project));
  expect(reader.doc.getMap('notes').toJSON()).toEqual({
    'note 1': 'there is room',
    'note 2': large,
    'note 3': 'ignored for now',
    'note 4': 'again',
  });
  const listed = (await (await fetch(`${again.url}/api/projects`)).json()) as {
    projects: { name: string }[];
  };
  expect(listed.projects.map(({ name }) => name)).toEqual(['Full']);
});
