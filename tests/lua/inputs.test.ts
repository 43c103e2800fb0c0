/** Behaviours that the player moves obey the inputs of the project: keys, gamepads and what is mapped. */
import { describe, expect, it } from 'vitest';
import { PAD_BUTTONS } from '../../src/lib/engine/input.ts';
import { mover, solid, Stage, type Actor, type Held } from './stage.ts';

const button = (name: (typeof PAD_BUTTONS)[number]): Held => ({
  pad: { buttons: PAD_BUTTONS.map((each) => (each === name ? 1 : 0)) },
});
const stick = (x: number, y: number): Held => ({ pad: { axes: [x, y, 0, 0] } });

const ground: Actor = { at: [0, 120], size: [4000, 40], components: solid };
const runner: Actor = {
  at: [0, 80],
  size: [26, 40],
  components: { Body: { fixedRotation: true, damping: 0 }, Collider: { friction: 0 } },
  behaviours: { platformer: {} },
};

describe.each<[string, { right: Held; jump: Held }]>([
  ['the keyboard', { right: { keys: ['KeyD'] }, jump: { keys: ['Space'] } }],
  ['a gamepad', { right: button('Right'), jump: button('A') }],
  ['a stick', { right: stick(1, 0), jump: button('A') }],
])('platformer by %s', (_, { right, jump }) => {
  it('walks and jumps', () => {
    const stage = new Stage({ ground, runner }).play(20).play(30, right);
    expect(stage.at('runner').vx).toBeCloseTo(200);
    const { y } = stage.play(30).at('runner');
    expect(stage.play(8, jump).at('runner').y).toBeLessThan(y - 30);
  });
});

describe('platformer', () => {
  it('walks slowly for a stick that is pushed a little', () => {
    expect(new Stage({ ground, runner }).play(20).play(30, stick(-0.5, 0)).at('runner').vx).toBeCloseTo(-100);
  });

  it('obeys what the project maps instead', () => {
    const stage = new Stage({ ground, runner }, {}, {}, { right: ['KeyL'] }).play(20);
    expect(stage.play(30, { keys: ['KeyD'] }).at('runner').vx).toBe(0);
    expect(stage.play(30, { keys: ['KeyL'] }).at('runner').vx).toBeCloseTo(200);
  });
});

describe('top_down', () => {
  const walker: Actor = { components: mover, behaviours: { top_down: { speed: 100 } } };
  const after = (held: Held) => new Stage({ walker }).play(30, held).at('walker');

  it('walks by keys, buttons and the stick of a gamepad, nowhere faster than it can', () => {
    for (const held of [{ keys: ['KeyW'] }, button('Up'), stick(0, -1)])
      expect(after(held)).toMatchObject({ vx: 0, vy: expect.closeTo(-100) as number });
    expect(after(stick(0.5, 0)).vx).toBeCloseTo(50);
    for (const held of [{ keys: ['ArrowRight', 'ArrowDown'] }, stick(1, 1)])
      expect(Math.hypot(after(held).vx, after(held).vy)).toBeCloseTo(100);
  });
});

describe('paddle', () => {
  const bat = (properties: Actor['behaviours'] = {}): Actor => ({
    at: [200, 200],
    size: [16, 16],
    components: { Body: { type: 'kinematic' }, Collider: {} },
    behaviours: { paddle: { to: 400, speed: 60, ...properties.paddle } },
  });
  const after = (properties: Actor['behaviours'], held: Held) =>
    new Stage({ bat: bat(properties) }).play(60, held).at('bat');

  it('slides by keys and gamepads, a vertical one by up and down', () => {
    for (const held of [{ keys: ['ArrowRight'] }, button('Right'), stick(1, 0)])
      expect(after({}, held).x).toBeCloseTo(260, 1);
    for (const held of [{ keys: ['KeyS'] }, button('Down')])
      expect(after({ paddle: { vertical: true } }, held).y).toBeCloseTo(260, 1);
  });

  it('has keys of its own for the second player', () => {
    const own = { paddle: { vertical: true, less_key: 'KeyR', more_key: 'KeyF' } };
    expect(after(own, { keys: ['KeyF'] }).y).toBeCloseTo(260, 1);
    expect(after(own, { keys: ['KeyS'] }).y).toBe(200);
  });
});

describe('shooter', () => {
  const shots = (held: Held, properties = {}) =>
    new Stage({ hero: { behaviours: { shooter: properties } } }, { Bullet: {} }).play(3, held).all('Bullet')
      .length;

  it('shoots by the input fire: keys, the mouse, a gamepad; or by a key of its own', () => {
    for (const held of [
      { keys: ['KeyX'] },
      { pointer: [0, 0] as const },
      button('X'),
      button('RightTrigger'),
    ])
      expect(shots(held)).toBe(1);
    expect(shots({})).toBe(0);
    expect(shots({ keys: ['Enter'] }, { key: 'Enter' })).toBe(1);
    expect(shots({ keys: ['KeyX'] }, { key: 'Enter' })).toBe(0);
  });
});
