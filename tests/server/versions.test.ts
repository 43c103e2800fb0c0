import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as Y from 'yjs';
import { createEntity, setFields } from '../../src/lib/document/edit.ts';
import { putScript } from '../../src/lib/document/edit-project.ts';
import { layout } from '../../src/lib/document/layout.ts';
import { userOrigin } from '../../src/lib/document/origin.ts';
import type { VersionInfo } from '../../src/lib/net/versions.ts';
import { LevelUpdateLog } from '../../src/lib/server/level-update-log.ts';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';
import { surplusVersions } from '../../src/lib/server/thin-versions.ts';
import { unpackVersion, Versions } from '../../src/lib/server/versions.ts';
import { blankEntity } from '../../src/lib/schema/blank.ts';
import { startServer, stockClient, synced, until, type TestServer } from './test-server.ts';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const documentOf = (note: string): Buffer<ArrayBuffer> => {
  const doc = new Y.Doc();
  doc.getText('note').insert(0, note);
  return Buffer.from(Y.encodeStateAsUpdateV2(doc));
};

const noteIn = (bytes: Uint8Array): string => {
  const doc = new Y.Doc();
  Y.applyUpdateV2(doc, bytes);
  return doc.getText('note').toString();
};

const info = (more: Partial<VersionInfo>): VersionInfo => ({
  ...{ id: 'a', kind: 'automatic', name: '', at: 0, by: [], touched: {}, size: 100 },
  ...more,
});

describe('thinning', () => {
  const now = 2000 * DAY;
  const some = fc
    .array(
      fc.record({
        age: fc.oneof(fc.integer({ min: 0, max: 2 * DAY }), fc.integer({ min: 0, max: 1500 * DAY })),
        named: fc.boolean(),
        size: fc.integer({ min: 1, max: 8 * 1024 * 1024 }),
      }),
      { maxLength: 120 },
    )
    .map((list) =>
      list.map(({ age, named, size }, at) =>
        info({ id: String(at), at: now - age, kind: named ? 'named' : 'automatic', size }),
      ),
    );

  it('keeps all that were named, the newest, and all of the last day while they are few', () => {
    fc.assert(
      fc.property(some, (versions) => {
        const gone = surplusVersions(versions, now);
        const small = versions.map((version) => ({ ...version, size: 1 }));
        const goneOfSmall = surplusVersions(small, now);
        const newest = versions.filter(({ kind }) => kind !== 'named').sort((a, b) => b.at - a.at)[0];
        if (newest) expect(gone.has(newest.id)).toBe(false);
        for (const { id, kind, at } of versions) {
          if (kind === 'named') expect(gone.has(id)).toBe(false);
          if (now - at < DAY) expect(goneOfSmall.has(id)).toBe(false);
        }
      }),
    );
  });

  it('leaves one for each day of a month, and so on, and nothing more when it is asked again', () => {
    fc.assert(
      fc.property(some, (versions) => {
        const left = versions.filter(({ id }) => !surplusVersions(versions, now).has(id));
        expect(surplusVersions(left, now).size).toBe(0);
        const old = left.filter(({ kind, at }) => kind !== 'named' && now - at >= DAY);
        const days = old.filter(({ at }) => now - at < 30 * DAY).map(({ at }) => Math.floor(at / DAY));
        expect(new Set(days).size).toBe(days.length);
        expect(old.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(265 * 1024 * 1024);
      }),
    );
  });

  it('is bounded however often somebody imports', () => {
    const many = Array.from({ length: 900 }, (_, at) =>
      info({ id: String(at), at: now - at, kind: 'import' }),
    );
    expect(many.length - surplusVersions(many, now).size).toBe(300);
  });
});

describe('Versions', () => {
  it('keeps them beyond the process, apart from each other and from the document', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'perigee-versions-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    let log = await LevelUpdateLog.open(directory);
    const add = (versions: Versions, id: string, at: number, note: string) =>
      versions.add('p', { ...info({ id, at, name: id, kind: 'named' }) }, documentOf(note));
    await Promise.all(['a', 'b', 'c'].map((id, at) => add(new Versions(log), id, at, id.repeat(9))));
    await log.close();
    log = await LevelUpdateLog.open(directory);
    onTestFinished(() => log.close());
    const versions = new Versions(log);
    // One object at a time may write; it lets its own writes wait for each other.
    await Promise.all(['d', 'e', 'f'].map((id, at) => add(versions, id, 10 + at, id)));
    const ids = (await versions.list('p')).map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['f', 'e', 'd']);
    expect(noteIn(await unpackVersion((await versions.bytesOf('p', 'e'))!))).toBe('e');
    expect(await versions.list('q')).toEqual([]);
    expect(await log.load('p')).toEqual([]);
    await versions.deleteProject('p');
    expect(await versions.list('p')).toEqual([]);
    expect(await versions.bytesOf('p', 'e')).toBeNull();
  });

  it('takes the bytes of those away that are thinned out', async () => {
    const log = new MemoryUpdateLog();
    let now = 0;
    const versions = new Versions(log, () => now);
    for (let hour = 0; hour < 48; hour++) {
      now = hour * HOUR;
      await versions.add('p', info({ id: `h${hour}`, at: now }), documentOf(String(hour)));
    }
    const left = await versions.list('p');
    expect(left.map(({ id }) => id).slice(-3)).toEqual(['h25', 'h24', 'h23']);
    expect(await versions.bytesOf('p', 'h3')).toBeNull();
    expect(await versions.bytesOf('p', 'h23')).not.toBeNull();
  });

  it('has nothing of one that could not be written', async () => {
    const log = new MemoryUpdateLog();
    const versions = new Versions(log);
    log.failure = new Error('no space left on device');
    await expect(versions.add('p', info({ id: 'a' }), documentOf('a'))).rejects.toThrow('no space');
    log.failure = null;
    expect(await versions.list('p')).toEqual([]);
    await versions.add('p', info({ id: 'b' }), documentOf('b'));
    expect(await versions.list('p')).toHaveLength(1);
  });
});

describe('the HTTP API', () => {
  const list = async (server: TestServer, project: string): Promise<VersionInfo[]> =>
    (
      (await (await fetch(`${server.url}/api/projects/${project}/versions`)).json()) as {
        versions: VersionInfo[];
      }
    ).versions;

  it('keeps, lists, gives, names and deletes versions', async () => {
    const server = await startServer();
    const project = await server.newProject();
    const at = (id: string) => `${server.url}/api/projects/${project}/versions/${id}`;
    const put = (id: string, query: string, body: Buffer<ArrayBuffer>) =>
      fetch(`${at(id)}?${query}`, { method: 'PUT', body });
    expect((await put('first-------', 'name=Level%201%20done&by=Ada&at=5', documentOf('one'))).status).toBe(
      204,
    );
    // The same once more, as after an answer that got lost: what is there stays.
    expect((await put('first-------', 'name=Other', documentOf('two'))).status).toBe(204);
    expect((await put('second------', 'kind=import', documentOf('three'))).status).toBe(204);
    const [second, first] = await list(server, project);
    expect(first).toMatchObject({
      id: 'first-------',
      kind: 'named',
      name: 'Level 1 done',
      by: ['Ada'],
      at: 5,
    });
    expect(second).toMatchObject({ kind: 'import', name: '', by: [] });
    for (const encoding of ['gzip', 'identity']) {
      const answer = await fetch(at('first-------'), { headers: { 'accept-encoding': encoding } });
      expect(noteIn(new Uint8Array(await answer.arrayBuffer()))).toBe('one');
    }
    const named = { method: 'PATCH', body: '{"name":"Before the import"}' };
    expect((await fetch(at('second------'), named)).status).toBe(204);
    expect((await list(server, project))[0]).toMatchObject({ kind: 'named', name: 'Before the import' });
    expect((await fetch(at('second------'), { method: 'DELETE' })).status).toBe(204);
    expect((await fetch(at('second------'))).status).toBe(404);
    expect(await list(server, project)).toHaveLength(1);
    const other = await server.newProject();
    expect((await fetch(`${server.url}/api/projects/${other}/versions/first-------`)).status).toBe(404);
  });

  it('refuses what is no version, and says why', async () => {
    const server = await startServer();
    const project = await server.newProject();
    const ask = async (path: string, options: RequestInit) => {
      const answer = await fetch(`${server.url}/api/projects/${project}/versions${path}`, options);
      return { status: answer.status, error: ((await answer.json()) as { error: string }).error };
    };
    const put = (path: string, body: Buffer<ArrayBuffer> = documentOf('x')) =>
      ask(path, { method: 'PUT', body });
    expect(await put('/a')).toMatchObject({ status: 404 });
    expect(await put('/..%2F..%2Fsecret')).toMatchObject({ status: 404 });
    expect(await put('/aaaaaaaaaaaa')).toMatchObject({
      status: 400,
      error: expect.stringContaining('"name"'),
    });
    expect(await put(`/aaaaaaaaaaaa?name=${'x'.repeat(121)}`)).toMatchObject({ status: 400 });
    expect(await put('/aaaaaaaaaaaa?kind=automatic')).toMatchObject({ status: 400 });
    for (const body of [Buffer.from('no document'), Buffer.alloc(0), Buffer.from([9, 9, 9, 255, 255])])
      expect(await put('/aaaaaaaaaaaa?name=A', body)).toMatchObject({ status: 400 });
    expect(await ask('/aaaaaaaaaaaa', { method: 'DELETE' })).toMatchObject({ status: 404 });
    expect(await ask('', { method: 'POST' })).toMatchObject({ status: 405 });
    expect(await list(server, project)).toEqual([]);
  });

  it('forgets the versions of a project that is deleted', async () => {
    const server = await startServer();
    const project = await server.newProject();
    const url = `${server.url}/api/projects/${project}/versions/aaaaaaaaaaaa`;
    await fetch(`${url}?name=A`, { method: 'PUT', body: documentOf('a') });
    await fetch(`${server.url}/api/projects/${project}`, { method: 'DELETE' });
    expect(await server.log.getRecord(`versions/${project}`)).toBeNull();
    expect(await server.log.getRecord(`version/${project}/aaaaaaaaaaaa`)).toBeNull();
  });
});

describe('versions that nobody asked for', () => {
  const list = async (server: TestServer, project: string): Promise<VersionInfo[]> =>
    (
      (await (await fetch(`${server.url}/api/projects/${project}/versions`)).json()) as {
        versions: VersionInfo[];
      }
    ).versions;

  it('are kept while people work, with what they worked on and who it was', async () => {
    const server = await startServer({ keepVersions: { every: 30, left: 1e12 } });
    const project = await server.newProject();
    const ann = await synced(stockClient(server.sync, project));
    ann.awareness.setLocalStateField('user', { name: 'Ann' });
    const looker = await synced(stockClient(server.sync, project));
    await until(
      () =>
        looker.awareness.getStates().size > 0 &&
        [...looker.awareness.getStates().values()].some((state) => state['user']),
    );
    const scene = [...layout(ann.doc).scenes.keys()][0]!;
    ann.doc.transact(() => {
      createEntity(ann.doc, userOrigin(), scene, 'hero', blankEntity({ name: 'Hero' }));
      createEntity(ann.doc, userOrigin(), scene, 'coin', blankEntity({ name: 'Coin' }));
      putScript(ann.doc, userOrigin(), 'behavior/hero.lua', 'return {}');
    });
    await until(async () => (await list(server, project)).length > 0);
    expect((await list(server, project))[0]).toMatchObject({
      ...{ kind: 'automatic', by: ['Ann'] },
      touched: { entities: 2, scripts: 1 },
    });
    setFields(ann.doc, userOrigin(), scene, 'hero', 'Transform', { position: [3, 4] });
    await until(async () => (await list(server, project)).length > 1);
    expect((await list(server, project))[0]!.touched).toEqual({ entities: 1 });
  });

  it('are kept of a project as it was left, once, when it is opened again', async () => {
    const log = new MemoryUpdateLog();
    const first = await startServer({ log, keepVersions: { every: 1e9, left: 0 } });
    const project = await first.newProject();
    const ann = await synced(stockClient(first.sync, project));
    ann.awareness.setLocalStateField('user', { name: 'Ann' });
    putScript(ann.doc, userOrigin(), 'behavior/hero.lua', 'return {}');
    await until(async () => (await log.load(project)).length > 1);
    ann.destroy();
    await first.close();
    // The same state a second time is no news.
    const found: VersionInfo[][] = [];
    for (let visit = 0; visit < 2; visit++) {
      const server = await startServer({ log, keepVersions: { every: 1e9, left: 0 } });
      const ben = await synced(stockClient(server.sync, project));
      await until(async () => (await list(server, project))[0]?.by[0] === 'Ann');
      found.push(await list(server, project));
      ben.destroy();
      await server.close();
    }
    expect(found[0]!.length).toBe(found[1]!.length);
    const bytes = await unpackVersion((await new Versions(log).bytesOf(project, found[0]![0]!.id))!);
    const doc = new Y.Doc();
    Y.applyUpdateV2(doc, bytes);
    expect(layout(doc).scripts.get('behavior/hero.lua')?.toJSON()).toBe('return {}');
  });
});
