/** The tools for shapes as hands use them: presses and keys in, undo steps and documents out. */
import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../../../src/lib/base/geometry.ts';
import { fromOwn } from '../../../../src/lib/editor/core/entity-geometry.ts';
import { collidersShown } from '../../../../src/lib/editor/core/shapes/collider-shapes.ts';
import { jointOfKind } from '../../../../src/lib/editor/core/shapes/joint-kinds.ts';
import { jointsShown } from '../../../../src/lib/editor/core/shapes/joints.ts';
import { outlinesOf } from '../../../../src/lib/editor/core/shapes/outlines.ts';
import { blankEntity } from '../../../../src/lib/schema/blank.ts';
import { ToolStage } from './tool-stage.ts';

/** A square of 100 px around 200, 200, on a parent that is turned by a right angle. */
const square = {
  turned: { components: { Transform: { position: [0, 0], rotation: 90, size: [10, 10] } } },
  square: {
    parent: 'turned',
    components: {
      Transform: { position: [200, -200], rotation: -90, size: [100, 100] },
      Shape: {
        kind: 'polygon',
        points: [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 1],
        ],
      },
    },
  },
} as const;

const whole = ([x, y]: Vec2): Vec2 => [Math.round(x * 10) / 10 || 0, Math.round(y * 10) / 10 || 0];

/** The points of an outline in the scene. */
function corners(stage: ToolStage, id: string, component: string): Vec2[] {
  const { entity, placed } = stage.index.items.get(id)!;
  const outline = outlinesOf(entity).find((each) => each.component === component);
  return outline?.nodes.map(({ at }) => whole(fromOwn(placed, at))) ?? [];
}

describe('editing points', () => {
  const edit = () => {
    const stage = new ToolStage(square, 'vertices');
    stage.selection.set(['square']);
    return stage;
  };

  it('moves a corner, adds one on an edge, deletes several, each as one step, on what is turned and parented', () => {
    const stage = edit();
    expect(corners(stage, 'square', 'Shape')).toEqual([
      [150, 150],
      [250, 150],
      [250, 250],
      [150, 250],
    ]);
    stage.drag([250, 150], [300, 120]);
    expect(corners(stage, 'square', 'Shape')[1]).toEqual([300, 120]);
    expect(stage.index.items.get('square')!.placed.size).toEqual([150, 130]);
    stage.drag([200, 250], [200, 290]);
    expect(corners(stage, 'square', 'Shape')).toHaveLength(5);
    stage.click([150, 150]).click([250, 250], { shift: true });
    expect(stage.key('Delete')).toBe(true);
    expect(corners(stage, 'square', 'Shape')).toEqual([
      [300, 120],
      [200, 290],
      [150, 250],
    ]);
    expect(stage.steps).toEqual(['Move 1 corner', 'Add corner to polygon', 'Delete 2 corners']);
  });

  it('refuses what would break the outline, and says why', () => {
    const stage = edit();
    stage.drag([150, 150], [300, 220]);
    expect(stage.steps).toEqual([]);
    expect(stage.hint.value).toMatch(/cross itself: nothing was changed/);
    stage.key('a', { mod: true });
    stage.key('Delete');
    expect(stage.hint.value).toMatch(/at least 3 points/);
    expect(corners(stage, 'square', 'Shape')).toHaveLength(4);
  });

  it('keeps to an axis, to the grid, and nudges what is picked', () => {
    const stage = edit();
    stage.drag([150, 150], [120, 145], { shift: true });
    expect(corners(stage, 'square', 'Shape')[0]).toEqual([120, 150]);
    stage.options.value = { ...stage.options.value, gridSnap: true };
    stage.drag([120, 150], [101, 139]);
    expect(corners(stage, 'square', 'Shape')[0]).toEqual([96, 144]);
    expect(stage.key('ArrowLeft', { shift: true })).toBe(true);
    expect(corners(stage, 'square', 'Shape')[0]).toEqual([86, 144]);
    stage.tool.down({ scene: [250, 250], screen: [250, 250], shift: false, alt: false, mod: false } as never);
    stage.tool.move({ scene: [280, 280], screen: [280, 280], shift: false, alt: false, mod: false } as never);
    expect(stage.preview.value.looks?.has('square')).toBe(true);
    expect(stage.tool.cancel()).toBe(true);
    expect(stage.steps).toHaveLength(3);
  });
});

describe('an instance of a prefab', () => {
  it('keeps edited points, colliders and joints as what it sets itself', () => {
    const root = blankEntity({
      components: {
        Transform: { size: [100, 100] },
        Shape: square.square.components.Shape,
        'Collider:feet': { shape: 'box', size: [20, 10], offset: [0, 45] },
        Joint: { type: 'rope', anchor: [0, -50], otherAnchor: [0, -150] },
      },
    });
    const prefabs = { p: { name: 'Lamp', order: 'a0', root: 'root', entities: { root } } };
    const at = { components: { Transform: { position: [200, 200] } }, prefab: 'p' } as const;
    const stage = new ToolStage({ lamp: at }, 'vertices', prefabs);
    stage.selection.set(['lamp']);
    stage.drag([250, 150], [300, 150]);
    expect(corners(stage, 'lamp', 'Shape')[1]).toEqual([300, 150]);
    stage.inHand.value = 'collider';
    stage.drag([200, 245], [210, 235]);
    // The box has grown by 50 px to the right, so that its middle lies 25 px from where it was.
    expect(stage.fields('lamp', 'Collider:feet')).toEqual({ offset: [-15, 35] });
    expect(stage.key('Delete')).toBe(true);
    expect(stage.hint.value).toMatch(/comes with the prefab/);
    stage.inHand.value = 'joint';
    stage.drag([200, 50], [180, 60]);
    expect(stage.fields('lamp', 'Joint')).toEqual({ anchor: [-25, -50], otherAnchor: [-45, -140] });
    expect(stage.project.prefabs.p!.entities.root).toEqual(root);
    expect(stage.steps).toEqual(['Move 1 corner', 'Move collider', 'Move far end of joint']);
  });
});

describe('drawing', () => {
  it('a polygon or a line: from where the lines may go, and where the outline would break', () => {
    const stage = new ToolStage({}, 'polygon');
    stage.click([0, 0]).click([100, 0]).click([100, 100]).click([50, -50]);
    expect(stage.hint.value).toMatch(/cross itself/);
    stage.click([0, 100]);
    stage.tool.down({ scene: [2, 2], screen: [2, 2], shift: false, alt: false, mod: false } as never);
    const [polygon] = stage.selection.ids;
    expect(corners(stage, polygon!, 'Shape')).toEqual([
      [0, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ]);
    stage.inHand.value = 'line';
    stage.click([10, 300]).click([200, 300]);
    expect(stage.key('Enter')).toBe(true);
    const [line] = stage.selection.ids;
    expect(stage.fields(line!, 'Shape')).toMatchObject({
      kind: 'line',
      points: [
        [0, 0.5],
        [1, 0.5],
      ],
    });
    expect(stage.fields(line!, 'Collider')).toEqual({});
    expect(stage.steps).toEqual(['Draw Polygon', 'Draw Line']);
  });

  it('a path: clicks make corners, drags make curves, the first point closes', () => {
    const stage = new ToolStage({}, 'path');
    stage.click([0, 100]).drag([100, 0], [150, 0]).click([200, 100]);
    expect(stage.key('Enter')).toBe(true);
    const [id] = stage.selection.ids;
    const { entity, placed } = stage.index.items.get(id!)!;
    const [, top] = outlinesOf(entity)[0]!.nodes;
    expect(whole(top!.out)).toEqual([50, 0]);
    expect(whole(top!.in)).toEqual([-50, 0]);
    expect(placed.size).toEqual([200, 100]);
    expect(corners(stage, id!, 'Path')).toEqual([
      [0, 100],
      [100, 0],
      [200, 100],
    ]);
    // A handle is pulled where its point is picked; the other one stays in line.
    stage.inHand.value = 'vertices';
    stage.click([100, 0]).drag([150, 0], [160, -30]);
    const bent = outlinesOf(stage.index.items.get(id!)!.entity)[0]!.nodes[1]!;
    expect(whole(bent.out)).toEqual([60, -30]);
    expect(Math.atan2(-bent.in[1], -bent.in[0])).toBeCloseTo(Math.atan2(-30, 60), 3);
    expect(stage.steps).toEqual(['Draw Path', 'Bend path']);
  });
});

describe('colliders', () => {
  const crate = {
    crate: { components: { Transform: { position: [200, 200], rotation: 90, size: [100, 60] }, Sprite: {} } },
  } as const;
  const shown = (stage: ToolStage) =>
    collidersShown(stage.index.items.get('crate')!.entity).map(({ key, form }) => `${key} ${form}`);

  it('of every kind are drawn, moved, resized and deleted, several on one entity', () => {
    const stage = new ToolStage(crate, 'collider');
    stage.selection.set(['crate']);
    const kind = (collider: 'box' | 'circle' | 'capsule' | 'polygon' | 'segment' | 'chain') =>
      (stage.options.value = { ...stage.options.value, collider });
    kind('box');
    stage.drag([180, 160], [220, 220]);
    // The entity is turned by a right angle: what is wide on screen is high on it.
    expect(stage.fields('crate', 'Collider')).toMatchObject({
      shape: 'box',
      size: [60, 40],
      offset: [-10, 0],
    });
    kind('circle');
    stage.drag([180, 230], [200, 250]);
    kind('polygon');
    stage.click([180, 160]).click([220, 160]).click([200, 190]).click([180, 160]);
    kind('segment');
    stage.click([150, 300]).click([250, 300]);
    expect(shown(stage)).toEqual([
      'Collider box',
      'Collider:2 circle',
      'Collider:3 polygon',
      'Collider:4 chain',
    ]);
    expect(corners(stage, 'crate', 'Collider:4')).toEqual([
      [150, 300],
      [250, 300],
    ]);
    expect(stage.options.value.collider).toBe('');

    stage.drag([250, 300], [260, 310]);
    expect(corners(stage, 'crate', 'Collider:4')[1]).toEqual([260, 310]);
    stage.click([190, 240]).drag([190, 240], [195, 245]);
    expect(stage.fields('crate', 'Collider:2')).toMatchObject({ offset: [45, 5], size: [20, 20] });
    stage.drag([205, 245], [215, 245]);
    expect(stage.fields('crate', 'Collider:2')).toMatchObject({ offset: [45, 5], size: [40, 40] });
    expect(stage.key('Delete')).toBe(true);
    expect(shown(stage)).toHaveLength(3);
    expect(stage.steps).toEqual([
      'Draw box collider',
      'Draw circle collider',
      'Draw polygon collider',
      'Draw segment collider',
      'Move 1 point',
      'Move collider',
      'Resize collider',
      'Delete collider',
    ]);
  });

  it('leave drawing with Escape before the tool', () => {
    const stage = new ToolStage(crate, 'collider');
    stage.options.value = { ...stage.options.value, collider: 'box' };
    expect(stage.tool.leave!()).toBe(true);
    expect(stage.tool.leave!()).toBe(false);
  });
});

describe('joints', () => {
  const bodies = {
    arm: {
      components: { Transform: { position: [100, 100], rotation: 90, size: [80, 20] }, Shape: {}, Body: {} },
    },
    wall: { components: { Transform: { position: [300, 100], size: [40, 200] }, Shape: {} } },
  } as const;
  const joints = (stage: ToolStage) =>
    jointsShown(stage.index.items.get('arm')!, (id) => stage.index.items.get(id)?.placed ?? null);

  it('are drawn from body to body with their anchors under the pointer; a body is added where there is none', () => {
    const stage = new ToolStage(bodies, 'joint');
    stage.options.value = { ...stage.options.value, joint: 'rope' };
    stage.drag([100, 70], [290, 60]);
    expect(stage.fields('arm', 'Joint')).toMatchObject({ type: 'rope', to: 'wall', anchor: [-30, 0] });
    expect(stage.fields('wall', 'Body')).toEqual({ type: 'static' });
    expect(joints(stage)[0]).toMatchObject({ from: [100, 70], to: [290, 60] });

    stage.drag([290, 60], [310, 150]);
    expect(joints(stage)[0]!.to).toEqual([310, 150]);
    stage.drag([100, 70], [100, 60]);
    expect(joints(stage)[0]!.from).toEqual([100, 60]);
    // The far end follows the body that it is tied to.
    const moved = { ...stage.index.items.get('wall')!.placed, position: [320, 130] as Vec2 };
    const [rope] = jointsShown(stage.index.items.get('arm')!, (id) =>
      id === 'wall' ? moved : (stage.index.items.get(id)?.placed ?? null),
    );
    expect(rope!.to).toEqual([330, 180]);
    expect(stage.steps).toEqual(['Tie arm to wall', 'Move far end of joint', 'Move joint anchor']);
  });

  it('are named under the pointer for their menu, and become other kinds', () => {
    const stage = new ToolStage(bodies, 'joint');
    stage.drag([100, 65], [100, 20]);
    const at = { scene: [102, 66], screen: [102, 66], shift: false, alt: false, mod: false } as const;
    expect(stage.tool.subjectAt!(at)).toEqual({ kind: 'joint', id: 'arm Joint' });
    expect(stage.tool.subjectAt!({ ...at, scene: [140, 66] })).toBe(null);
    const { placed } = stage.index.items.get('arm')!;
    const [pin] = joints(stage);
    // The pin keeps its place; what had one end hangs from above it.
    const fields = jointOfKind(pin!, placed, 'rope');
    Object.assign(stage.fields('arm', 'Joint')!, fields);
    stage.index.load(stage.project, 's');
    expect(joints(stage)[0]).toMatchObject({ from: [100, 65], to: [100, 1] });
    expect(jointOfKind(joints(stage)[0]!, placed, 'spring')).toEqual({ type: 'spring' });
    // With the select tool a joint has its menu where no body lies.
    stage.inHand.value = 'select';
    stage.selection.set(['arm']);
    expect(stage.tool.subjectAt!({ ...at, scene: [100, 30] })).toEqual({ kind: 'joint', id: 'arm Joint' });
    expect(stage.tool.subjectAt!({ ...at, scene: [100, 65] })).toBe(null);
  });

  it('tie to the scene on empty ground, turn within limits that are dragged, and are deleted', () => {
    const stage = new ToolStage(bodies, 'joint');
    stage.drag([100, 65], [100, 20]);
    expect(stage.fields('arm', 'Joint')).toMatchObject({ type: 'revolute', to: '', anchor: [-35, 0] });
    const limits = { limits: true, lowerAngle: -45, upperAngle: 45 };
    Object.assign(stage.fields('arm', 'Joint')!, limits);
    stage.index.load(stage.project, 's');
    // Counted from the anchor to the middle of the arm: straight down. The lower limit lies to the right of that.
    const reach = 44 * Math.SQRT1_2;
    stage.drag([100 + reach, 65 + reach], [200, 65]);
    expect(stage.fields('arm', 'Joint')).toMatchObject({ lowerAngle: -90, upperAngle: 45 });
    expect(stage.key('Delete')).toBe(true);
    expect(joints(stage)).toEqual([]);
    expect(stage.steps).toEqual(['Tie arm to the scene', 'Set limits of joint', 'Delete joint']);
  });
});

describe('a pen at the end of an open outline', () => {
  const line = (rotation: number) => ({
    components: {
      Transform: { position: [150, 100], size: [100, 40], rotation },
      Shape: {
        kind: 'line',
        points: [
          [0, 0],
          [1, 1],
        ],
      },
    },
  });
  const places = (stage: ToolStage, id: string): Vec2[] => {
    const { entity, placed } = stage.index.items.get(id)!;
    return outlinesOf(entity)[0]!.nodes.map(({ at }) => {
      const [x, y] = fromOwn(placed, at);
      return [Math.round(x), Math.round(y)];
    });
  };

  it('goes on with a line from either end, and keeps the direction', () => {
    const stage = new ToolStage({ a: line(0) } as never, 'line');
    stage.click([201, 121]).click([260, 40]);
    expect(stage.key('Enter')).toBe(true);
    expect(places(stage, 'a')).toEqual([
      [100, 80],
      [200, 120],
      [260, 40],
    ]);
    stage.inHand.value = 'line';
    stage.click([100, 80]).click([60, 20]);
    stage.key('Enter');
    expect(places(stage, 'a')).toEqual([
      [60, 20],
      [100, 80],
      [200, 120],
      [260, 40],
    ]);
    expect(stage.steps).toEqual(['Continue a', 'Continue a']);
    expect(Object.keys(stage.project.scenes.s!.entities)).toEqual(['a']);
  });

  it('closes a line at its other end, also where it is turned', () => {
    const stage = new ToolStage({ a: line(90) } as never, 'line');
    const [first, last] = places(stage, 'a') as [Vec2, Vec2];
    stage
      .click(last)
      .click([first[0] + 60, last[1]])
      .click(first);
    expect(stage.fields('a', 'Shape')).toMatchObject({ kind: 'polygon' });
    expect(places(stage, 'a')).toEqual([first, last, [first[0] + 60, last[1]]]);
    expect(stage.steps).toEqual(['Close a']);
  });

  it('leaves the line alone when all that was added is taken back', () => {
    const stage = new ToolStage({ a: line(0) } as never, 'line');
    stage.click([200, 120]).click([260, 40]);
    stage.key('Backspace');
    stage.key('Backspace');
    expect(stage.key('Enter')).toBe(false);
    expect(stage.steps).toEqual([]);
  });

  it('goes on with a path and leaves the handles that are there', () => {
    const points = [
      [0, 0, 0, 0, 0.25, 0],
      [1, 1, -0.25, 0, 0.25, 0],
    ];
    const path = { components: { Transform: { position: [150, 100], size: [100, 40] }, Path: { points } } };
    const stage = new ToolStage({ a: path } as never, 'path');
    stage.drag([200, 120], [200, 180]);
    stage.click([300, 120]);
    stage.key('Enter');
    const { entity, placed } = stage.index.items.get('a')!;
    const nodes = outlinesOf(entity)[0]!.nodes;
    expect(places(stage, 'a')).toEqual([
      [100, 80],
      [200, 120],
      [300, 120],
    ]);
    expect(nodes[1]!.in.map(Math.round)).toEqual([-25, 0]);
    expect(nodes[1]!.out.map(Math.round)).toEqual([0, 60]);
    expect(placed.rotation).toBe(0);
  });

  it('goes on with a chain collider', () => {
    const chain = {
      shape: 'chain',
      points: [
        [0, 0],
        [1, 0],
      ],
    };
    const floor = {
      Transform: { position: [150, 100], size: [100, 40] },
      Shape: {},
      'Collider:floor': chain,
    };
    const stage = new ToolStage({ a: { components: floor } } as never, 'collider');
    stage.selection.set(['a']);
    stage.options.value = { ...stage.options.value, collider: 'chain' };
    stage.click([200, 80]).click([200, 120]);
    stage.key('Enter');
    expect(stage.fields('a', 'Collider:floor')!.points).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(stage.steps).toEqual(['Continue a']);
  });
});
