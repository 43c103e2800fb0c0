import { describe, expect, it } from 'vitest';
import type { FromWorker, LiveEdit, ToWorker } from '../../src/lib/runtime/protocol.ts';
import { runReplay } from '../../src/lib/runtime/testing/run-replay.ts';
import { emptyTimeline, followTimeline } from '../../src/lib/runtime/timeline.ts';
import { resolveScene } from '../../src/lib/schema/resolve.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { entity, platformer, project } from '../engine/scene.ts';
import { sessionStage } from './session-stage.ts';

/** A counter that moves by its speed while right is held, and tells of every tenth tick. */
const source = (speed: number) => `
local b = {}
local n = 0
function b.on_update(e)
  n = n + 1
  if ams.is_key_down("ArrowRight") then e.x = e.x + ${speed} end
  if n % 10 == 0 then
    ams.log("n " .. n)
    ams.play_sound("beep")
    ams.store("n", n)
  end
end
return b
`;
const counter = (speed = 1): ProjectData =>
  project(
    { e: entity([0, 0], [10, 10], { Shape: {}, Script: { script: 'behavior/b.lua' } }) },
    {
      scripts: { 'behavior/b.lua': source(speed) },
      assets: { beep: { name: 'beep', kind: 'sound', sha256: '0'.repeat(64), size: 1, meta: {} } },
    },
  );
const edited = (speed: number): ToWorker => ({
  kind: 'edit',
  edits: [{ kind: 'script', path: 'behavior/b.lua', source: source(speed) }],
});
const right = (down: boolean): ToWorker => ({
  kind: 'input',
  input: { keys: down ? ['ArrowRight'] : [], pointer: null, buttons: [] },
});

function setup(of: ProjectData = counter(), more: Partial<Extract<ToWorker, { kind: 'start' }>> = {}) {
  const stage = sessionStage();
  stage.say({ kind: 'start', id: 7, project: of, scene: 'level', keepHistory: true, ...more });
  const x = () => new Float32Array(stage.frames().at(-1)!.draws)[1]!;
  const last = <K extends FromWorker['kind']>(kind: K) =>
    stage.sent.findLast((message) => message.kind === kind) as Extract<FromWorker, { kind: K }> | undefined;
  const timeline = () =>
    stage.sent.reduce(
      (now, message) => (message.kind === 'history' ? followTimeline(now, message) : now),
      emptyTimeline,
    );
  const told = (kind: string) =>
    stage.frames().flatMap(({ events }) => events.filter((one) => one.kind === kind));
  /** Lets ticks pass, as many as there are pictures in that time. */
  const ticks = (count: number) => stage.pass((count * 1000) / 60 + 0.5);
  return { ...stage, x, last, timeline, told, ticks };
}

describe('GameSession in time', () => {
  it('tells of the timeline as it grows', () => {
    const { ticks, timeline, sent } = setup();
    ticks(60);
    const { to, at, mode } = timeline();
    expect([mode, at]).toEqual(['live', to]);
    expect(to).toBeGreaterThan(50);
    expect(sent.filter(({ kind }) => kind === 'history').length).toBeLessThan(14);
  });

  it('pauses and shows the moment that was asked for last', () => {
    const { say, ticks, last, timeline, x, frames } = setup();
    say(right(true));
    ticks(100);
    const shown = frames().length;
    for (const at of [90, 80, 31, 30]) say({ kind: 'seek', at });
    ticks(1);
    expect(frames()).toHaveLength(shown + 2);
    expect(frames().at(-1)).toMatchObject({ at: 30, tick: 30 });
    expect(last('paused')).toMatchObject({ tick: 30, error: null });
    expect(timeline()).toMatchObject({ at: 30, to: 100, mode: 'past' });
    expect(x()).toBe(30);
    say({ kind: 'step-back' });
    expect([x(), timeline().at]).toEqual([29, 29]);
    say({ kind: 'step' });
    say({ kind: 'step' });
    expect([x(), timeline().at]).toEqual([31, 31]);
    say({ kind: 'seek', at: 1e9 });
    say({ kind: 'step' });
    expect(timeline()).toMatchObject({ at: 101, to: 101, mode: 'live' });
  });

  it('repeats no line, sound or stored value when it visits, and sounds only when it replays', () => {
    const { say, ticks, told } = setup();
    ticks(65);
    const count = () => [told('log').length, told('sound').length, told('stored').length];
    expect(count()).toEqual([6, 6, 6]);
    say({ kind: 'seek', at: 5 });
    say({ kind: 'seek', at: 44 });
    ticks(1);
    expect(count()).toEqual([6, 6, 6]);
    say({ kind: 'replay', from: 15 });
    ticks(70);
    expect(count()).toEqual([6, 11, 6]);
  });

  it('plays on from a moment of the past', () => {
    const { say, ticks, timeline, x, last, frames } = setup();
    say(right(true));
    ticks(80);
    say({ kind: 'seek', at: 20 });
    say({ kind: 'resume' });
    expect(last('resumed')).toMatchObject({ tick: 20 });
    say(right(false));
    ticks(30);
    expect(timeline()).toMatchObject({ mode: 'live', from: 0 });
    expect(timeline().to).toBeLessThan(51);
    expect(x()).toBe(20);
    say({ kind: 'play-from', at: 10 });
    ticks(5);
    expect([x(), frames().at(-1)!.at]).toEqual([10, 15]);
  });

  it('replays the recorded input with the script as it is now, then pauses', () => {
    const { say, ticks, timeline, x, last, idle } = setup();
    say(right(true));
    ticks(60);
    say({ kind: 'trace', entity: 'e' });
    say({ kind: 'seek', at: 40 });
    say(edited(5));
    expect(x()).toBe(40);
    say({ kind: 'seek', at: 39 });
    ticks(1);
    expect(x()).toBe(39);
    say(right(false));
    say({ kind: 'replay', from: 40 });
    expect(timeline()).toMatchObject({ mode: 'replay', at: 40, to: 60 });
    ticks(30);
    expect(x()).toBe(40 + 20 * 5);
    expect(timeline()).toMatchObject({ mode: 'live', at: 60, to: 60 });
    expect(idle()).toBe(true);
    const { now, before, entity: who } = last('trace')!;
    expect([who, now.points.at(-2), before!.points.at(-2)]).toEqual(['e', 140, 60]);
    expect(timeline().marks).toEqual([
      { at: 40, kind: 'edit', text: 'behavior/b.lua edited', script: 'behavior/b.lua' },
    ]);
  });

  it('goes on with a replay that was paused', () => {
    const { say, ticks, timeline, x } = setup();
    say(right(true));
    ticks(60);
    say({ kind: 'replay', from: 10, to: 50 });
    ticks(20);
    say({ kind: 'pause' });
    expect(timeline().mode).toBe('replay');
    say({ kind: 'resume' });
    ticks(60);
    expect([timeline().at, timeline().to, x()]).toEqual([50, 60, 50]);
    expect(timeline().mode).toBe('past');
  });

  it('loops a span, anew on each edit', () => {
    const { say, ticks, timeline, x, sent } = setup();
    say(right(true));
    ticks(60);
    say({ kind: 'loop', span: { from: 20, to: 40 } });
    const seen = new Set<number>();
    for (let n = 0; n < 60; n++) {
      ticks(1);
      seen.add(timeline().at);
      expect(x()).toBeLessThanOrEqual(40);
    }
    expect(timeline()).toMatchObject({ loop: { from: 20, to: 40 }, mode: 'replay', to: 60 });
    say(edited(3));
    expect(timeline().at).toBe(20);
    ticks(10);
    expect(x()).toBe(50);
    say(edited(4));
    ticks(10);
    expect(x()).toBe(60);
    say({ kind: 'loop', span: null });
    expect(timeline().loop).toBeNull();
    expect(sent.at(-1)!.kind).not.toBe('frame');
    ticks(100);
    expect(x()).toBe(60);
  });

  it('runs slower and faster', () => {
    const { say, frames, pass } = setup();
    say({ kind: 'speed', factor: 0.1 });
    pass(1000);
    expect(frames().at(-1)!.tick).toBe(6);
    const shown = frames().length;
    say({ kind: 'speed', factor: 8 });
    pass(1000);
    expect(frames().at(-1)!.tick).toBeGreaterThan(6 + 8 * 60 - 10);
    expect(frames().length - shown).toBeLessThan(65);
    say({ kind: 'speed', factor: 1000 });
    const { tick } = frames().at(-1)!;
    pass(100);
    expect(frames().at(-1)!.tick - tick).toBeLessThan(60);
  });

  it('starts paused at moment 0, and an edit there is part of the game', () => {
    const { say, x, timeline } = setup(counter(), { paused: true });
    expect(timeline()).toMatchObject({ at: 0, to: 0, mode: 'live' });
    say(edited(9));
    say(right(true));
    say({ kind: 'step' });
    expect(x()).toBe(9);
  });

  it('pauses again where an edited script fails, and goes on once it is mended', () => {
    const { say, ticks, last, timeline, x } = setup();
    say(right(true));
    ticks(60);
    say({
      kind: 'edit',
      edits: [
        { kind: 'script', path: 'behavior/b.lua', source: source(1).replace('n = n + 1', 'n = n .. {}') },
      ],
    });
    say({ kind: 'replay', from: 30 });
    ticks(10);
    expect(last('paused')!.error).toMatchObject({ script: 'behavior/b.lua', line: 5 });
    expect(timeline()).toMatchObject({ at: 31, mode: 'replay' });
    expect(timeline().marks.at(-1)).toMatchObject({
      at: 31,
      kind: 'error',
      script: 'behavior/b.lua',
      entity: 'e',
    });
    say(edited(2));
    say({ kind: 'replay', from: 30 });
    ticks(40);
    expect(x()).toBe(30 + 2 * 30);
  });

  it('makes a test of what was played', () => {
    const of = counter();
    const { say, ticks, last } = setup(of);
    say(right(true));
    ticks(40);
    say(right(false));
    ticks(30);
    say({ kind: 'record', project: of });
    ticks(20);
    const { text, problem, state } = last('recording')!;
    expect([problem, state]).toEqual(['', 'playing']);
    const result = runReplay(of, 'test/a.replay.json', text!);
    expect(result.problem).toBeNull();
    expect(result.ticks).toBe(70);
    expect(text!.length).toBeLessThan(600);
    expect(runReplay(counter(2), 'test/a.replay.json', text!).problem).not.toBeNull();

    const broken = {
      ...of,
      scripts: { 'behavior/b.lua': 'local b = {}\nfunction b.on_update() error("no") end\nreturn b' },
    };
    say({ kind: 'record', project: broken });
    ticks(20);
    expect(last('recording')).toMatchObject({
      text: null,
      problem: expect.stringContaining('behavior/b.lua:2'),
    });
  });

  it('tells how the running scene differs from the document', () => {
    const of = platformer();
    const { say, ticks, last } = setup(of);
    ticks(10);
    say({ kind: 'pause' });
    const coin = resolveScene(of, of.scenes['level']!).find(({ id }) => id === 'coin')!;
    const edit: LiveEdit = { kind: 'entity', id: 'extra', entity: { ...coin, id: 'extra', name: 'Extra' } };
    say({ kind: 'edit', edits: [edit] });
    say({ kind: 'differences' });
    const { differences } = last('differences')!;
    const names = differences.map(({ id, kind }) => `${id} ${kind}`);
    expect(names).toContain('platform changed');
    expect(names).toContain('crate changed');
    expect(names).not.toContain('ground changed');
    expect(names).not.toContain('extra new');
  });

  it('keeps nothing and stays silent without history', () => {
    const { say, ticks, sent, frames } = setup(counter(), { keepHistory: false });
    ticks(20);
    for (const message of [
      { kind: 'seek', at: 3 },
      { kind: 'step-back' },
      { kind: 'replay', from: 1 },
      { kind: 'trace', entity: 'e' },
    ] satisfies ToWorker[])
      say(message);
    ticks(20);
    expect(sent.some(({ kind }) => kind === 'history' || kind === 'trace')).toBe(false);
    expect(frames().at(-1)!.tick).toBe(40);
  });
});
