/** The lines that entities with a Path component have. */
import { MeasuredCurve, type OnCurve } from '../../base/curves.ts';
import { add, rotate, subtract, type Vec2 } from '../../base/geometry.ts';
import type { EntityRecord } from '../../engine/entity-record.ts';
import { HOT_STRIDE, type GameWorld } from '../../engine/game-world.ts';
import type { ComponentData } from '../../schema/components.ts';
import { curveNodes } from '../../schema/curves.ts';
import { define, entity, number, type ApiFunction } from './define.ts';

interface Measured {
  readonly size: Vec2;
  readonly anchor: Vec2;
  readonly curve: MeasuredCurve;
}

/** Components are replaced, never mutated: each is measured once, and again when its entity has another size. */
const known = new WeakMap<ComponentData<'Path'>, Measured>();

/** The path of an entity, in the frame in which its anchor is the origin; `null` for one without points. */
function curveOf({ components }: EntityRecord): MeasuredCurve | null {
  const { Path, Transform } = components;
  if (!Path || Path.points.length === 0) return null;
  const { size, anchor } = Transform;
  const before = known.get(Path);
  if (before && before.size === size && before.anchor === anchor) return before.curve;
  const box = { x: -anchor[0] * size[0], y: -anchor[1] * size[1], width: size[0], height: size[1] };
  const curve = new MeasuredCurve(curveNodes(Path.points, box), Path.closed);
  known.set(Path, { size, anchor, curve });
  return curve;
}

interface Pose {
  readonly at: Vec2;
  readonly rotation: number;
}

function poseOf({ hot }: GameWorld, { slot }: EntityRecord): Pose {
  const row = slot * HOT_STRIDE;
  return { at: [hot[row]!, hot[row + 1]!], rotation: hot[row + 4]! };
}

const toScene = ({ at, rotation }: Pose, point: Vec2): Vec2 => add(at, rotate(point, rotation));

function placeTable(pose: Pose, { point, angle }: OnCurve): { x: number; y: number; angle: number } {
  const [x, y] = toScene(pose, point);
  return { x, y, angle: angle + pose.rotation };
}

const path = { ...entity, doc: 'the entity with the Path, or its id' } as const;
const find = 'local route = ams.find("Route")\n';

export const pathFunctions: readonly ApiFunction[] = [
  define({
    name: 'get_path_length',
    group: 'paths',
    doc: 'How long the path of an entity is, from end to end, or once around.',
    params: [path],
    returns: { type: 'number', unit: 'px', doc: 'the length; nil without a path' },
    example: `${find}assert(ams.get_path_length(route) > 0)`,
    run: (_, e) => curveOf(e)?.length ?? null,
  }),
  define({
    name: 'is_path_closed',
    group: 'paths',
    doc: 'Whether the path of an entity leads back to its start.',
    params: [path],
    returns: { type: 'boolean', doc: 'true for a closed path' },
    example: `${find}assert(not ams.is_path_closed(route))`,
    neutral: false,
    run: (_, e) => curveOf(e)?.closed ?? false,
  }),
  define({
    name: 'get_path_point',
    group: 'paths',
    doc: 'The place so far along the path of an entity. An open path ends at its ends, a closed one starts over.',
    params: [path, number('distance', 'from the start of the path', 'px')],
    returns: {
      type: 'table',
      doc: '{ x, y, angle } in the scene, angle being the way the path goes there in degrees; nil without a path',
    },
    example: `${find}local place = ams.get_path_point(route, 50)\nams.set_position(e, place.x, place.y)`,
    run({ world }, e, distance) {
      const curve = curveOf(e);
      return curve && placeTable(poseOf(world, e), curve.at(distance));
    },
  }),
  define({
    name: 'get_path_nearest',
    group: 'paths',
    doc: 'How far along the path of an entity it passes nearest to a place.',
    params: [path, number('x', 'of the place', 'px'), number('y', 'of the place', 'px')],
    returns: { type: 'number', unit: 'px', doc: 'from the start of the path; nil without a path' },
    example: `${find}local near = ams.get_path_point(route, ams.get_path_nearest(route, e.x, e.y))`,
    run({ world }, e, x, y) {
      const { at, rotation } = poseOf(world, e);
      return curveOf(e)?.nearest(rotate(subtract([x, y], at), -rotation)).along ?? null;
    },
  }),
  define({
    name: 'get_path_points',
    group: 'paths',
    doc: 'The points that the path of an entity was drawn with.',
    params: [path],
    returns: {
      type: 'list of tables',
      doc: '{ x, y, angle, distance } each, distance being how far along it lies; empty without a path',
    },
    example: `for _, point in ipairs(ams.get_path_points(ams.find("Route"))) do ams.log(point.distance) end`,
    neutral: [],
    run({ world }, e) {
      const curve = curveOf(e);
      const pose = poseOf(world, e);
      return (
        curve?.nodeDistances.map((distance) => ({ ...placeTable(pose, curve.at(distance)), distance })) ?? []
      );
    },
  }),
];
