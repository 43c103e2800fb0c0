import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noInput } from '../../src/lib/engine/input.ts';
import type { PropertyValue } from '../../src/lib/schema/fields.ts';
import { inputsOf } from '../../src/lib/schema/inputs.ts';
import { readProperties } from '../../src/lib/script/properties.ts';
import type { ContactInfo } from '../../src/lib/script/runner.ts';
import { play } from './fake-world.ts';

const source = (name: string): string =>
  readFileSync(new URL(`../../lua/${name}.lua`, import.meta.url), 'utf8');

/** A world with one entity that has a standard behaviour and has spawned. */
function behaviour(name: string, properties: Record<string, PropertyValue> = {}) {
  const game = play();
  const entity = game.world.add('e', { x: 100, y: 100, components: { Sprite: {} } });
  const hero = game.world.add('hero', { tags: ['hero'] });
  game.script(entity, source(name), { path: `behavior/${name}.lua`, properties });
  const run = (failure: unknown) => expect(failure).toBeNull();
  run(game.host.dispatch([{ kind: 'spawn', entity }]));
  const touch = (contact: Partial<ContactInfo> = {}, other = hero) =>
    run(
      game.host.dispatch([
        {
          kind: 'collision',
          entity,
          other,
          contact: { normalX: 0, normalY: 0, x: 0, y: 0, sensor: false, impulse: 0, ...contact },
        },
      ]),
    );
  game.world.input.actions = inputsOf({});
  /** What is held down in the next tick. */
  const hold = (...keys: string[]) => game.world.input.advance({ ...noInput, keys });
  return { ...game, entity, hero, touch, hold, step: () => run(game.tick()) };
}

describe.each(['platformer', 'patrol', 'oscillate', 'pickup', 'hazard', 'goal'])('%s', (name) => {
  it('says what it does and documents its properties', () => {
    expect(source(name)).toMatch(new RegExp(`^-- ${name}: `));
    const { properties, error } = readProperties(source(name));
    expect(error).toBeNull();
    expect(properties.length).toBeGreaterThan(1);
    expect(properties.filter(({ doc }) => doc === '')).toEqual([]);
  });
});

describe('platformer', () => {
  it('walks with arrows and letters, and looks where it walks', () => {
    const { world, entity, hold, step } = behaviour('platformer');
    world.ground.add(entity);
    hold('KeyA');
    for (let i = 0; i < 30; i++) step();
    expect(world.get(entity, 'vx')).toBe(-200);
    expect(entity.components.Sprite?.flipX).toBe(true);
    hold('ArrowRight');
    for (let i = 0; i < 30; i++) step();
    expect(world.get(entity, 'vx')).toBe(200);
  });

  it('jumps from the ground, once, and lower when the key is let go', () => {
    const { world, entity, hold, step } = behaviour('platformer');
    hold('Space');
    step();
    expect(world.get(entity, 'vy')).toBe(0);
    world.ground.add(entity);
    hold('Space');
    step();
    expect(world.get(entity, 'vy')).toBe(-480);
    world.ground.clear();
    hold();
    step();
    expect(world.get(entity, 'vy')).toBeCloseTo(-216);
    step();
    expect(world.get(entity, 'vy')).toBeCloseTo(-216);
  });

  it('may still jump a moment after leaving an edge, but not later', () => {
    for (const [ticks, speed] of [
      [3, -480],
      [10, 0],
    ] as const) {
      const { world, entity, hold, step } = behaviour('platformer');
      world.ground.add(entity);
      step();
      world.ground.clear();
      for (let i = 0; i < ticks; i++) step();
      hold('KeyW');
      step();
      expect(world.get(entity, 'vy')).toBe(speed);
    }
  });

  it('bounces when it is told to', () => {
    const { world, host, entity } = behaviour('platformer');
    expect(host.dispatch([{ kind: 'message', entity, name: 'bounce', data: 300 }])).toBeNull();
    expect(world.get(entity, 'vy')).toBe(-300);
  });
});

describe('patrol', () => {
  it('turns round at its range and at walls', () => {
    const { world, entity, touch, step } = behaviour('patrol', { turn_at_edges: false });
    step();
    expect(world.get(entity, 'vx')).toBe(80);
    world.hot[entity.slot * 6] = 221;
    step();
    expect(world.get(entity, 'vx')).toBe(-80);
    world.hot[entity.slot * 6] = 50;
    touch({ normalX: 1 });
    step();
    expect(world.get(entity, 'vx')).toBe(80);
  });

  it('turns round where the ground ends', () => {
    const { world, entity, step } = behaviour('patrol');
    world.ground.add(entity);
    step();
    expect(world.get(entity, 'vx')).toBe(-80);
  });
});

describe('oscillate', () => {
  it('reaches the other point after half of its period and comes back', () => {
    const { world, entity, step } = behaviour('oscillate', { dx: 120, dy: 60, period: 2 });
    const at = entity.slot * 6;
    const positions: number[][] = [];
    for (let i = 0; i < 120; i++) {
      step();
      world.hot[at]! += world.hot[at + 2]! / 60;
      world.hot[at + 1]! += world.hot[at + 3]! / 60;
      positions.push([world.hot[at]!, world.hot[at + 1]!]);
    }
    expect(positions[59]![0]).toBeCloseTo(220);
    expect(positions[59]![1]).toBeCloseTo(160);
    expect(positions[119]![0]).toBeCloseTo(100);
  });
});

describe('pickup', () => {
  it('is taken once, by those it is meant for', () => {
    const { world, entity, touch } = behaviour('pickup', { sound: 'ding' });
    touch({}, world.add('stone'));
    expect(world.score).toBe(0);
    touch();
    touch();
    expect(world.score).toBe(10);
    expect(world.destroyed).toEqual([entity]);
    expect(world.sounds).toEqual(['ding']);
  });
});

describe('hazard', () => {
  it('ends the game', () => {
    const { world, touch } = behaviour('hazard');
    touch();
    expect([world.state, world.message]).toEqual(['lost', 'Ouch! Try again.']);
  });

  it('takes health first when it has damage', () => {
    const { world, hero, touch } = behaviour('hazard', { damage: 60 });
    touch();
    expect([world.state, hero.health]).toEqual(['playing', 40]);
    touch();
    expect([world.state, hero.health]).toEqual(['lost', 0]);
  });

  it('dies when it is stomped', () => {
    const { world, entity, touch } = behaviour('hazard', { stompable: true });
    touch({ normalY: 1 });
    touch({ normalX: 1 });
    expect([world.state, world.score]).toEqual(['playing', 50]);
    expect(world.destroyed).toEqual([entity]);
  });
});

describe('goal', () => {
  it('wins, once enough is collected', () => {
    const { world, touch } = behaviour('goal', { needed: 10 });
    touch();
    expect(world.state).toBe('playing');
    world.score = 10;
    touch();
    expect([world.state, world.message]).toEqual(['won', 'You made it!']);
  });

  it('goes to the next scene', () => {
    const { world, touch } = behaviour('goal', { next_scene: 'Level 2' });
    touch();
    expect([world.state, world.scene]).toEqual(['playing', 'Level 2']);
  });
});
