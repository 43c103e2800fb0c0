import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LevelUpdateLog } from '../../src/lib/server/level-update-log.ts';
import { MemoryUpdateLog } from '../../src/lib/server/memory-update-log.ts';
import { updateLogContract } from '../contract/update-log.ts';

const directories: string[] = [];
async function directory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'perigee-log-'));
  directories.push(path);
  return path;
}
afterAll(() => Promise.all(directories.map((path) => rm(path, { recursive: true }))));

updateLogContract('MemoryUpdateLog', async () => ({
  open: async () => new MemoryUpdateLog(),
  crash: null,
}));
updateLogContract('LevelUpdateLog', async () => {
  let path = await directory();
  return {
    open: () => LevelUpdateLog.open(path),
    // What a killed process leaves behind is what is in its files at that moment.
    crash: async (log) => {
      const left = await directory();
      await cp(path, left, { recursive: true });
      await log.close();
      path = left;
      return LevelUpdateLog.open(path);
    },
  };
});

it('says that a directory is open elsewhere', async () => {
  const path = await directory();
  const log = await LevelUpdateLog.open(path);
  await expect(LevelUpdateLog.open(path)).rejects.toMatchObject({ cause: { code: 'LEVEL_LOCKED' } });
  await log.close();
});
