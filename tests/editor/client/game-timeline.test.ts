import { describe, expect, it } from 'vitest';
import { GameTimeline } from '../../../src/lib/editor/client/game-timeline.ts';
import type { ToWorker } from '../../../src/lib/runtime/protocol.ts';
import type { TimelineNews } from '../../../src/lib/runtime/timeline.ts';
import { projectOf } from '../core/fixtures.ts';

function timeline() {
  const sent: ToWorker[] = [];
  const time = new GameTimeline((message) => sent.push(message));
  const news = (at: number, mode: TimelineNews['mode'] = 'past', more: Partial<TimelineNews> = {}) =>
    time.take({
      ...{ kind: 'history', id: 1, from: 0, to: 600, at, mode, loop: null, forgetAfter: null, marks: [] },
      ...more,
    });
  news(600, 'live');
  /** What was sent since the last asking. */
  const taken = () => sent.splice(0);
  return { time, news, taken };
}

describe('the timeline of a running game, seen from the page', () => {
  it('asks for one moment at a time, and only for the newest of those wished for meanwhile', () => {
    const { time, news, taken } = timeline();
    for (const at of [500, 400, 300]) time.seek(at);
    expect(taken()).toEqual([{ kind: 'seek', at: 500 }]);
    expect(time.at).toBe(300);
    // News that was under way before the worker heard of it is no answer.
    news(600, 'live');
    expect(taken()).toEqual([]);
    news(500);
    expect(taken()).toEqual([{ kind: 'seek', at: 300 }]);
    news(300);
    expect([taken(), time.at]).toEqual([[], 300]);
  });

  it('stays within what is kept', () => {
    const { time, taken } = timeline();
    time.seek(-5);
    expect(taken()).toEqual([{ kind: 'seek', at: 0 }]);
  });

  it('replays edits from the moment that was chosen last, until the player goes on', () => {
    const { time, news, taken } = timeline();
    time.edited();
    expect(taken()).toEqual([]);
    time.seek(420);
    news(420);
    taken();
    time.edited();
    expect(taken()).toEqual([{ kind: 'replay', from: 420 }]);
    // The replay has come to its end: the next edit is tried from the same moment.
    news(430, 'replay');
    news(600, 'live');
    time.edited();
    expect(taken()).toEqual([{ kind: 'replay', from: 420 }]);
    news(600, 'live');
    time.goOn();
    time.edited();
    expect(taken()).toEqual([]);
  });

  it('keeps the chosen moment while a paused replay goes on, and lets go of it at the end of time', () => {
    const { time, news } = timeline();
    time.seek(420);
    news(420);
    time.replay();
    news(430, 'replay');
    time.goOn();
    expect(time.origin).toBe(420);
    time.seek(600);
    expect(time.origin).toBeNull();
  });

  it('replays from the shown moment, or all that is kept', () => {
    const { time, news, taken } = timeline();
    time.replay();
    expect(taken()).toEqual([{ kind: 'replay', from: 0 }]);
    news(600, 'live');
    time.playFromHere();
    expect(taken()).toEqual([{ kind: 'play-from', at: 600 }]);
  });

  it('follows single ticks: what is shown is where edits are replayed from', () => {
    const { time, news, taken } = timeline();
    time.stepBack();
    expect(taken()).toEqual([{ kind: 'seek', at: 599 }]);
    news(599);
    time.stepBack();
    news(598);
    expect(time.origin).toBe(598);
  });

  it('leaves edits to a loop, which begins anew by itself', () => {
    const { time, news, taken } = timeline();
    const loop = { from: 100, to: 200 };
    time.loop(loop);
    news(100, 'replay', { loop });
    taken();
    time.edited();
    expect(taken()).toEqual([]);
    expect(time.origin).toBe(100);
  });

  it('tells the path of whoever is followed, from the chosen moment on', () => {
    const { time, news, taken } = timeline();
    time.follow('hero');
    expect(taken()).toEqual([{ kind: 'trace', entity: 'hero' }]);
    const now = { from: 0, points: new Float32Array([1, 2]) };
    time.take({ kind: 'trace', id: 1, entity: 'hero', now, before: null });
    expect(time.paths).toBeNull();
    time.seek(300);
    news(300);
    expect(time.paths).toEqual({ entity: 'hero', from: 300, at: 300, now, before: null });
    time.take({ kind: 'trace', id: 1, entity: 'somebody else', now, before: null });
    expect(time.paths?.entity).toBe('hero');
    time.follow(null);
    expect(time.paths).toBeNull();
  });

  it('wishes the next run the same speed and path, and forgets the past', () => {
    const { time, taken } = timeline();
    time.setSpeed(0.25);
    time.follow('hero');
    time.seek(300);
    taken();
    time.begin();
    expect(taken()).toEqual([
      { kind: 'speed', factor: 0.25 },
      { kind: 'trace', entity: 'hero' },
    ]);
    expect([time.at, time.origin, time.known.to]).toEqual([0, null, 0]);
  });

  it('answers with a recording, or with why there is none', async () => {
    const { time } = timeline();
    const project = projectOf({});
    const end = { state: 'playing', score: 0, id: 1, kind: 'recording' } as const;
    const [first, second] = [time.record(project), time.record(project)];
    time.take({ ...end, text: '{}', ticks: 90, problem: '' });
    expect(await Promise.all([first, second])).toEqual([
      { text: '{}', ticks: 90 },
      { text: '{}', ticks: 90 },
    ]);
    const third = time.record(project);
    time.take({ ...end, text: null, ticks: 0, problem: 'It cannot be played again.' });
    await expect(third).rejects.toThrow('It cannot be played again.');
    const fourth = time.differences();
    time.end();
    await expect(fourth).rejects.toThrow(/ended/u);
  });
});
