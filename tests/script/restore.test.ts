import { describe, expect, it } from 'vitest';
import { play } from './fake-world.ts';

/** A host with its world, both of which can be put back. */
function stage() {
  const played = play();
  const { world, host, tick } = played;
  const save = (): (() => void) => {
    const saved = host.save();
    const { tick: at, time, list, score } = world;
    const hot = world.hot.slice();
    const random = world.random.state;
    const entities = list.map((entity) => ({ entity, props: new Map(entity.props), alive: entity.alive }));
    return () => {
      Object.assign(world, { tick: at, time, list: entities.map(({ entity }) => entity), score });
      world.hot.set(hot);
      world.random.state = random;
      for (const { entity, props, alive } of entities)
        Object.assign(entity, { props: new Map(props), alive });
      host.restore(saved);
    };
  };
  /** What scripts print in a number of ticks, and where everything is then. */
  const run = (ticks: number): unknown => {
    world.logs.length = 0;
    const failures = Array.from({ length: ticks }, () => tick()?.message ?? null);
    return { failures, logs: world.logs.map(({ text }) => text), hot: [...world.hot], score: world.score };
  };
  return { ...played, save, run };
}

const clock = `local M = { properties = { every = 0.05 }, seen = 0 }
function M.on_spawn(e, props) ams.schedule(props.every, "ring", e) end
function M.ring(e, props)
  M.seen = M.seen + 1
  ams.set_prop(e, "rung", (ams.get_prop(e, "rung") or 0) + 1)
  ams.emit(e, "rang", { at = M.seen, props = props.every })
  ams.schedule(props.every, "ring", e)
  if M.seen % 3 == 0 then ams.tween(e, "x", e.x + 10, 0.1, "bounce", "landed") end
end
function M.landed(e) print("landed", e.x) ams.add_score(1) end
function M.on_message(e, name, data) print(name, data.at, data.props, ams.random()) end
function M.on_update(e, dt) e.vx = e.vx + ams.random_range(0, 1) end
return M`;

describe('A script host that is put back', () => {
  it('goes on with the same timers, messages, tweens and random numbers', () => {
    const { world, host, script, run, save } = stage();
    for (const name of ['a', 'b']) script(world.add(name), clock, { path: `behavior/${name}.lua` });
    host.dispatch(world.list.map((entity) => ({ kind: 'spawn', entity })));
    run(7);
    const early = save();
    const straight = run(20);
    const late = save();
    const onwards = run(9);
    early();
    expect(run(20)).toEqual(straight);
    expect(run(9)).toEqual(onwards);
    late();
    expect(run(9)).toEqual(onwards);
    early();
    expect(run(20)).toEqual(straight);
  });

  it('knows again which behaviours there were, with their properties, and which were turned off', () => {
    const { world, host, script, run, save } = stage();
    const source =
      'return { properties = { n = 1 }, on_update = function(e, dt, props) print(e, props.n) end }';
    const [a, b] = [world.add('a'), world.add('b')];
    script(a, source, { properties: { n: 5 } });
    script(b, source);
    host.disable('b', 'behavior/test.lua');
    const before = save();
    const first = run(1);
    expect(first).toMatchObject({ logs: ['a\t5'] });
    expect(host.reload('behavior/test.lua', source.replace('n = 1', 'n = 2'))).toEqual({
      refused: null,
      failure: null,
    });
    const reloaded = save();
    host.attach(a, 'Script:behavior/test.lua', 'behavior/test.lua', { n: 7 });
    host.release(b);
    world.remove(b);
    expect(run(1)).toMatchObject({ logs: ['a\t7'] });
    before();
    expect(run(1)).toEqual(first);
    reloaded();
    expect(run(1)).toMatchObject({ logs: ['a\t5', 'b\t2'] });
    expect([...host.entitiesWith('on_update')]).toEqual([a, b]);
    before();
    expect([...host.entitiesWith('on_update')]).toEqual([a]);
    // From before the reload, the reload goes as it did.
    host.reload('behavior/test.lua', source.replace('n = 1', 'n = 2'));
    expect(run(1)).toMatchObject({ logs: ['a\t5', 'b\t2'] });
  });

  it('says how much a saved state takes beyond the one before', () => {
    const { world, host, script, tick } = stage();
    script(
      world.add('a'),
      `local M, list = {}, {}
for i = 1, 5000 do list[i] = i end
function M.on_update(e) if ams.get_time() > 0.1 then list[1] = list[1] + 1 end end
return M`,
    );
    host.save();
    expect(host.save().bytes).toBeLessThan(5000);
    for (let n = 0; n < 12; n++) tick();
    expect(host.save().bytes).toBeGreaterThan(5000 * 16);
  });
});
