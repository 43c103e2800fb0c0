import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { readComments } from '../../../src/lib/document/comment-keys.ts';
import { putScript } from '../../../src/lib/document/edit-project.ts';
import { userOrigin } from '../../../src/lib/document/origin.ts';
import { ProjectConnection } from '../../../src/lib/editor/client/project-connection.ts';
import { RemarkSender } from '../../../src/lib/editor/client/remark-sender.ts';
import type { RoleLink } from '../../../src/lib/net/roles.ts';
import { startServer, until } from '../../server/test-server.ts';

beforeAll(() => void vi.stubGlobal('WebSocket', WebSocket));
afterAll(() => void vi.unstubAllGlobals());

async function viewer() {
  const server = await startServer();
  const project = await server.newProject();
  const at = `${server.url}/api/projects/${project}/access/viewer`;
  const link = (await (
    await fetch(at, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
  ).json()) as RoleLink;
  const connection = new ProjectConnection(link.token, server.url);
  onTestFinished(() => connection.dispose());
  const sender = new RemarkSender(connection);
  onTestFinished(() => sender.dispose());
  return { server, project, at, connection, sender };
}

const said = (thread: string) => ({
  ...{ thread, by: 'Eve', color: '#7c9cff', text: 'Too high?' },
  pin: { script: 'behavior/a.lua', line: 1 },
});

it('brings what a viewer says into the document, and says why where it cannot', async () => {
  const { server, project, connection, sender } = await viewer();
  expect(connection.mayComment).toBe(false);
  expect(await sender.say(said('early'))).toMatch(/no connection/);
  await until(() => connection.mayComment);
  expect(connection.status).toBe('read-only');
  expect(await sender.say(said('none'))).toBe('What this is about is not there any more.');
  const owner = new ProjectConnection(project, server.url);
  onTestFinished(() => owner.dispose());
  await owner.whenLoaded;
  putScript(owner.doc, userOrigin(), 'behavior/a.lua', '-- steep');
  await until(() => connection.doc.getMap('scripts').size === 1);
  expect(await sender.say(said('one'))).toBe('');
  expect(await sender.say(said('one'))).toBe('');
  await until(() => readComments(connection.doc)?.one?.text === 'Too high?');

  server.log.append = () => new Promise(() => {});
  const lost = sender.say(said('two'));
  await until(() => readComments(connection.doc)?.two !== undefined);
  void server.close();
  expect(await lost).toMatch(/once more/);
  expect(connection.mayComment).toBe(false);
});

it('says nothing by a link that was withdrawn', async () => {
  const { at, connection, sender } = await viewer();
  await until(() => connection.mayComment);
  await fetch(at, { method: 'DELETE' });
  await until(() => connection.gone === 'withdrawn');
  expect(connection.mayComment).toBe(false);
  expect(await sender.say(said('late'))).not.toBe('');
});
