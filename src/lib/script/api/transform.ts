/** Size, and what depends on the parent. */
import { atan2 } from '../../base/maths.ts';
import { HOT_STRIDE } from '../../engine/game-world.ts';
import { define, entity, number, side, type ApiFunction } from './define.ts';
import { setFields } from './fields.ts';

export const transformFunctions: readonly ApiFunction[] = [
  define({
    name: 'get_width',
    group: 'transform',
    doc: 'Width of an entity before rotation.',
    params: [entity],
    returns: { type: 'number', unit: 'px', doc: 'the width; nil for a dead entity' },
    example: 'assert(ams.get_width(e) > 0)',
    run: (_, e) => e.components.Transform.size[0],
  }),
  define({
    name: 'get_height',
    group: 'transform',
    doc: 'Height of an entity before rotation.',
    params: [entity],
    returns: { type: 'number', unit: 'px', doc: 'the height; nil for a dead entity' },
    example: 'assert(ams.get_height(e) > 0)',
    run: (_, e) => e.components.Transform.size[1],
  }),
  define({
    name: 'set_size',
    group: 'transform',
    doc: 'Changes width and height; the anchor stays where it is.',
    params: [entity, side('width', 'new width'), side('height', 'new height')],
    example: 'ams.set_size(e, 48, 24)\nassert(ams.get_width(e) == 48)',
    moves: true,
    run: (context, e, width, height) => setFields(context, e, 'Transform', { size: [width, height] }),
  }),
  ...(['x', 'y'] as const).map((axis, at) =>
    define({
      name: `get_anchor_${axis}`,
      group: 'transform',
      doc: `The point of the box that e.${axis} names, as a part of its ${axis === 'x' ? 'width' : 'height'}.`,
      params: [entity],
      returns: {
        type: 'number',
        doc: `0 ${axis === 'x' ? 'left, 1 right' : 'top, 1 bottom'}; nil for a dead entity`,
      },
      example: `assert(ams.get_anchor_${axis}(e) == 0.5)`,
      run: (_, e) => e.components.Transform.anchor[at]!,
    }),
  ),
  define({
    name: 'set_anchor',
    group: 'transform',
    doc: 'Changes the point of the box that the position names; the picture moves, the position stays.',
    params: [
      entity,
      { ...number('x', '0 left, 0.5 middle, 1 right'), min: -100, max: 100 },
      { ...number('y', '0 top, 0.5 middle, 1 bottom'), min: -100, max: 100 },
    ],
    example: 'ams.set_anchor(e, 0, 0)\nassert(ams.get_anchor_x(e) == 0)',
    moves: true,
    run: (context, e, x, y) => setFields(context, e, 'Transform', { anchor: [x, y] }),
  }),
  ...(['x', 'y'] as const).map((axis, at) =>
    define({
      name: `get_scale_${axis}`,
      group: 'transform',
      doc: `How ${axis === 'x' ? 'wide' : 'high'} an entity is, compared with when it entered the scene.`,
      params: [entity],
      returns: { type: 'number', doc: '1 as at the start; nil for a dead entity' },
      example: `assert(ams.get_scale_${axis}(e) == 1)`,
      run: (_, e) => (e.startSize[at]! > 0 ? e.components.Transform.size[at]! / e.startSize[at]! : 1),
    }),
  ),
  define({
    name: 'set_scale',
    group: 'transform',
    doc: 'Changes the size to a multiple of the one the entity entered the scene with.',
    params: [
      entity,
      { ...number('x', 'of the width'), min: 0, max: 1000 },
      { ...number('y', 'of the height; the same as `x` when left out'), min: 0, max: 1000, optional: true },
    ],
    example: 'ams.set_scale(e, 2)\nassert(ams.get_scale_y(e) == 2)',
    moves: true,
    run: (context, e, x, y) =>
      setFields(context, e, 'Transform', { size: [e.startSize[0] * x, e.startSize[1] * (y ?? x)] }),
  }),
  define({
    name: 'look_at',
    group: 'transform',
    doc: 'Turns an entity so that its right side points to a place.',
    params: [entity, number('x', 'of the place', 'px'), number('y', 'of the place', 'px')],
    example: 'ams.look_at(e, e.x, e.y + 10)\nassert(math.abs(e.rotation - 90) < 1e-9)',
    moves: true,
    run({ world, undo }, e, x, y) {
      const at = e.slot * HOT_STRIDE;
      const before = world.hot[at + 4]!;
      undo(() => (world.hot[e.slot * HOT_STRIDE + 4] = before));
      world.hot[at + 4] = (atan2(y - world.hot[at + 1]!, x - world.hot[at]!) * 180) / Math.PI;
    },
  }),
  define({
    name: 'set_parent',
    group: 'hierarchy',
    doc: 'Makes an entity move with another one, at an offset from it.',
    params: [
      entity,
      { name: 'parent', type: 'entity', doc: 'the entity to move with' },
      {
        ...number('dx', 'offset to the right of the parent; where it is now when left out', 'px'),
        optional: true,
      },
      { ...number('dy', 'offset below the parent; where it is now when left out', 'px'), optional: true },
    ],
    example:
      'local other = ams.find("Other")\nams.set_parent(e, other, 0, -20)\nassert(ams.get_parent_id(e) == other)',
    moves: true,
    run({ world, undo }, e, parent, dx, dy) {
      const [own, other] = [e.slot * HOT_STRIDE, parent.slot * HOT_STRIDE];
      const before = e.parent;
      const offset = before
        ? [
            world.hot[own]! - world.hot[before.slot * HOT_STRIDE]!,
            world.hot[own + 1]! - world.hot[before.slot * HOT_STRIDE + 1]!,
          ]
        : [0, 0];
      undo(() => world.setParent(e, before, offset[0]!, offset[1]!));
      world.setParent(
        e,
        parent,
        dx ?? world.hot[own]! - world.hot[other]!,
        dy ?? world.hot[own + 1]! - world.hot[other + 1]!,
      );
    },
  }),
  define({
    name: 'detach_from_parent',
    group: 'hierarchy',
    doc: 'Ends moving with the parent; the entity stays where it is.',
    params: [entity],
    example:
      'ams.set_parent(e, ams.find("Other"), 0, 0)\nams.detach_from_parent(e)\nassert(not ams.has_parent(e))',
    moves: true,
    run({ world, undo }, e) {
      const parent = e.parent;
      if (!parent) return;
      const [own, other] = [e.slot * HOT_STRIDE, parent.slot * HOT_STRIDE];
      const [dx, dy] = [world.hot[own]! - world.hot[other]!, world.hot[own + 1]! - world.hot[other + 1]!];
      undo(() => world.setParent(e, parent, dx, dy));
      world.setParent(e, null, 0, 0);
    },
  }),
  define({
    name: 'get_parent_id',
    group: 'hierarchy',
    doc: 'The entity that another one moves with.',
    params: [entity],
    returns: { type: 'entity', doc: 'the parent, nil without one' },
    example: 'assert(ams.get_parent_id(e) == nil)',
    run: (_, e) => e.parent,
  }),
  define({
    name: 'has_parent',
    group: 'hierarchy',
    doc: 'Whether an entity moves with another one.',
    params: [entity],
    returns: { type: 'boolean', doc: 'true with a parent' },
    example: 'assert(ams.has_parent(e) == false)',
    neutral: false,
    run: (_, e) => e.parent !== null,
  }),
  define({
    name: 'get_children',
    group: 'hierarchy',
    doc: 'The entities that move with this one.',
    params: [entity],
    returns: { type: 'list of entities', doc: 'from index 1 on; empty for none' },
    example: 'for i, child in ipairs(ams.get_children(e)) do child.x = child.x + i end',
    neutral: [],
    run: (_, e) => e.children.filter(({ alive }) => alive),
  }),
];
