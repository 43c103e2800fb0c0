import { describe, expect, it } from 'vitest';
import { copyOf } from '../../../src/lib/editor/core/clipboard.ts';
import { toText, fromText } from '../../../src/lib/editor/core/clipboard-text.ts';
import { needsOf } from '../../../src/lib/editor/core/clipboard-needs.ts';
import { flipPlan } from '../../../src/lib/editor/core/flip.ts';
import { enteredFrames, frameOf, pickOf, stepInto } from '../../../src/lib/editor/core/groups.ts';
import { wholeStackAt } from '../../../src/lib/editor/core/picking.ts';
import { boxAt, robots } from './fixtures.ts';
import { ToolStage } from './shapes/tool-stage.ts';

/** A robot at 200, 100 in a group, and a hat that the document has put onto it. */
const stage = () =>
  new ToolStage(
    {
      crew: { components: { Transform: {} } },
      r: {
        name: 'Robot',
        parent: 'crew',
        prefab: 'robot',
        components: { Transform: { position: [200, 100] } },
      },
      hat: { parent: 'r', ...boxAt(-10, -60, 20, 10) },
    },
    'select',
    robots,
  );
const EYE = [189, 74] as const;
const HAND = [255, 100] as const;
const HAT = [200, 45] as const;

describe('the parts of an instance', () => {
  it('are taken with it as a whole until it is entered, level by level', () => {
    const { index } = stage();
    expect(pickOf(index, 'r/eye', new Set())).toBe('crew');
    expect(stepInto(index, 'crew', 'r/left/hand')).toBe('r');
    expect(stepInto(index, 'r', 'r/left/hand')).toBe('r/left');
    expect(stepInto(index, 'r/left', 'r/left/hand')).toBe('r/left/hand');
    expect(pickOf(index, 'r/left/hand', enteredFrames(index, ['r/eye'], []))).toBe('r/left');
    expect(frameOf(index, ['r/left/hand'])).toBe('r/left');
    expect(frameOf(index, ['r/left/hand', 'r/eye'])).toBe('r');
    expect(frameOf(index, ['r'])).toBe('crew');
    expect(frameOf(index, ['crew'])).toBe(null);
    // What the document hangs on an instance is no part of it.
    expect(frameOf(index, ['hat'])).toBe('crew');
  });

  it('are reached by double clicks and moved as overrides', () => {
    const robot = stage();
    robot.click(EYE);
    expect(robot.selection.ids).toEqual(['crew']);
    robot.doubleClick(EYE);
    expect(robot.selection.ids).toEqual(['r']);
    robot.doubleClick(EYE);
    expect(robot.selection.ids).toEqual(['r/eye']);
    robot.click(HAT);
    expect(robot.selection.ids).toEqual(['hat']);
    robot.doubleClick(HAND).doubleClick(HAND);
    expect(robot.selection.ids).toEqual(['r/left/hand']);
    robot.drag(HAND, [HAND[0] + 7, HAND[1] + 3]);
    expect(robot.fields('r/left/hand', 'Transform')).toEqual({ position: [22, 3] });
    expect(robot.steps).toEqual(['Move Hand']);
    expect(robot.index.items.get('r/left/hand')!.placed.position).toEqual([262, 103]);
  });

  it('are listed in a stack once the instance is entered', () => {
    const { index } = stage();
    expect(wholeStackAt(index, EYE, { slack: 1 })).toEqual(['r', 'crew']);
    const entered = enteredFrames(index, ['r/eye'], []);
    expect(wholeStackAt(index, EYE, { slack: 1 }, entered)).toEqual(['r/eye', 'crew']);
  });

  it('flip with the instance', () => {
    const { index } = stage();
    const plan = flipPlan(index, ['r'], 'x');
    expect([...plan.keys()].sort()).toEqual(['hat', 'r', 'r/eye', 'r/left', 'r/left/hand']);
    expect(plan.get('r/eye')!.get('Transform')).toMatchObject({ position: [11, -26] });
    expect(plan.get('r/left')!.get('Transform')).toMatchObject({ position: [-40, 0] });
  });

  it('are copied as entities of their own', () => {
    const { index, project } = stage();
    const copied = copyOf(index, ['r/left'])!;
    expect(copied.roots).toEqual(['r-left']);
    expect(Object.values(copied.entities).map(({ name, prefab }) => [name, prefab])).toEqual([
      ['Left arm', ''],
      ['Hand', ''],
    ]);
    expect(copied.entities['r-left-hand']!.parent).toBe('r-left');
    expect(copied.places['r-left']!.position).toEqual([240, 100]);
    const needs = needsOf(project, Object.values(copied.entities));
    expect(fromText(toText({ copied, needs, project: project.name, files: {} })).ok).toBe(true);
  });
});
