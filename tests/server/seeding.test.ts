import { zipSync } from 'fflate';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sha256Hex } from '../../src/lib/base/sha256.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { blankEntity, blankProject } from '../../src/lib/schema/blank.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { startServer, stockClient, synced, type TestServer } from './test-server.ts';

const bytes = new TextEncoder().encode('wind');
const sha256 = sha256Hex(bytes);

function example(): ProjectData {
  const project = blankProject('Cave');
  const [sceneId, scene] = Object.entries(project.scenes)[0]!;
  const hero = blankEntity({
    name: 'Hero',
    layer: Object.keys(scene.layers)[0]!,
    components: { Transform: { position: [3, 4] } },
  });
  return {
    ...project,
    scenes: { [sceneId]: { ...scene, entities: { hero } } },
    scripts: { 'behavior/hero.lua': 'return {}\n' },
    assets: { wind: { name: 'wind.txt', kind: 'data', sha256, size: bytes.length, meta: {} } },
  };
}

const folderOf = (project: ProjectData) => writeFolder(project, () => bytes);

async function expectProject(server: TestServer, id: string, project: ProjectData): Promise<void> {
  const client = await synced(stockClient(server.sync, id));
  expect(readProject(client.doc)).toEqual(project);
  const list = (await (await fetch(`${server.url}/api/projects`)).json()) as { projects: { name: string }[] };
  expect(list.projects.map((entry) => entry.name)).toContain(project.name);
}

it('writes a new project once: two people who open it at once see one scene', async () => {
  const server = await startServer();
  const id = await server.newProject();
  const [ann, ben] = await Promise.all([1, 2].map(() => synced(stockClient(server.sync, id))));
  expect(Object.keys(readProject(ann!.doc).scenes)).toHaveLength(1);
  expect(readProject(ann!.doc)).toEqual(readProject(ben!.doc));
});

it('makes no project from a zip with a picture that the page would not take', async () => {
  const server = await startServer();
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');
  const entries = [...folderOf(example())].map(([path, file]) => [
    path,
    path.startsWith('assets/') ? svg : file,
  ]);
  const zip = zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>);
  const answer = await fetch(`${server.url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: new Blob([zip as Uint8Array<ArrayBuffer>]),
  });
  expect(answer.status).toBe(415);
  expect(await server.log.list()).toEqual([]);
});

it('makes a project from the zip of its folder, assets included', async () => {
  const server = await startServer();
  const project = example();
  const zip = zipSync(
    Object.fromEntries([...folderOf(project)].map(([path, file]) => [`cave/${path}`, file])),
  );
  const answer = await fetch(`${server.url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: new Blob([zip as Uint8Array<ArrayBuffer>]),
  });
  const { id } = (await answer.json()) as { id: string };
  await expectProject(server, id, project);
  const asset = await fetch(`${server.url}/api/projects/${id}/assets/${sha256}`);
  expect(new Uint8Array(await asset.arrayBuffer())).toEqual(bytes);
});

it('makes a project of its own each time from a sample', async () => {
  const samplesDir = await mkdtemp(join(tmpdir(), 'perigee-samples-'));
  onTestFinished(() => rm(samplesDir, { recursive: true }));
  const project = example();
  const folder = folderOf(project);
  for (const [path, file] of folder) {
    await mkdir(dirname(join(samplesDir, 'cave', path)), { recursive: true });
    await writeFile(join(samplesDir, 'cave', path), file);
  }
  await writeFile(join(samplesDir, 'cave/index.json'), JSON.stringify({ files: [...folder.keys()] }));

  const server = await startServer({ samplesDir });
  const create = async () => {
    const answer = await fetch(`${server.url}/api/projects`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"sample":"cave"}',
    });
    return ((await answer.json()) as { id: string }).id;
  };
  const [first, second] = [await create(), await create()];
  expect(first).not.toBe(second);
  await expectProject(server, first, project);
});

it('says what is wrong with a zip and stores nothing', async () => {
  const server = await startServer();
  const post = async (body: BlobPart) => {
    const answer = await fetch(`${server.url}/api/projects`, {
      method: 'POST',
      headers: { 'content-type': 'application/zip' },
      body: new Blob([body]),
    });
    return { status: answer.status, ...((await answer.json()) as { error: string }) };
  };
  expect(await post('no zip at all')).toMatchObject({ status: 400 });
  const empty = await post(zipSync({ 'readme.txt': bytes }) as Uint8Array<ArrayBuffer>);
  expect(empty).toMatchObject({ status: 400, error: expect.stringContaining('project.yaml') });
  expect(await server.log.list()).toEqual([]);
});
