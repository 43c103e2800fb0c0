import { describe, expect, it } from 'vitest';
import { History } from '../../src/lib/runtime/history.ts';
import type { LiveEdit } from '../../src/lib/runtime/protocol.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { resolveScene } from '../../src/lib/schema/resolve.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { entity, platformer, project, tumble } from '../engine/scene.ts';

const held = (...keys: string[]) => ({ keys, pointer: null, buttons: [] });

/** Keys of a player who runs and jumps about. */
const keysAt = (tick: number) =>
  held(...(tick % 90 < 60 ? ['ArrowRight'] : ['ArrowLeft']), ...(tick % 50 < 8 ? ['Space'] : []));

/** A history with a clock in which a tick takes 1 ms, or what `slow` says. */
function setup(of: ProjectData = platformer(), slow: (tick: number) => number = () => 1) {
  let now = 0;
  const history = new History({
    make: (options) => new Simulation({ project: of, scene: 'level', ...options }),
    clock: () => now,
    kept: true,
  });
  const { simulation } = history;
  const tick = simulation.tick.bind(simulation);
  simulation.tick = (input) => {
    const error = tick(input);
    now += slow(history.at);
    return error;
  };
  const hashes: string[] = [simulation.fullHash()];
  const play = (ticks: number, input = keysAt) => {
    for (let n = 0; n < ticks; n++) {
      history.play(input(history.at));
      hashes[history.at] = simulation.fullHash();
    }
  };
  /** Goes through all recorded input from here. */
  const replay = () => {
    while (history.at < history.span.to) {
      history.playAgain();
      hashes[history.at] = simulation.fullHash();
    }
  };
  return { history, simulation, hashes, play, replay, pass: (ms: number) => (now += ms) };
}

const scriptEdit = (path: string, source: string): LiveEdit[] => [{ kind: 'script', path, source }];
const faster = (of: ProjectData) =>
  scriptEdit(
    'behavior/hero.lua',
    of.scripts['behavior/hero.lua']!.replace('= props.speed end', '= 2 * props.speed end'),
  );
const movedCrate = (of: ProjectData, x: number): LiveEdit[] => {
  const crate = resolveScene(of, of.scenes['level']!).find(({ id }) => id === 'crate')!;
  const Transform = { ...crate.components.Transform, position: [x, 100] as const };
  return [
    { kind: 'entity', id: 'crate', entity: { ...crate, components: { ...crate.components, Transform } } },
  ];
};

describe('History', () => {
  it.each([
    ['a platformer', platformer],
    ['a tumble', tumble],
  ])('shows any moment of %s as it was, in any order', (_, make) => {
    const { history, simulation, hashes, play } = setup(make());
    play(400);
    for (const at of [399, 0, 31, 30, 29, 250, 251, 250, 400, 123, 1]) {
      expect(history.seek(at)).toBe(at);
      expect([at, simulation.fullHash()]).toEqual([at, hashes[at]]);
    }
    history.seek(400);
    expect(history.live).toBe(true);
  });

  it('keeps a minute', () => {
    const { history, play } = setup(project({ box: entity([0, 0], [10, 10], { Body: {} }) }));
    play(3700);
    const { from, to } = history.span;
    expect(to).toBe(3700);
    expect(from).toBeGreaterThanOrEqual(100);
    expect(from).toBeLessThanOrEqual(130);
    expect([history.seek(-5), history.seek(99_999)]).toEqual([from, 3700]);
  });

  it('shows the past with the edits of its time', () => {
    const of = platformer();
    const { history, simulation, hashes, play } = setup(of);
    play(100);
    history.edit(faster(of));
    hashes[100] = simulation.fullHash();
    play(50);
    history.edit(movedCrate(of, 500));
    hashes[150] = simulation.fullHash();
    play(70);
    for (const at of [60, 150, 100, 219, 101, 99, 149]) {
      history.seek(at);
      expect([at, simulation.fullHash()]).toEqual([at, hashes[at]]);
    }
  });

  it('plays on from a moment with what was edited later, and drops the rest', () => {
    const of = platformer();
    const { history, simulation, hashes, play } = setup(of);
    play(100);
    const at60 = hashes[60];
    history.edit(faster(of));
    play(50);
    history.seek(60);
    expect(history.cut()).toBeNull();
    expect([history.at, history.live, history.span.to]).toEqual([60, true, 60]);
    play(100);

    const other = setup(of);
    other.play(60);
    other.history.edit(faster(of));
    other.play(100);
    expect(simulation.fullHash()).toBe(other.simulation.fullHash());
    history.seek(60);
    history.seek(159);
    expect(simulation.fullHash()).toBe(hashes[159]);
    history.seek(59);
    expect(simulation.fullHash()).toBe(hashes[59]);
    expect(at60).toBeDefined();
  });

  it('replays the same input with what was edited since', () => {
    const of = platformer();
    const { history, simulation, hashes, play, replay } = setup(of);
    play(200);
    const before = [...hashes];
    history.seek(80);
    expect(history.edit(faster(of))).toBeNull();
    expect(history.live).toBe(false);
    // Visiting goes back to the moment as it was.
    history.seek(80);
    expect(simulation.fullHash()).toBe(before[80]);

    expect(history.rewrite(80)).toBeNull();
    expect(history.span).toEqual({ from: 0, to: 200 });
    replay();
    expect(history.at).toBe(200);
    expect(simulation.fullHash()).not.toBe(before[200]);

    const other = setup(of);
    other.play(80);
    other.history.edit(faster(of));
    other.play(120);
    expect(hashes.slice(81)).toEqual(other.hashes.slice(81));
    for (const at of [30, 190, 100]) {
      history.seek(at);
      expect([at, simulation.fullHash()]).toEqual([at, hashes[at]]);
    }
  });

  it('replays without edits exactly what was', () => {
    const { history, hashes, play, replay } = setup(tumble());
    play(150);
    const before = [...hashes];
    history.rewrite(40);
    replay();
    expect(hashes).toEqual(before);
  });

  it('has the old path of an entity beside the new one', () => {
    const of = platformer();
    const { history, play, replay } = setup(of);
    play(120, () => held('ArrowRight'));
    const old = history.trace('hero').now;
    expect(history.trace('hero').before).toBeNull();
    history.edit(faster(of));
    history.rewrite(60);
    expect(history.trace('hero').now.points).toHaveLength(2 * 61);
    replay();
    const { now, before } = history.trace('hero');
    expect([...before!.points]).toEqual([...old.points]);
    expect([...now.points.subarray(0, 2 * 61)]).toEqual([...old.points.subarray(0, 2 * 61)]);
    expect(now.points[2 * 120]).toBeGreaterThan(old.points[2 * 120]! + 100);
  });

  it('keeps the old path where a replay is broken off by the next edit', () => {
    const of = platformer();
    const { history, play, replay } = setup(of);
    play(120, () => held('ArrowRight'));
    const old = [...history.trace('hero').now.points];
    for (let n = 0; n < 3; n++) {
      history.edit(n % 2 ? scriptEdit('behavior/hero.lua', of.scripts['behavior/hero.lua']!) : faster(of));
      history.rewrite(60);
      for (let tick = 0; tick < 10; tick++) history.playAgain();
    }
    replay();
    expect([...history.trace('hero').before!.points]).toEqual(old);
  });

  it('marks what happened once, and anew after a rewrite', () => {
    const of = platformer();
    const { history, play, replay } = setup(of);
    play(120, () => held('ArrowRight'));
    const kinds = () => history.takeMarks().marks.map(({ kind, text }) => `${kind}: ${text}`);
    expect(kinds()).toContain('collision: coin touches hero');
    history.seek(10);
    history.seek(120);
    expect(kinds()).toEqual([]);
    history.edit(faster(of));
    history.rewrite(10);
    replay();
    const news = history.takeMarks();
    expect(news.forgetAfter).toBe(10);
    expect(news.marks.map(({ text }) => text)).toEqual(['behavior/hero.lua edited', 'coin touches hero']);
  });

  it('marks messages with who sends them', () => {
    const scripts = {
      'behavior/b.lua':
        'local b = {}\nfunction b.on_update(e) if ams.get_time() > 0.5 then ams.emit_to_all("open") end end\nreturn b',
    };
    const of = project({ e: entity([0, 0], [1, 1], { Script: { script: 'behavior/b.lua' } }) }, { scripts });
    const { history, play } = setup(of);
    play(40);
    expect(history.takeMarks().marks).toEqual([
      { at: 31, kind: 'message', text: 'e sends “open”', entity: 'e', script: 'behavior/b.lua' },
    ]);
  });

  it('never runs a tick again in which the clock may have stopped a script', () => {
    // The script works as long as the clock lets it: how far it gets is another number in each run.
    const scripts = {
      'behavior/slow.lua': `
local b = {}
function b.on_update(e)
  e.x = e.x + 1
  if math.floor(ams.get_time() * 60 + 0.5) == 40 then while true do end end
end
return b
`,
    };
    const of = project(
      { e: entity([0, 0], [1, 1], { Script: { script: 'behavior/slow.lua' } }) },
      { scripts },
    );
    let now = 0;
    let perReading = 0;
    const history = new History({
      make: (options) => new Simulation({ project: of, scene: 'level', ...options }),
      clock: () => (now += perReading),
      kept: true,
    });
    const { simulation } = history;
    const hashes: string[] = [];
    const errors: string[] = [];
    for (let n = 0; n < 70; n++) {
      // Looked at every thousand instructions, so that the call ends by the clock long before its instructions are used up.
      perReading = n === 39 ? 100 : 0;
      const error = history.play(held());
      if (error) errors.push(error.message);
      hashes[history.at] = simulation.fullHash();
    }
    expect(errors).toEqual([expect.stringMatching(/took longer than 0.4 s/)]);
    for (const at of [39, 40, 45, 38, 70]) {
      history.seek(at);
      expect([at, simulation.fullHash()]).toEqual([at, hashes[at]]);
    }
    history.seek(20);
    const before = now;
    while (history.at < 70) expect(history.playAgain().error).toBeNull();
    expect(now).toBe(before);
    expect(simulation.fullHash()).toBe(hashes[70]);
  });

  it('turns a failing behaviour off in the past at the moment when it was turned off', () => {
    const scripts = {
      'behavior/b.lua':
        'local b = {}\nfunction b.on_update(e) if ams.get_time() > 0.5 then error("no") end e.x = e.x + 1 end\nreturn b',
    };
    const of = project({ e: entity([0, 0], [1, 1], { Script: { script: 'behavior/b.lua' } }) }, { scripts });
    const { history, simulation, hashes, play } = setup(of);
    play(40);
    history.disable('e', 'behavior/b.lua');
    play(30);
    for (const at of [33, 70, 45]) {
      history.seek(at);
      expect([at, simulation.fullHash()]).toEqual([at, hashes[at]]);
    }
  });

  it('keeps nothing where nothing shall be kept', () => {
    const history = new History({
      make: (options) => new Simulation({ project: platformer(), scene: 'level', ...options }),
      clock: () => 0,
      kept: false,
    });
    for (let n = 0; n < 10; n++) history.play(held());
    expect([history.live, history.span]).toEqual([true, { from: 0, to: 0 }]);
  });
});
