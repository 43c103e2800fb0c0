/** What hangs on something, and what the player carries about. */
import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../src/lib/base/geometry.ts';
import { mover, solid, Stage, type Actor } from './stage.ts';

const falls = { Body: { damping: 0 }, Collider: {} };
const away = ({ x, y }: { x: number; y: number }, [px, py]: Vec2) => Math.hypot(x - px, y - py);

describe('rope_link', () => {
  const hook: Actor = { at: [400, 100] };
  const hanging = (properties = {}, at: Vec2 = [400, 200]): Actor => ({
    at,
    size: [16, 16],
    components: falls,
    behaviours: { rope_link: { target: 'hook', ...properties } },
  });

  it('holds at its length and lets swing to both sides, for a minute', () => {
    const stage = new Stage({ hook, lamp: hanging({}, [500, 100]) });
    let [least, most, longest] = [Infinity, -Infinity, 0];
    for (let n = 0; n < 3600; n++) {
      const { x } = stage.play(1).at('lamp');
      longest = Math.max(longest, away(stage.at('lamp'), [400, 100]));
      if (n < 600) [least, most] = [Math.min(least, x), Math.max(most, x)];
    }
    expect(longest).toBeLessThan(103);
    expect(least).toBeLessThan(340);
    expect(most).toBeGreaterThan(460);
    expect(stage.at('lamp').y).toBeGreaterThan(100);
  });

  it('hangs loose until its rope is taut', () => {
    const stage = new Stage({ hook, lamp: hanging({ length: 150 }, [400, 120]) });
    const { vy } = stage.play(10).at('lamp');
    expect(vy).toBeGreaterThan(150);
    expect(stage.play(120).at('lamp').y).toBeCloseTo(250, -1);
  });

  it('hangs on its own place without a target, and falls when it is cut or its target goes', () => {
    const cutter = `local b = {}
function b.on_update(e)
  if ams.get_time() > 1 then ams.emit_to_all("cut") end
end
return b`;
    const alone = new Stage(
      {
        lamp: {
          at: [400, 100],
          size: [16, 16],
          components: falls,
          behaviours: { rope_link: { length: 60 } },
        },
        scissors: { behaviours: { cutter: {} } },
      },
      {},
      { cutter },
    );
    expect(alone.play(58).at('lamp').y).toBeCloseTo(160, -1);
    expect(alone.play(60).at('lamp').y).toBeGreaterThan(400);

    const stage = new Stage({
      hook: { ...hook, behaviours: { fade_out: { delay: 0.4, duration: 0.1 } } },
      lamp: hanging(),
    });
    expect(stage.play(20).at('lamp').y).toBeCloseTo(200, -1);
    expect(stage.play(70).at('lamp').y).toBeGreaterThan(300);
  });

  it('makes a chain of several, and falls like anything else where its target is not there', () => {
    const link = (target: string, y: number): Actor => ({ ...hanging({ target }, [400, y]) });
    const stage = new Stage({ hook, a: link('hook', 140), b: link('a', 180), c: link('b', 220) }).play(600);
    expect(stage.at('c').y).toBeGreaterThan(200);
    expect(stage.at('c').y).toBeLessThan(235);
    expect(new Stage({ lamp: hanging({ target: 'nobody' }) }).play(60).at('lamp').y).toBeGreaterThan(600);
  });
});

describe('draggable', () => {
  const crate = (at: Vec2, components: Actor['components'] = mover): Actor => ({
    at,
    size: [40, 40],
    components,
    behaviours: { draggable: {} },
  });

  it('is carried by the point where it was taken, and stays where it is put', () => {
    const stage = new Stage({ crate: crate([200, 200]) }).play(5);
    stage.play(2, { pointer: [210, 205] }).play(30, { pointer: [510, 305] });
    expect(stage.at('crate').x).toBeCloseTo(500, 0);
    expect(stage.at('crate').y).toBeCloseTo(300, 0);
    stage.play(60);
    expect(away(stage.at('crate'), [500, 300])).toBeLessThan(2);
  });

  it('is thrown when it is let go on the way', () => {
    const stage = new Stage({ crate: crate([200, 200]) }).play(5);
    for (let n = 0; n < 20; n++) stage.play(1, { pointer: [200 + n * 5, 200] });
    const { x, vx } = stage.play(1).at('crate');
    expect(vx).toBeGreaterThan(200);
    expect(stage.play(30).at('crate').x).toBeGreaterThan(x + 100);
  });

  it('is left alone by a press beside it, and only the one in front is taken', () => {
    const stage = new Stage({ back: crate([200, 200], {}), front: crate([210, 200], {}) }).play(5);
    stage
      .play(2, { pointer: [400, 400] })
      .play(10, { pointer: [205, 200] })
      .play(2);
    expect([stage.at('back').x, stage.at('front').x]).toEqual([200, 210]);
    stage.play(2, { pointer: [205, 200] }).play(30, { pointer: [605, 200] });
    expect(stage.at('back').x).toBe(200);
    expect(stage.at('front').x).toBeCloseTo(610, 0);
  });

  it('stops at walls while it is carried, and falls when it is let go', () => {
    const stage = new Stage({
      floor: { at: [400, 520], size: [900, 40], components: solid },
      // Without friction, so that it slides up the wall after the pointer.
      wall: { at: [400, 300], size: [20, 400], components: { Collider: { friction: 0 } } },
      crate: crate([200, 400], { Body: { fixedRotation: true }, Collider: { friction: 0 } }),
    }).play(90);
    const { y } = stage.at('crate');
    stage.play(2, { pointer: [200, y] }).play(90, { pointer: [700, 300] });
    expect(stage.at('crate').x).toBeLessThan(372);
    expect(stage.at('crate').y).toBeLessThan(330);
    expect(stage.play(120).at('crate').y).toBeCloseTo(480, -1);
  });
});
