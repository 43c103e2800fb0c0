import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ActivityFeed } from '../../../src/lib/editor/client/activity-feed.ts';
import { ProjectConnection } from '../../../src/lib/editor/client/project-connection.ts';
import { MemoryUpdateLog } from '../../../src/lib/server/memory-update-log.ts';
import { startServer, until } from '../../server/test-server.ts';

const kept = new Map<string, string>();
beforeAll(() => {
  vi.stubGlobal('WebSocket', WebSocket);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterAll(() => void vi.unstubAllGlobals());

function feed(project: string, url: string) {
  const connection = new ProjectConnection(project, url);
  const activity = new ActivityFeed(connection);
  const end = () => {
    activity.dispose();
    connection.dispose();
  };
  onTestFinished(end);
  return { connection, activity, end };
}
const deed = (id: string) => ({ id, name: `Move ${id}`, scene: 's', selection: [], script: '' });
const ann = { name: 'Ann', color: '#7c9cff' };
const ids = (activity: ActivityFeed) => activity.lines.map(({ id }) => id);

it('tells what is done, hears what others did before and do now', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const one = feed(project, server.url);
  one.activity.tell(deed('early'), ann);
  expect(ids(one.activity)).toEqual(['early']);
  await until(() => one.connection.reached);
  one.activity.tell(deed('a'), { ...ann, name: 'Annie' });
  await until(() => ids(one.activity).length === 0);
  const two = feed(project, server.url);
  two.activity.follow();
  await until(() => ids(two.activity).length === 2);
  one.activity.tell(deed('b'), ann);
  await until(() => ids(two.activity).length === 3);
  expect(two.activity.lines.map(({ by }) => by)).toEqual(['Ann', 'Annie', 'Ann']);
  one.activity.follow();
  await until(() => ids(one.activity).length === 3);
});

it('keeps what was done without a connection on this device, and tells it after a reload', async () => {
  const log = new MemoryUpdateLog();
  const server = await startServer({ log });
  const project = await server.newProject();
  const one = feed(project, server.url);
  await until(() => one.connection.reached);
  await server.close();
  await until(() => !one.connection.reached);
  for (let n = 0; n < 250; n++) one.activity.tell(deed(`d${n}`), ann);
  one.end();

  const next = await startServer({ log, port: server.port });
  const again = feed(project, next.url);
  again.activity.follow();
  expect(ids(again.activity)).toHaveLength(250);
  await until(() => ![...kept.keys()].some((key) => key.includes(project)));
  expect(ids(again.activity)).toEqual(Array.from({ length: 250 }, (_, n) => `d${n}`));
});
