import { describe, expect, it } from 'vitest';
import { resolveScene } from '../../src/lib/schema/resolve.ts';
import { readSample } from '../../src/lib/server/samples.ts';
import { checkSyntax } from '../../src/lib/script/check.ts';
import { playedScripts } from '../../src/lib/schema/test-files.ts';

const samples = 'static/samples';

async function load() {
  const bundle = await readSample(samples, 'moon-hopper');
  if (!bundle?.ok) throw new Error(bundle?.error.message ?? 'there is no such sample');
  return bundle.value;
}

describe('the sample Moon Hopper', () => {
  it('has what a small platformer needs', async () => {
    const { project } = await load();
    const entities = resolveScene(project, project.scenes['crater-run']!);
    const count = (type: string) => entities.filter((entity) => entity.type === type).length;
    expect({ hero: count('Hero'), coins: count('Coin'), lift: count('Lift'), flag: count('Flag') }).toEqual({
      hero: 1,
      coins: 12,
      lift: 1,
      flag: 1,
    });
    expect(count('Crawler')).toBeGreaterThan(0);
    for (const { components } of entities)
      if (components.Sprite) expect(Object.keys(project.assets)).toContain(components.Sprite.asset);
    for (const [path, source] of playedScripts(project)) expect(checkSyntax(source), path).toBeNull();
  });
});
