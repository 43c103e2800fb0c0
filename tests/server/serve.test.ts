import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { USUAL_LIMITS } from '../../src/lib/server/limits.ts';
import { serve, type Serving } from '../../src/lib/server/serve.ts';
import { readSettings, SETTINGS, type ServerSettings } from '../../src/lib/server/settings.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'perigee-serve-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A stand-in for the built app. */
async function app(): Promise<string> {
  const path = await folder();
  await mkdir(join(path, '_app/immutable'), { recursive: true });
  await writeFile(join(path, 'index.html'), '<title>app</title>');
  await writeFile(join(path, '_app/immutable/start.abc.js'), 'export {}');
  await mkdir(join(path, '_app/immutable/workers'));
  await writeFile(join(path, '_app/immutable/workers/game.worker-abc.js'), '');
  await writeFile(join(path, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  return path;
}

async function start(settings: Partial<ServerSettings> = {}): Promise<Serving> {
  const complete = {
    ...readSettings([], {}),
    port: 0,
    dataDir: join(await folder(), 'data'),
    ...settings,
  };
  const serving = await serve(complete, await app());
  onTestFinished(() => serving.close());
  return serving;
}

it('reads flags before the environment before defaults', () => {
  expect(readSettings([], {})).toMatchObject({
    port: 3000,
    host: 'localhost',
    dataDir: 'data',
    hosts: [],
    password: '',
    metrics: 'local',
    limits: USUAL_LIMITS,
  });
  const env = {
    PORT: '4000',
    HOST: '0.0.0.0',
    PERIGEE_DATA: '/srv/p',
    PERIGEE_HOSTS: 'a.example, b.example',
  };
  expect(readSettings([], env)).toMatchObject({
    port: 4000,
    host: '0.0.0.0',
    dataDir: '/srv/p',
    hosts: ['a.example', 'b.example'],
  });
  expect(readSettings(['--port', '5000', '--host', '::1', '--data=d'], env)).toMatchObject({
    port: 5000,
    host: '::1',
    dataDir: 'd',
  });
});

it.each([
  [['--port', 'many'], 'not "many"'],
  [['--port', '70000'], '0 to 65535'],
  [['--config', '/nowhere/at/all.json'], 'cannot be read'],
  [['--prot', '1'], 'Known are --port, --host, --data and --config'],
])('refuses %j', (args, message) => {
  expect(() => readSettings(args, {})).toThrow(message);
});

it('reads a file of settings below the environment, and documents every setting', async () => {
  const path = join(await folder(), 'perigee.json');
  await writeFile(path, JSON.stringify({ port: 4100, host: '0.0.0.0', hosts: ['a', 'b'], maxFrame: 0.5 }));
  const settings = readSettings([], { PERIGEE_CONFIG: path, PORT: '4200', PERIGEE_MAX_MESSAGES: '7' });
  expect(settings).toMatchObject({ port: 4200, host: '0.0.0.0', hosts: ['a', 'b'] });
  expect(settings.limits).toMatchObject({ frameBytes: 512 * 1024, framesPerSecond: 7 });
  await writeFile(path, '{"prot":1}');
  expect(() => readSettings(['--config', path], {})).toThrow('"prot", which is unknown');
  const guide = await readFile('docs/operate.md', 'utf8');
  for (const { name, env, standard } of SETTINGS)
    expect(guide).toMatch(
      new RegExp(`\\| \`${name}\` +\\| \`${env}\` +\\| ${standard && `\`${standard}\``} *\\|`),
    );
});

it('answers under both addresses of this machine', async () => {
  const { port, url } = await start();
  expect(url).toBe(`http://localhost:${port}`);
  const hasIPv6 = Object.values(networkInterfaces())
    .flat()
    .some((address) => address?.address === '::1');
  for (const host of ['127.0.0.1', ...(hasIPv6 ? ['[::1]'] : [])]) {
    expect((await fetch(`http://${host}:${port}/healthz`)).ok, host).toBe(true);
  }
});

it('serves the app at every path of its own, and never stale', async () => {
  const { url } = await start();
  for (const path of ['/', '/p/abcdefghijklmnopqrstu']) {
    const answer = await fetch(url + path);
    expect(await answer.text()).toContain('<title>app');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('content-security-policy')).toContain('frame-ancestors');
  }
  const script = await fetch(`${url}/_app/immutable/start.abc.js`);
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect((await fetch(`${url}/_app/immutable/gone.js`)).status).toBe(404);
  const worker = await fetch(`${url}/_app/immutable/workers/game.worker-abc.js`);
  expect(worker.headers.get('content-security-policy')).toBe("default-src 'none'");
  expect((await fetch(`${url}/..%2f..%2fetc/passwd.txt`)).status).toBe(404);
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
});

it('names the port that is taken and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow(`Port ${port} is in use by another program.`);
});

it('names the data directory that is in use or unusable', async () => {
  const dataDir = await folder();
  await start({ dataDir });
  await expect(start({ dataDir })).rejects.toThrow(`${dataDir} is in use by another Perigee`);
  const file = join(await folder(), 'file');
  await writeFile(file, '');
  await expect(start({ dataDir: file })).rejects.toThrow(`${file} cannot be used`);
});

it('keeps projects from one start to the next', async () => {
  const dataDir = await folder();
  const first = await start({ dataDir });
  const created = await fetch(`${first.url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"name":"Lasting"}',
  });
  const { id } = (await created.json()) as { id: string };
  await first.close();
  const second = await start({ dataDir });
  const list = await (await fetch(`${second.url}/api/projects`)).json();
  expect(list).toMatchObject({ projects: [{ id, name: 'Lasting' }] });
});
