import { describe, expect, it } from 'vitest';
import type { ToWorker } from '../../src/lib/runtime/protocol.ts';
import { entity, platformer, project } from '../engine/scene.ts';
import { sessionStage as setup } from './session-stage.ts';

const start = (more: Partial<Extract<ToWorker, { kind: 'start' }>> = {}): ToWorker => ({
  kind: 'start',
  id: 7,
  project: platformer(),
  scene: 'level',
  ...more,
});

describe('GameSession', () => {
  it('answers a start with ready and a frame, then plays at 60 Hz', () => {
    const { sent, say, pass, frames } = setup();
    say(start());
    expect(sent.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['ready 7', 'frame 7']);
    pass(1001);
    expect(frames().at(-1)!.tick).toBe(60);
  });

  it('pauses, steps and resumes', () => {
    const { sent, say, pass, frames, idle } = setup();
    say(start({ paused: true }));
    expect(sent.at(-1)).toEqual({ kind: 'paused', id: 7, tick: 0, error: null });
    pass(500);
    expect(frames()).toHaveLength(1);
    say({ kind: 'step' });
    expect(sent.slice(-2)).toMatchObject([
      { kind: 'frame', tick: 1 },
      { kind: 'paused', tick: 1, error: null },
    ]);
    say({ kind: 'resume' });
    expect(sent.at(-1)).toEqual({ kind: 'resumed', id: 7, tick: 1 });
    pass(100);
    say({ kind: 'pause' });
    expect(frames().at(-1)!.tick).toBeGreaterThan(4);
    expect(idle()).toBe(true);
  });

  it('notices a key that was down and up between two ticks', () => {
    const { say, pass, frames } = setup();
    say(
      start({
        project: project(
          { e: entity([0, 0], [1, 1], { Script: { script: 'behavior/k.lua' } }) },
          {
            scripts: {
              'behavior/k.lua':
                'local b = {}\nfunction b.on_update() if ams.was_key_pressed("Space") then ams.add_score(1) end end\nreturn b',
            },
          },
        ),
      }),
    );
    say({ kind: 'input', input: { keys: ['Space'], pointer: null, buttons: [] } });
    say({ kind: 'input', input: { keys: [], pointer: null, buttons: [] } });
    pass(100);
    const scores = frames().flatMap(({ events }) => events.filter(({ kind }) => kind === 'state'));
    expect(scores.at(-1)).toMatchObject({ score: 1 });
  });

  it('pauses at a script error, and goes on when told', () => {
    const { sent, say, pass, idle } = setup();
    const scripts = {
      'behavior/b.lua': 'local b = {}\nfunction b.on_update(e) error("no") end\nreturn b',
    };
    say(
      start({
        project: project(
          { e: entity([0, 0], [1, 1], { Script: { script: 'behavior/b.lua' } }) },
          { scripts },
        ),
      }),
    );
    pass(50);
    expect(sent.at(-1)).toMatchObject({
      kind: 'paused',
      tick: 1,
      error: { script: 'behavior/b.lua', line: 2, entity: 'e' },
    });
    expect(idle()).toBe(true);
    say({ kind: 'disable', entity: 'e', script: 'behavior/b.lua' });
    say({ kind: 'resume' });
    pass(50);
    expect(sent.at(-1)).toMatchObject({ kind: 'frame' });
  });

  it('says why a game cannot start', () => {
    const { sent, say } = setup();
    say(start({ scene: 'nowhere' }));
    expect(sent).toMatchObject([
      { kind: 'failed', id: 7, error: { message: expect.stringContaining('nowhere') } },
    ]);
    say(start({ project: project({}, { scripts: { 'behavior/x.lua': '\nlocal = 1' } }) }));
    expect(sent.at(-1)).toMatchObject({ kind: 'failed', error: { script: 'behavior/x.lua', line: 2 } });
  });

  it('shows edits while paused and stops with the hash', () => {
    const { sent, say, frames, idle } = setup();
    say(start({ paused: true }));
    say({ kind: 'edit', edits: [{ kind: 'entity', id: 'coin', entity: null }] });
    expect(frames().at(-1)!.events).toContainEqual(expect.objectContaining({ kind: 'gone' }));
    say({ kind: 'stop' });
    expect(sent.at(-1)).toEqual({
      kind: 'stopped',
      id: 7,
      tick: 0,
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(idle()).toBe(true);
    say({ kind: 'step' });
    say({ kind: 'edit', edits: [] });
    expect(sent.at(-1)!.kind).toBe('stopped');
  });
});
