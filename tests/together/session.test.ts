import { describe, expect, it } from 'vitest';
import { entity, project } from '../engine/scene.ts';
import { Stage } from './stage.ts';
import { encodeFromPlayer, PLAY_VERSION } from '../../src/lib/net/play/messages.ts';

const walks = `local hero = {}
function hero.on_update(e)
  e.vx = 0
  if ams.is_key_down("ArrowLeft") then e.vx = -120 end
  if ams.is_key_down("ArrowRight") then e.vx = 120 end
end
return hero`;
const hero = entity(
  [300, 50],
  [20, 20],
  {
    Shape: {},
    Body: { gravityScale: 0 },
    Collider: { sensor: true },
    Script: { script: 'behavior/hero.lua' },
  },
  { name: 'Hero' },
);
const wall = entity([0, 200], [50, 50], { Shape: {} }, { name: 'Wall' });
const level = () => ({ ...project({ hero, wall }), scripts: { 'behavior/hero.lua': walks } });
const bad = { latency: 60, jitter: 30, loss: 0.05 };

describe('a game that several play together', () => {
  it('is seen alike by all, and each moves their own hero', () => {
    const stage = new Stage(level());
    const ada = stage.join('Ada');
    const ben = stage.join('Ben', { lag: bad });
    stage.pass(1500);
    expect(ada.standing).toMatchObject({ phase: 'playing', seat: 1 });
    expect(ben.state?.players.map(({ name, here }) => [name, here])).toEqual([
      ['Ada', true],
      ['Ben', true],
    ]);
    const start = ben.place('hero')!;
    ada.hold({ keys: ['ArrowRight'] });
    stage.pass(1000);
    ada.hold({});
    stage.pass(1000);
    const [x] = ada.place('hero')!;
    expect(x - start[0]).toBeGreaterThan(110);
    expect(x - start[0]).toBeLessThan(130);
    expect(ben.place('hero')).toEqual(ada.place('hero'));
    expect(ben.place('hero@2')![0]).toBe(275);
    ben.hold({ keys: ['ArrowLeft'] });
    stage.pass(1500);
    expect(ada.place('hero@2')![0]).toBeLessThan(200);
  });

  it('is joined late, looked at, and left; who loses the connection comes back to their seat', () => {
    const stage = new Stage(level());
    const ada = stage.join('Ada');
    stage.pass(2000);
    const eve = stage.join('Eve', { watches: true });
    const ben = stage.join('Ben');
    stage.pass(500);
    expect(eve.standing).toMatchObject({ phase: 'playing', seat: 0 });
    expect(eve.place('hero@2')).not.toBeNull();
    expect(ada.state?.watching).toBe(1);
    ben.cut(10_000);
    stage.pass(5000);
    ben.client.stop();
    stage.pass(100);
    expect(ada.state?.players[1]).toMatchObject({ here: false });
    const back = stage.join('Ben', { key: ben.key });
    stage.pass(500);
    expect(back.standing).toMatchObject({ phase: 'playing', seat: 2 });
    expect(ada.state?.players[1]).toMatchObject({ here: true, name: 'Ben' });
    back.client.stop();
    stage.pass(61_000);
    expect(ada.state?.players.map(({ name }) => name)).toEqual(['Ada']);
    expect(ada.place('hero@2')).toBeNull();
  });

  it('comes back by itself after ten seconds without a network', () => {
    const stage = new Stage(level());
    const ada = stage.join('Ada');
    stage.pass(1000);
    ada.cut(10_000);
    stage.pass(10_000);
    const { standing } = ada;
    expect(standing.phase).not.toBe('playing');
    stage.pass(1100);
    expect(ada.standing).toMatchObject({ phase: 'playing', seat: 1 });
    ada.hold({ keys: ['ArrowRight'] });
    const before = ada.place('hero')![0];
    stage.pass(500);
    expect(ada.place('hero')![0]).toBeGreaterThan(before + 20);
  });

  it('is paused, stepped, slowed, rewound and begun anew by its host, for all', () => {
    const stage = new Stage(level());
    const ada = stage.join('Ada', { host: true });
    const ben = stage.join('Ben');
    ada.hold({ keys: ['ArrowRight'] });
    stage.pass(4000);
    ada.client.ask({ kind: 'pause' });
    stage.pass(200);
    const there = ben.place('hero')![0];
    stage.pass(1000);
    expect(ben.state?.paused).toBe(true);
    expect(ben.place('hero')![0]).toBe(ada.place('hero')![0]);
    ben.client.ask({ kind: 'resume' });
    stage.pass(100);
    expect(stage.state?.paused).toBe(true);
    ada.client.ask({ kind: 'rewind', seconds: 2 });
    stage.pass(300);
    const rewound = ben.place('hero')![0];
    expect(rewound).toBeLessThan(there - 100);
    ada.client.ask({ kind: 'resume' });
    stage.pass(1000);
    expect(ben.place('hero')![0]).toBeGreaterThan(rewound + 60);
    ada.client.ask({ kind: 'restart' });
    ada.hold({});
    stage.pass(1000);
    expect(ada.place('hero')![0]).toBeLessThan(330);
    expect(ben.place('hero@2')).not.toBeNull();
    ada.client.ask({ kind: 'kick', seat: 2 });
    stage.pass(500);
    expect(ben.standing).toEqual({ phase: 'out', why: 'kicked' });
    expect(ada.state?.players).toHaveLength(1);
  });

  it('takes edits over at one tick, keeps what scripts hold, and waits for all when one fails', () => {
    const stage = new Stage(level());
    const ada = stage.join('Ada');
    const ben = stage.join('Ben', { lag: { latency: 60, jitter: 20, loss: 0 } });
    stage.pass(1000);
    const { components, ...rest } = ada.look('wall')!;
    const Transform = { ...components.Transform, position: [400, 200] as const };
    stage.session.edit([
      { kind: 'entity', id: 'wall', entity: { ...rest, components: { ...components, Transform } } },
    ]);
    stage.pass(300);
    expect([ada.place('wall'), ben.place('wall')]).toEqual([
      [400, 200],
      [400, 200],
    ]);
    stage.session.edit([
      {
        kind: 'script',
        path: 'behavior/hero.lua',
        source: 'local h = {}\nfunction h.on_update(e) error("no") end\nreturn h',
      },
    ]);
    stage.pass(300);
    expect(ben.state).toMatchObject({ paused: true, error: { script: 'behavior/hero.lua', line: 2 } });
    stage.session.edit([{ kind: 'script', path: 'behavior/hero.lua', source: walks }]);
    stage.pass(300);
    expect(ben.state).toMatchObject({ paused: false, error: null });
  });

  it('ends the connection of whoever does not keep to the protocol, and of nobody else', () => {
    const stage = new Stage(level());
    const ada = stage.join('Ada');
    const closed: string[] = [];
    const listener = {
      opened: () => {},
      received: () => {},
      closed: (_code: number, why: string) => closed.push(why),
    };
    stage.connect(listener).send(new Uint8Array([2, 0, 0, 0]));
    stage.connect(listener).send(new Uint8Array([99]));
    const liar = stage.connect(listener);
    liar.send(
      encodeFromPlayer({
        kind: 'hello',
        hello: { version: PLAY_VERSION, name: 'Liar', key: '', watches: false },
      }),
    );
    // Tomorrow's input, a flood of it, and the same again: none of it makes the hero any faster.
    for (let i = 0; i < 400; i++) {
      const tick = stage.session.tick + (i % 3 === 0 ? 100_000 : 1);
      liar.send(
        encodeFromPlayer({
          kind: 'input',
          era: 1,
          seen: 0,
          roundTrip: 0,
          frames: [{ tick, held: { keys: ['ArrowRight'], pointer: null, buttons: [] } }],
        }),
      );
      if (i % 4 === 0) stage.pass(5);
    }
    expect(closed).toEqual(['malformed', 'malformed']);
    expect(ada.place('hero@2')![0]).toBeLessThan(275 + 120 * 0.55);
    expect(ada.standing.phase).toBe('playing');
  });
});
