import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/lib/cli/main.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perigee-test-'));
  await cp('static/samples/moon-hopper', join(folder, 'moon'), { recursive: true });
  await rm(join(folder, 'moon/test'), { recursive: true, force: true });
  await mkdir(join(folder, 'moon/test'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  const lines = { out: '', err: '' };
  const keep = (stream: 'out' | 'err') => (text: string) => {
    lines[stream] += `${text.replaceAll(folder, '~')}\n`;
  };
  const code = await main(['test', ...argv], { out: keep('out'), err: keep('err') });
  return { code, ...lines };
}

const write = (path: string, text: string) => writeFile(join(folder, 'moon/test', path), text);

const hops = `local t = {}
function t.hops()
  local hero = ams.find("Hero")
  test.wait(0.5)
  local y = hero.y
  test.press("jump", 0.2)
  test.wait_until(function() return hero.y < y - 20 end, 1)
end
function t.flies()
  test.expect(false, "it flies")
end
return t
`;

describe('perigee test', () => {
  it('says where to begin when there are no tests', async () => {
    const { code, err } = await run(join(folder, 'moon'));
    expect(code).toBe(2);
    expect(err).toContain('~/moon: There are no tests; put one into the folder test/');
  });

  it('reports like a test runner, with file and line', async () => {
    await write('hero.lua', hops);
    const { code, out } = await run(join(folder, 'moon'));
    expect(code).toBe(1);
    expect(out).toMatch(/^moon \(Moon Hopper\)$/m);
    expect(out).toMatch(/^ {2}✓ test\/hero\.lua hops \(\d\.\d s\)$/m);
    expect(out).toMatch(/^ {2}✗ test\/hero\.lua flies \(0\.0 s\)$/m);
    expect(out).toContain('~/moon/test/hero.lua:10: expected: it flies');
    expect(out).toContain('2 tests: 1 passed, 1 failed');
  });

  it('runs what the filter names, and all projects of a folder', async () => {
    await write('hero.lua', hops);
    const { code, out } = await run(folder, '--filter', 'hops');
    expect(code).toBe(0);
    expect(out).toContain('1 test: 1 passed, 0 failed');
    expect((await run(folder, '--filter', 'swims')).err).toContain('No test has "swims" in its name');
  });

  it('plays recorded sessions, and accepts how they end with --update', async () => {
    const head = { format: 1, project: '0'.repeat(16), scene: 'crater-run', seed: 7, stored: {}, ticks: 60 };
    const scene = /^id: (.+)$/m.exec(
      await readFile(join(folder, 'moon/scenes/crater-run.yaml'), 'utf8'),
    )![1]!;
    await write(
      'run.replay.json',
      JSON.stringify({
        ...head,
        scene,
        hash: '0'.repeat(16),
        state: 'won',
        score: 9,
        inputs: [[0, ['ArrowRight']]],
      }),
    );
    const before = await run(join(folder, 'moon'));
    expect(before.code).toBe(1);
    expect(before.out).toContain('It ends with: playing, score 0; when it was recorded: won, score 9.');
    const update = await run(join(folder, 'moon'), '--update');
    expect(update).toMatchObject({
      code: 0,
      out: '~/moon/test/run.replay.json: won, score 9 -> playing, score 0\n',
    });
    expect((await run(join(folder, 'moon'))).code).toBe(0);
    expect((await run(join(folder, 'moon'), '--update')).out).toBe('');
  });

  it('names a recording that cannot be read', async () => {
    await write('bad.replay.json', '{');
    const { code, out } = await run(join(folder, 'moon'));
    expect(code).toBe(1);
    expect(out).toContain('~/moon/test/bad.replay.json: The recording is no JSON');
  });
});
