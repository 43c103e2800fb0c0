import { describe, expect, it } from 'vitest';
import { SampleRun } from './sample-run.ts';

const second = 60;

// Thousands of ticks take seconds on a busy machine.
describe('the samples of what the physics can do', { timeout: 60_000 }, () => {
  it("Newton's cradle: one ball falls, one ball flies off, those between hardly move", async () => {
    const run = await SampleRun.of('cradle');
    const first = run.at('ball-1');
    const rest = [2, 3, 4].map((n) => run.at(`ball-${n}`).x);
    const last = run.at('ball-5').x;
    let [flown, moved, back] = [0, 0, 0];
    for (let tick = 0; tick < 4 * second; tick++) {
      run.play(1);
      flown = Math.max(flown, run.at('ball-5').x - last);
      if (flown < 20) moved = Math.max(moved, ...rest.map((x, n) => Math.abs(run.at(`ball-${n + 2}`).x - x)));
      if (flown > 100) back = Math.max(back, rest[0]! - 56 - run.at('ball-1').x);
    }
    const fell = rest[0]! - 56 - first.x;
    expect(flown).toBeGreaterThan(fell * 0.75);
    expect(flown).toBeLessThan(fell * 1.05);
    expect(moved).toBeLessThan(12);
    expect(back).toBeGreaterThan(fell * 0.6);
  });

  it('Ragdoll: limbs stay on when the dummies fall, are thrown and are dragged by a hand', async () => {
    const run = await SampleRun.of('ragdoll');
    let widest = 0;
    const go = (ticks: number, held = {}) => {
      for (let n = 0; n < ticks; n++) {
        run.play(1, held);
        widest = Math.max(widest, run.gap());
      }
    };
    go(2 * second);
    go(1, { keys: ['Space'] });
    go(2 * second);
    const { x, y } = run.at('dummy-1');
    for (let n = 0; n < second; n++)
      go(1, { pointer: [x + (480 - x) * (n / second), y + (200 - y) * (n / second)] });
    go(second / 2, { pointer: [480, 200] });
    const held = run.at('dummy-1');
    expect(Math.hypot(held.x - 480, held.y - 200)).toBeLessThan(60);
    go(3 * second);
    expect(widest).toBeLessThan(14);
    for (const id of ['dummy-1', 'dummy-2', 'dummy-1/head', 'dummy-2/left-shin']) {
      expect(run.at(id).y).toBeLessThan(500);
      expect(run.at(id).x).toBeGreaterThan(0);
      expect(run.at(id).x).toBeLessThan(960);
    }
  });

  it('Rover: drives over the hills to the flag and keeps its wheels', async () => {
    const run = await SampleRun.of('rover');
    run.play(second);
    const rest = run.at('rover').y;
    expect(Math.abs(run.at('rover').rotation)).toBeLessThan(10);
    for (let tick = 0; tick < 60 * second && run.world.state === 'playing'; tick++) {
      run.play(1, { keys: ['ArrowRight'] });
      expect(run.gap()).toBeLessThan(16);
    }
    expect(run.world).toMatchObject({ state: 'won' });
    expect(Number.isFinite(rest)).toBe(true);
  });

  it('Rover: the springs give way under a landing and come back', async () => {
    const run = await SampleRun.of('rover');
    const clearance = () => run.at('rover/back-wheel').y - run.at('rover').y;
    let least = Infinity;
    for (let tick = 0; tick < second; tick++) {
      run.play(1);
      least = Math.min(least, clearance());
    }
    run.play(2 * second);
    expect(clearance()).toBeGreaterThan(least + 2);
  });

  it('Bridge: sags, holds the explorer who crosses it, and sheds boulders into the gorge', async () => {
    const run = await SampleRun.of('bridge');
    run.play(2 * second);
    const middle = run.at('plank-6').y;
    expect(middle).toBeGreaterThan(294);
    expect(middle).toBeLessThan(380);
    run.press('Space');
    expect(run.world.byType('Boulder')).toHaveLength(1);
    run.play(6 * second);
    for (let tick = 0; tick < 20 * second && run.world.state === 'playing'; tick++)
      run.play(1, { keys: tick % 40 < 2 ? ['ArrowRight', 'ArrowUp'] : ['ArrowRight'] });
    expect(run.world).toMatchObject({ state: 'won', message: 'Across!' });
    expect(run.gap()).toBeLessThan(8);
  });

  it('Advanced demo: Space and C spawn, a click pushes, R starts again, Esc ends', async () => {
    const run = await SampleRun.of('advanced');
    for (let n = 0; n < 5; n++) {
      run.press('Space');
      run.press('KeyC');
    }
    run.play(3 * second);
    expect(run.world.byType('Box')).toHaveLength(5);
    expect(run.world.byType('Circle')).toHaveLength(5);
    const [box] = run.world.byType('Box');
    const before = run.at(box!.id);
    run.play(1, { pointer: [before.x - 30, before.y] });
    run.play(20);
    const after = run.at(box!.id);
    expect(after.x).toBeGreaterThan(before.x + 15);
    run.press('KeyR');
    expect(run.world.byType('Box')).toHaveLength(0);
    run.press('Escape');
    expect(run.world).toMatchObject({ state: 'won' });
  });
});
