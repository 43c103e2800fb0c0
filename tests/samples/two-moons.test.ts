import { describe, expect, it } from 'vitest';
import type { Simulation } from '../../src/lib/runtime/simulation.ts';
import { readSample } from '../../src/lib/server/samples.ts';
import { playTogether, seats, seen, start, tick } from './two-moons-run.ts';

async function load() {
  const bundle = await readSample('static/samples', 'two-moons');
  if (!bundle?.ok) throw new Error('the sample cannot be read');
  return bundle.value.project;
}

const owners = ({ world }: Simulation) =>
  Object.fromEntries(
    world.byTag('hero').map(({ id, owner, components }) => [id, [owner, components.Sprite?.asset]]),
  );
const asleep = ({ world }: Simulation) => world.byTag('hero').map((hero) => hero.props.get('asleep'));

const play = (simulation: Simulation, ticks: number, ...held: string[][]) => {
  for (let n = 0; n < ticks; n++) tick(simulation, ...held);
};

// Thousands of ticks of Lua take seconds on a busy machine.
describe('Two Moons', { timeout: 60_000 }, () => {
  it('is played to its end by two who look at the screen', async () => {
    const { world } = playTogether(await load(), 3600);
    expect(world).toMatchObject({ state: 'won' });
    expect(world.message).toMatch(/^Together in 0:\d\d\.\d: your best time!$/u);
  });

  it('gives those who join a hero that sleeps, later ones a suit of their own at the furthest beacon', async () => {
    const simulation = start(await load());
    for (const seat of seats) simulation.join(seat);
    expect(owners(simulation)).toEqual({ 'hero-1': [1, 'hero-blue'], 'hero-2': [2, 'hero-rose'] });
    const beacon = seen(simulation, 'beacon-2');
    simulation.world.game.values.set('beacon_x', beacon.x);
    simulation.world.game.values.set('beacon_y', beacon.y);
    simulation.join({ id: 3, name: 'Cy', color: '#a9e05f' });
    simulation.join({ id: 4, name: 'Di', color: '#ffc857' });
    play(simulation, 30);
    const spawned = simulation.world.byTag('hero').slice(2);
    expect(spawned.map(({ owner, components }) => [owner, components.Sprite?.asset])).toEqual([
      [3, 'hero-lime'],
      [4, 'hero-gold'],
    ]);
    for (const { id } of spawned) expect(Math.abs(seen(simulation, id).x - beacon.x)).toBeLessThan(1);
  });

  it('puts to sleep whom somebody leaves behind, and lets who stays take over', async () => {
    const simulation = start(await load());
    for (const seat of seats) simulation.join(seat);
    play(simulation, 2);
    expect(asleep(simulation)).toEqual([false, false]);
    play(simulation, 2, ['Tab']);
    expect(owners(simulation)).toMatchObject({ 'hero-1': [1, 'hero-blue'], 'hero-2': [2, 'hero-rose'] });
    simulation.leave(2);
    play(simulation, 2);
    expect(asleep(simulation)).toEqual([false, true]);
    play(simulation, 1, ['Tab']);
    play(simulation, 5);
    expect(asleep(simulation)).toEqual([true, false]);
    expect(owners(simulation)).toMatchObject({ 'hero-1': [0, 'hero-blue'], 'hero-2': [1, 'hero-rose'] });
    simulation.join(seats[1]);
    play(simulation, 2);
    expect(owners(simulation)).toMatchObject({ 'hero-1': [2, 'hero-blue'], 'hero-2': [1, 'hero-rose'] });
  });
});
