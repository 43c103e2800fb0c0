import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ProjectConnection } from '../../../src/lib/editor/client/project-connection.ts';
import { deleteAsset, putAsset } from '../../../src/lib/document/edit-assets.ts';
import { userOrigin } from '../../../src/lib/document/origin.ts';
import { HashMismatchError } from '../../../src/lib/server/asset-store.ts';
import { MemoryAssetStore } from '../../../src/lib/server/memory-asset-store.ts';
import { MemoryUpdateLog } from '../../../src/lib/server/memory-update-log.ts';
import { startServer, until } from '../../server/test-server.ts';

beforeAll(() => void vi.stubGlobal('WebSocket', WebSocket));
afterAll(() => void vi.unstubAllGlobals());

function connect(project: string, url: string): ProjectConnection {
  const connection = new ProjectConnection(project, url);
  onTestFinished(() => connection.dispose());
  return connection;
}

it('is loading, then saved', async () => {
  const server = await startServer();
  const connection = connect(await server.newProject(), server.url);
  expect(connection.status).toBe('loading');
  await connection.whenLoaded;
  expect(connection.doc.getMap('project').get('name')).toBe('Test');
  await until(() => connection.status === 'saved');
  expect(connection.statusText).toBe('Saved');
});

it('says saved only when the server has made the latest change durable', async () => {
  const server = await startServer();
  const connection = connect(await server.newProject(), server.url);
  await until(() => connection.status === 'saved');
  const pending: (() => void)[] = [];
  server.log.append = () => new Promise<void>((resolve) => pending.push(resolve));
  const seen: string[] = [];
  connection.onStatus(() => seen.push(connection.status));
  connection.doc.getText('note').insert(0, 'a');
  expect(connection.status).toBe('saving');
  await until(() => pending.length === 1);
  expect(connection.status).toBe('saving');
  pending[0]!();
  await until(() => connection.status === 'saved');
  expect(seen).toEqual(['saving', 'saved']);
});

it('stays saved when somebody else changes something', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const [ann, ben] = [connect(project, server.url), connect(project, server.url)];
  await until(() => ann.status === 'saved' && ben.status === 'saved');
  const seen: string[] = [];
  ben.onStatus(() => seen.push(ben.status));
  ann.doc.getText('note').insert(0, 'a');
  await until(() => ben.doc.getText('note').length === 1);
  expect(seen).toEqual([]);
});

it('is offline while the server is away, and brings everything to the next one', async () => {
  const log = new MemoryUpdateLog();
  const server = await startServer({ log });
  const project = await server.newProject();
  const connection = connect(project, server.url);
  await until(() => connection.status === 'saved');
  await server.close();
  await until(() => connection.status === 'offline');
  connection.doc.getText('note').insert(0, 'made offline');
  expect(connection.status).toBe('offline');

  const next = await startServer({ log, port: server.port });
  await until(() => connection.status === 'saved');
  const other = connect(project, next.url);
  await other.whenLoaded;
  expect(other.doc.getText('note').toString()).toBe('made offline');
});

it('is read-only while the server cannot store, and says why', async () => {
  const server = await startServer();
  const connection = connect(await server.newProject(), server.url);
  await until(() => connection.status === 'saved');
  server.log.failure = new Error('disk full');
  connection.doc.getText('note').insert(0, 'a');
  await until(() => connection.status === 'read-only');
  expect(connection.statusText).toContain('cannot write to its disk');
  connection.doc.getText('note').insert(1, 'b');
  expect(connection.status).toBe('read-only');
  server.log.failure = null;
  await until(() => connection.status === 'saved');
  const bytes = (await server.log.load(connection.id)).map((entry) =>
    Buffer.from(entry.bytes).toString('latin1'),
  );
  expect(bytes.join()).toContain('b');
});

it('says that there is no such project', async () => {
  const server = await startServer();
  const connection = connect('a'.repeat(21), server.url);
  await until(() => connection.gone !== null);
  expect(connection.status).toBe('read-only');
  expect(connection.statusText).toContain('no project at this address');
});

it('shows the presence of others, and that they left', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const [ann, ben] = [connect(project, server.url), connect(project, server.url)];
  ben.awareness.setLocalStateField('user', { name: 'Ben', color: '#ff0000' });
  await until(() => ann.awareness.getStates().has(ben.doc.clientID));
  ben.dispose();
  await until(() => !ann.awareness.getStates().has(ben.doc.clientID));
});

it('stores a file and finds it again', async () => {
  const server = await startServer();
  const connection = connect(await server.newProject(), server.url);
  const asset = await connection.putAsset(new TextEncoder().encode('a,b\n'), 'table.csv');
  expect(asset).toMatchObject({ name: 'table.csv', kind: 'data', size: 4, meta: {} });
  expect(await (await fetch(connection.assetUrl(asset.sha256))).text()).toBe('a,b\n');
});

it('names the file that could not be stored, and why', async () => {
  const server = await startServer();
  const nowhere = connect('a'.repeat(21), server.url);
  const refused: string[] = [];
  nowhere.onRefused(({ file, message }) => refused.push(`${file}: ${message}`));
  await nowhere.putAsset(new Uint8Array([1]), 'hero.bin');
  await until(() => refused.length > 0);
  expect(refused).toEqual([expect.stringMatching(/^hero\.bin: Could not be stored\. .*no project/)]);
});

it('does not call a project saved whose file the server does not take, as long as the project has it', async () => {
  const assets = new MemoryAssetStore();
  const server = await startServer({ assets });
  const connection = connect(await server.newProject(), server.url);
  await until(() => connection.status === 'saved');
  assets.put = () => Promise.reject(new HashMismatchError('what', 'ever'));
  const { id, ...asset } = await connection.putAsset(new Uint8Array([1, 2, 3]), 'hero.bin');
  putAsset(connection.doc, userOrigin(), id, asset);
  await until(() => connection.status === 'incomplete');
  expect(connection.statusText).toBe('Saved, but not hero.bin');
  deleteAsset(connection.doc, userOrigin(), id);
  await until(() => connection.status === 'saved');
});

it('keeps a file while the server is away, is not saved before it has arrived, and sends it by itself', async () => {
  const [log, assets] = [new MemoryUpdateLog(), new MemoryAssetStore()];
  const server = await startServer({ log, assets });
  const project = await server.newProject();
  const connection = connect(project, server.url);
  await until(() => connection.status === 'saved');
  await server.close();
  await until(() => connection.status === 'offline');
  const { sha256 } = await connection.putAsset(new Uint8Array([1, 2, 3]), 'hero.bin');
  expect(connection.assetUrl(sha256)).toMatch(/^blob:/);
  expect(new Uint8Array(await (await fetch(connection.assetUrl(sha256))).arrayBuffer())).toEqual(
    new Uint8Array([1, 2, 3]),
  );

  await startServer({ log, assets, port: server.port });
  await until(() => connection.status === 'saved');
  expect(connection.uploads.pending).toEqual([]);
  expect(await assets.get(project, sha256)).toMatchObject({ size: 3 });
});
