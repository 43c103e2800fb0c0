import { beforeEach, describe, expect, it } from 'vitest';
import { GameSounds, type AudioPort } from '../../src/lib/runtime/game-sounds.ts';
import { goingSounds } from '../../src/lib/runtime/going-sounds.ts';
import type { GoingSound } from '../../src/lib/runtime/protocol.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { blankEntity, blankProject, blankScene } from '../../src/lib/schema/blank.ts';
import type { SoundMeta } from '../../src/lib/schema/sounds.ts';

/** What a source was told to do, in order. */
let told: string[] = [];
let now = 0;
let context: FakeContext;

class FakeContext {
  state: 'suspended' | 'running' = 'suspended';
  currentTime = 0;
  destination = {};
  async resume() {
    this.state = 'running';
  }
  async suspend() {
    this.state = 'suspended';
  }
  async close() {}
  createGain() {
    const gain = {
      setValueAtTime: (value: number) => told.push(`volume ${value}`),
      linearRampToValueAtTime: () => {},
      setTargetAtTime: (value: number) => told.push(`volume to ${value}`),
    };
    return { gain, connect: (next: unknown) => next };
  }
  createBufferSource() {
    const source = {
      loop: false,
      loopStart: 0,
      loopEnd: 0,
      connect: (next: unknown) => next,
      start: (_at: number, from: number, length?: number) =>
        told.push(
          source.loop
            ? `loop ${source.loopStart} to ${source.loopEnd} from ${from}`
            : `play ${from} for ${length}`,
        ),
      stop: () => told.push('stop'),
    };
    return source;
  }
}

const port: AudioPort = {
  open: () => context as unknown as AudioContext,
  load: async (url) => {
    if (url === 'broken') throw new Error('no sound');
    return { duration: 2 } as AudioBuffer;
  },
  now: () => now,
};

const soundsOf = (metas: Record<string, SoundMeta>) =>
  new GameSounds((id) => (metas[id] ? { url: id, meta: metas[id] } : null), port);
const settle = () => new Promise((resolve) => setImmediate(resolve));
const sound = (asset: string, volume = 1) => ({ kind: 'sound', asset, volume }) as const;
const going = (asset: string, volume = 1, loop = true): GoingSound => ({ entity: 'e', asset, volume, loop });

beforeEach(() => {
  told = [];
  now = 0;
  context = new FakeContext();
});

describe('sounds of a game', () => {
  it('plays only what is left of a file that is cut, as loud as it is set', async () => {
    const sounds = soundsOf({ jump: { start: 0.25, end: 1.25, volume: 0.5 } });
    sounds.wake();
    sounds.take(sound('jump', 0.5));
    await settle();
    expect(told).toEqual(['volume 0', 'volume 0.25', 'play 0.25 for 1']);
  });

  it('is silent until the page was touched, and what was played before is past', async () => {
    const sounds = soundsOf({ jump: {}, music: {} });
    sounds.take(sound('jump'));
    sounds.follow([going('music')]);
    await settle();
    expect(told).toEqual([]);
    sounds.wake();
    await settle();
    expect(told).toEqual(['volume 1', 'loop 0 to 2 from 0']);
  });

  it('begins what goes on also where the browser lets it sound at once', async () => {
    const sounds = soundsOf({ music: {} });
    sounds.follow([going('music')]);
    context.state = 'running';
    sounds.wake();
    sounds.wake();
    await settle();
    expect(told).toEqual(['volume 1', 'loop 0 to 2 from 0']);
  });

  it('drops what comes too late to belong to what is seen', async () => {
    const sounds = soundsOf({ jump: {} });
    sounds.wake();
    sounds.take(sound('jump'));
    now = 0.5;
    await settle();
    expect(told).toEqual([]);
  });

  it('hears a sound once that is asked for ten times in a tick', async () => {
    const sounds = soundsOf({ coin: {} });
    sounds.wake();
    for (let i = 0; i < 10; i++) sounds.take(sound('coin'));
    await settle();
    now = 0.1;
    sounds.take(sound('coin'));
    await settle();
    expect(told.filter((each) => each.startsWith('play'))).toHaveLength(2);
  });

  it('lets the oldest give way to the 33rd at once', async () => {
    const sounds = soundsOf(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`s${at}`, {}])));
    sounds.wake();
    for (let at = 0; at < 40; at++) sounds.take(sound(`s${at}`));
    await settle();
    expect(told.filter((each) => each === 'stop')).toHaveLength(8);
  });

  it('goes on with what it follows, repeats between the loop points, and ends what is gone', async () => {
    const sounds = soundsOf({ music: { loopStart: 0.5, loopEnd: 1.5 } });
    sounds.wake();
    await settle();
    sounds.follow([going('music')]);
    await settle();
    sounds.follow([going('music')]);
    sounds.follow([going('music', 0.5)]);
    sounds.follow([]);
    expect(told).toEqual(['volume 1', 'loop 0.5 to 1.5 from 0', 'volume to 0.5', 'stop']);
  });

  it('stands still while it is frozen, and goes on from there', async () => {
    const sounds = soundsOf({ jump: {}, music: {} });
    sounds.wake();
    await settle();
    sounds.freeze(true);
    expect(context.state).toBe('suspended');
    sounds.wake();
    sounds.take(sound('jump'));
    await settle();
    expect([context.state, told]).toEqual(['suspended', []]);
    sounds.freeze(false);
    expect(context.state).toBe('running');
  });

  it('leaves out what is no sound or cannot be loaded', async () => {
    const sounds = soundsOf({ broken: {} });
    sounds.wake();
    sounds.take(sound('broken'));
    sounds.take(sound('unknown'));
    sounds.follow([going('broken')]);
    await settle();
    expect(told).toEqual([]);
  });

  it('ends everything that sounds', async () => {
    const sounds = soundsOf({ jump: {}, music: {} });
    sounds.wake();
    await settle();
    sounds.take(sound('jump'));
    sounds.follow([going('music')]);
    await settle();
    sounds.hush();
    expect(told.filter((each) => each === 'stop')).toHaveLength(2);
  });
});

describe('the Sound of an entity', () => {
  const script = `return { on_update = function(e)
    if ams.get_time() > 0.04 then ams.stop_sound(e) else ams.set_sound_volume(e, 0.25) end
  end }`;

  it('sounds while it is there and started, as frames tell', () => {
    const Sound = { asset: 'a', volume: 0.5 };
    const project = {
      ...blankProject('Sounds'),
      scripts: { 'behavior/s.lua': script },
      scenes: {
        s: blankScene({
          entities: {
            quiet: blankEntity({ components: { Transform: {}, Sound: { ...Sound, playing: false } } }),
            empty: blankEntity({ components: { Transform: {}, Sound: {} } }),
            music: blankEntity({
              components: { Transform: {}, Sound, Script: { script: 'behavior/s.lua' } },
            }),
          },
        }),
      },
    };
    const simulation = new Simulation({ project, scene: 's' });
    const entity = { entity: 'music', asset: 'a', loop: true };
    expect(goingSounds(simulation.world.entities())).toEqual([{ ...entity, volume: 0.5 }]);
    simulation.tick();
    expect(simulation.frame().sounds).toEqual([{ ...entity, volume: 0.25 }]);
    const saved = simulation.save();
    for (let tick = 0; tick < 3; tick++) simulation.tick();
    expect(simulation.frame().sounds).toEqual([]);
    simulation.restore(saved);
    expect(simulation.frame().sounds).toEqual([{ ...entity, volume: 0.25 }]);
  });
});
