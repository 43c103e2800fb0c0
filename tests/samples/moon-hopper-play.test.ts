import { describe, expect, it } from 'vitest';
import { readSample } from '../../src/lib/server/samples.ts';
import { play } from './moon-hopper-run.ts';

async function load() {
  const bundle = await readSample('static/samples', 'moon-hopper');
  if (!bundle?.ok) throw new Error('the sample cannot be read');
  return bundle.value.project;
}

// Thousands of ticks of Lua take seconds on a busy machine.
describe('Moon Hopper', { timeout: 60_000 }, () => {
  it('is won by a player who looks at the screen', async () => {
    const project = await load();
    expect(play(project, 3600)).toMatchObject({ state: 'won', message: 'You reached the flag!' });
  });

  it('is lost by falling into a gap, and by walking into a crawler', async () => {
    const project = await load();
    expect(play(project, 600, () => ['ArrowRight'])).toMatchObject({
      state: 'lost',
      message: 'You fell into a crater.',
    });
    const bump = play(project, 1200, ({ hero }) =>
      hero.x > 430 && hero.x < 545 ? ['ArrowRight', 'Space'] : ['ArrowRight'],
    );
    expect(bump).toMatchObject({ state: 'lost', message: 'A crawler got you.' });
  });
});
