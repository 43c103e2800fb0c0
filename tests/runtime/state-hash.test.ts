import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { entity, project } from '../engine/scene.ts';

/** Hashes after a tick of a scene with one entity that runs the body of `on_update`. */
function hashes(body: string): { where: string; all: string } {
  const source = `local b = { kept = { 1 } }\nlocal own = 0\nfunction b.on_update(e, dt, props) ${body} end\nfunction b.later() end\nreturn b`;
  const simulation = new Simulation({
    project: project(
      { box: entity([0, 0], [10, 10], { Shape: {}, Script: { script: 'behavior/b.lua' } }) },
      { scripts: { 'behavior/b.lua': source } },
    ),
    scene: 'level',
  });
  expect(simulation.tick()).toBeNull();
  return { where: simulation.hash(), all: simulation.fullHash() };
}

const nothing = hashes('');

describe('the hash of where a game has come to', () => {
  it.each([
    ['a move', 'e.x = 1'],
    ['a value', 'ams.set_prop(e, "a", 1)'],
    ['a random number', 'ams.random()'],
  ])('tells of %s', (_, body) => expect(hashes(body).where).not.toBe(nothing.where));

  it('does not depend on how scripts are written', () => {
    expect(hashes('own = own + 1').where).toBe(nothing.where);
    expect(hashes('\n').where).toBe(nothing.where);
  });
});

describe('the hash of everything', () => {
  it('is the same for the same game', () => expect(hashes('')).toEqual(nothing));

  it.each([
    ['a variable of a script', 'own = own + 1'],
    ['0 that became 0.0', 'own = 0.0'],
    ['a value in its table', 'b.kept[1] = 2'],
    ['the order in its table', 'b.kept.x = 1 b.kept.y = 1'],
    ['the other order', 'b.kept.y = 1 b.kept.x = 1'],
    ['a text', 'b.text = "a"'],
    ['an entity', 'b.who = e'],
    ['a property', 'props.speed = 1'],
    ['a field of an entity', 'e.note = 1'],
    ['a function', 'b.made = function() return own end'],
    ['a coroutine', 'b.co = coroutine.wrap(function() coroutine.yield() end) b.co()'],
    ['a timer', 'ams.schedule(1, "later")'],
    ['another timer', 'ams.schedule(2, "later")'],
    ['a tween', 'ams.tween(e, "x", 0, 1)'],
    ['a look', 'ams.set_color(e, "#ff0000")'],
    ['the camera', 'ams.set_camera_position(1, 2)'],
    ['a mark', 'ams.draw_line(0, 0, 1, 1)'],
    ['a value that is kept', 'ams.store("a", 1)'],
    ['the order of drawing', 'ams.set_z(e, 1)'],
  ])('tells of %s', (_, body) => {
    expect(hashes(body).all).not.toBe(nothing.all);
    seen.add(hashes(body).all);
  });

  const seen = new Set<string>();
  it('tells them apart', () => expect(seen.size).toBe(19));
});
