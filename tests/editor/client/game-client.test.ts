import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GameClient, type GameWorker } from '../../../src/lib/editor/client/game-client.ts';
import {
  DRAW_STRIDE,
  type Frame,
  type FromWorker,
  type ToWorker,
} from '../../../src/lib/runtime/protocol.ts';
import { resolveScene } from '../../../src/lib/schema/resolve.ts';
import { projectOf } from '../core/fixtures.ts';

/** A worker that keeps what it is told and says what the test lets it say. */
class FakeWorker implements GameWorker {
  readonly told: ToWorker[] = [];
  ended = false;
  onmessage: GameWorker['onmessage'] = null;
  onerror: GameWorker['onerror'] = null;

  postMessage(message: ToWorker): void {
    // Keys and pointer come with every frame of the page: they are not what these tests are about.
    if (message.kind !== 'input') this.told.push(message);
  }

  terminate(): void {
    this.ended = true;
  }

  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  }

  kinds(): string[] {
    return this.told.map(({ kind }) => kind);
  }

  get id(): number {
    return this.told.flatMap((message) => (message.kind === 'start' ? message.id : [])).at(-1)!;
  }
}

const project = projectOf({ hero: {} });
const [hero] = resolveScene(project, project.scenes.s!);
const error = {
  ...{ script: 'behavior/hero.lua', line: 3, message: 'no', traceback: '' },
  ...{ entity: 'hero', entityName: 'Hero', locals: [] },
};

/** A frame that shows the hero at a place. */
function frameAt(id: number, tick: number, x: number, y: number, events: Frame['events'] = []): Frame {
  const draws = new Float32Array(DRAW_STRIDE);
  draws.set([0, x, y]);
  const numbers = { tick, tickMs: 0.5, entities: 1, bodies: 1, count: 1 };
  return { kind: 'frame', id, ...numbers, draws: draws.buffer, events } as Frame;
}
const look = { kind: 'look', slot: 0, entity: hero!, frame: 0 } as unknown as Frame['events'][number];

let workers: FakeWorker[];
let client: GameClient;
const worker = () => workers.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.stubGlobal('cancelAnimationFrame', () => {});
  workers = [];
  client = new GameClient(() => {
    workers.push(new FakeWorker());
    return worker();
  });
});
afterEach(() => {
  client.dispose();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A game that runs. */
function playing(): FakeWorker {
  client.start(() => project, 's');
  worker().say({ kind: 'ready', id: worker().id } as FromWorker);
  return worker();
}

describe('a running game, from the page', () => {
  it('starts with the project, plays when the worker is ready, and tells each change of its status', () => {
    const phases: string[] = [];
    client.onStatus(({ phase }) => phases.push(phase));
    const game = playing();
    expect(game.told[0]).toMatchObject({ kind: 'start', scene: 's', project, paused: false });
    expect(phases).toEqual(['starting', 'playing']);
    expect(client.status).toMatchObject({ phase: 'playing', scene: 's' });
  });

  it('knows where an entity is and how fast, and forgets one that is gone', () => {
    const game = playing();
    game.say(frameAt(game.id, 1, 10, 20, [look]));
    game.say(frameAt(game.id, 3, 14, 20));
    expect(client.positionOf('hero')).toEqual({ x: 14, y: 20, vx: 120, vy: 0, rotation: 0 });
    expect(client.status.tick).toBe(3);
    game.say(frameAt(game.id, 4, 14, 20, [{ kind: 'gone', slot: 0 } as Frame['events'][number]]));
    expect(client.positionOf('hero')).toBeNull();
  });

  it('gives the buffers of frames back once nobody reads them', () => {
    const game = playing();
    for (let tick = 1; tick <= 5; tick++) game.say(frameAt(game.id, tick, tick, 0));
    expect(game.kinds().filter((kind) => kind === 'recycle')).toHaveLength(2);
  });

  it('pauses, goes one tick, and resumes; each only where it makes sense', () => {
    const game = playing();
    client.step();
    client.resume();
    expect(game.kinds()).toEqual(['start']);
    client.pause();
    game.say({ kind: 'paused', id: game.id, tick: 7, error: null } as FromWorker);
    expect(client.status).toMatchObject({ phase: 'paused', tick: 7 });
    client.step();
    client.resume();
    expect(game.kinds()).toEqual(['start', 'pause', 'step', 'resume']);
  });

  it('shows a script error, and goes on without the behaviour that failed', () => {
    const game = playing();
    game.say({ kind: 'paused', id: game.id, tick: 9, error } as FromWorker);
    expect(client.status).toMatchObject({ phase: 'paused', error });
    client.disableFailing();
    expect(game.told.slice(1)).toEqual([
      { kind: 'disable', entity: 'hero', script: 'behavior/hero.lua' },
      { kind: 'resume' },
    ]);
    game.say({ kind: 'resumed', id: game.id, tick: 9 } as FromWorker);
    expect(client.status).toMatchObject({ phase: 'playing', error: null });
  });

  it('passes edits on only while a game is there, and never an empty list', () => {
    const edit = { kind: 'entity', id: 'hero', entity: null } as const;
    client.edit([edit]);
    const game = playing();
    client.edit([]);
    client.edit([edit]);
    expect(game.kinds()).toEqual(['start', 'edit']);
  });

  it('stops gracefully, and by force where the game takes too long over it', () => {
    const first = playing();
    client.stop();
    expect(client.status.phase).toBe('stopped');
    expect(first.kinds().at(-1)).toBe('stop');
    expect(first.ended).toBe(false);
    first.say({ kind: 'stopped', id: first.id } as FromWorker);
    expect(first.ended).toBe(true);

    const second = playing();
    client.stop();
    vi.advanceTimersByTime(1000);
    expect(second.ended).toBe(true);
  });

  it('hears nothing of an earlier run any more', () => {
    const first = playing();
    const late = frameAt(first.id, 99, 1, 1);
    client.restart();
    expect(worker()).not.toBe(first);
    worker().say({ kind: 'ready', id: worker().id } as FromWorker);
    first.say(late);
    worker().say(late);
    expect(client.status.tick).toBe(0);
  });
});

describe('the watchdog', () => {
  it('ends a game that has not answered for a second, and says why until it is dismissed', () => {
    const game = playing();
    vi.advanceTimersByTime(750);
    expect(client.active).toBe(true);
    vi.advanceTimersByTime(250);
    expect(game.ended).toBe(true);
    expect(client.status).toMatchObject({ phase: 'stopped', scene: 's' });
    expect(client.status.stuck).toMatch(/endless loop/);
    client.dismiss();
    expect(client.status.stuck).toBe('');
  });

  it('leaves a game alone that answers, or is paused', () => {
    const game = playing();
    for (let n = 1; n < 12; n++) {
      vi.advanceTimersByTime(500);
      game.say(frameAt(game.id, n, 0, 0));
    }
    game.say({ kind: 'paused', id: game.id, tick: 12, error: null } as FromWorker);
    vi.advanceTimersByTime(60_000);
    expect(game.ended).toBe(false);
  });

  it('gives up on a single tick that never ends, and on a worker whose code does not load', () => {
    const game = playing();
    game.say({ kind: 'paused', id: game.id, tick: 1, error: null } as FromWorker);
    client.step();
    vi.advanceTimersByTime(1000);
    expect(game.ended).toBe(true);

    client.start(() => project, 's');
    worker().onerror?.({ message: 'not found' } as ErrorEvent);
    expect(client.status.stuck).toMatch(/not found/);
    expect(worker().ended).toBe(true);
  });
});
