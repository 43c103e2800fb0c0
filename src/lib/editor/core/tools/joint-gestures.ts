/** What drags do to joints: draw one from body to body, move its anchors, set its limits. */
import { subtract, type Vec2 } from '../../../base/geometry.ts';
import { defaultsOf, typeOfKey } from '../../../schema/components.ts';
import type { Placed } from '../entity-geometry.ts';
import type { SceneItem } from '../scene-item.ts';
import { freeKey } from '../shapes/collider-edit.ts';
import {
  jointsShown,
  otherAnchor,
  ownAnchor,
  pulledLimit,
  turnsAbout,
  type JointData,
  type JointEnd,
  type JointShown,
  type JointType,
  type PlaceOf,
} from '../shapes/joints.ts';
import { PointSnapper } from './snap-point.ts';
import { NO_PREVIEW, type Gesture, type ToolContext, type ToolPointer } from './tool.ts';

/** A drag on a joint: how it would be now. */
export interface JointGesture extends Gesture {
  readonly shown: JointShown | null;
}

/** A joint with other fields, in its place. */
function withFields(
  item: SceneItem,
  key: string,
  fields: Partial<JointData>,
  placeOf: PlaceOf,
): JointShown | null {
  const components = item.entity.components as unknown as Record<string, object | undefined>;
  const next = { ...components, [key]: { ...components[key], ...fields } };
  const entity = { ...item.entity, components: next as unknown as SceneItem['entity']['components'] };
  return jointsShown({ ...item, entity }, placeOf).find((each) => each.key === key) ?? null;
}

/** Changes fields of a joint that is there. */
class ChangeJointGesture implements JointGesture {
  shown: JointShown | null = null;
  readonly #context: ToolContext;
  readonly #item: SceneItem;
  readonly #key: string;
  readonly #name: string;
  readonly #placeOf: PlaceOf;
  readonly #change: (at: ToolPointer) => { fields: Partial<JointData>; label: string };

  constructor(
    context: ToolContext,
    item: SceneItem,
    key: string,
    name: string,
    placeOf: PlaceOf,
    change: (at: ToolPointer) => { fields: Partial<JointData>; label: string },
  ) {
    this.#context = context;
    this.#item = item;
    this.#key = key;
    this.#name = name;
    this.#placeOf = placeOf;
    this.#change = change;
  }

  move(at: ToolPointer): void {
    const { fields, label } = this.#change(at);
    this.shown = withFields(this.#item, this.#key, fields, this.#placeOf);
    this.#context.preview.value = { ...NO_PREVIEW, label };
  }

  commit(at: ToolPointer): void {
    const { fields } = this.#change(at);
    this.#context.host.write(this.#name, (writer) => writer.setFields(this.#item.id, this.#key, fields));
  }
}

const rounded = (value: number): string => String(Math.round(value));

/**
 * Moves an end of a joint. Dropped on another entity, the far end is tied to that one. Alt ignores snapping.
 * @param bodyAt the entity under a point
 */
export function anchorGesture(
  context: ToolContext,
  item: SceneItem,
  shown: JointShown,
  end: JointEnd,
  placeOf: PlaceOf,
  bodyAt: (at: ToolPointer) => string | null,
): JointGesture {
  const snapper = new PointSnapper(context);
  const start = end === 'own' ? shown.from : shown.to;
  const name = end === 'own' ? 'Move joint anchor' : 'Move far end of joint';
  return new ChangeJointGesture(context, item, shown.key, name, placeOf, (at) => {
    const to = snapper.snap(start, at.scene, at).at;
    const placed = placeOf(item.id)!;
    const label = `${rounded(to[0])}, ${rounded(to[1])}`;
    if (end === 'own') return { fields: { anchor: ownAnchor(placed, to) }, label };
    const hit = bodyAt(at);
    const other = hit !== null && hit !== item.id ? hit : shown.joint.to;
    const far = { otherAnchor: otherAnchor(placed, other === '' ? null : placeOf(other), to) };
    return { fields: other === shown.joint.to ? far : { to: other, ...far }, label };
  });
}

/** Sets a limit of a revolute joint. Shift goes by 15 degrees. */
export function limitGesture(
  context: ToolContext,
  item: SceneItem,
  shown: JointShown,
  which: 'lowerAngle' | 'upperAngle',
  placeOf: PlaceOf,
): JointGesture {
  return new ChangeJointGesture(context, item, shown.key, 'Set limits of joint', placeOf, (at) => {
    const fields = pulledLimit(shown, placeOf(item.id)!, which, at.scene, at.shift);
    return { fields, label: `${fields.lowerAngle}° to ${fields.upperAngle}°` };
  });
}

/** Physics knows it: it has a body of its own, or a collider that stands still. */
const hasBody = ({ entity }: SceneItem): boolean =>
  Object.keys(entity.components).some((key) => ['Body', 'Collider'].includes(typeOfKey(key)));

/** Draws a joint from a body to another one, or to the scene. */
export class DrawJointGesture implements JointGesture {
  shown: JointShown | null = null;
  /** The entity that it would be tied to now. */
  target: string | null = null;
  readonly #context: ToolContext;
  readonly #item: SceneItem;
  readonly #type: JointType;
  readonly #key: string;
  readonly #from: Vec2;
  readonly #placeOf: PlaceOf;
  readonly #bodyAt: (at: ToolPointer) => string | null;
  readonly #snapper: PointSnapper;

  constructor(
    context: ToolContext,
    item: SceneItem,
    type: JointType,
    from: ToolPointer,
    placeOf: PlaceOf,
    bodyAt: (at: ToolPointer) => string | null,
  ) {
    this.#context = context;
    this.#item = item;
    this.#type = type;
    this.#key = freeKey('Joint', item.entity.components);
    this.#placeOf = placeOf;
    this.#bodyAt = bodyAt;
    this.#snapper = new PointSnapper(context);
    this.#from = this.#place(from);
  }

  /** Key of the joint that is drawn. */
  get key(): string {
    return this.#key;
  }

  move(at: ToolPointer): void {
    const { fields, to } = this.#drawn(at);
    this.target = fields.to === '' ? null : fields.to;
    const joint = { ...defaultsOf('Joint'), ...fields };
    this.shown = withFields(this.#item, this.#key, joint, this.#placeOf);
    const name = this.target === null ? 'the scene' : this.#context.index.items.get(this.target)?.entity.name;
    const length = rounded(Math.hypot(...subtract(to, this.#from)));
    this.#context.preview.value = { ...NO_PREVIEW, label: `${this.#type} to ${name} · ${length} px` };
  }

  commit(at: ToolPointer): void {
    const { host, index } = this.#context;
    const { fields } = this.#drawn(at);
    const other = index.items.get(fields.to);
    const [name, otherName] = [this.#item.entity.name, other ? other.entity.name : 'the scene'];
    host.write(`Tie ${name} to ${otherName}`, (writer) => {
      // A joint ties bodies only: what has none gets one, the far one standing still.
      if (!hasBody(this.#item)) writer.setFields(this.#item.id, 'Body', {});
      if (other && !hasBody(other)) writer.setFields(other.id, 'Body', { type: 'static' });
      writer.setFields(this.#item.id, this.#key, fields);
    });
  }

  #place(at: ToolPointer): Vec2 {
    const from: Vec2 = [at.scene[0] - 1e3, at.scene[1] - 1e3];
    return this.#snapper.snap(from, at.scene, { shift: false, alt: at.alt }).at;
  }

  #drawn(at: ToolPointer) {
    const to = this.#place(at);
    const placed = this.#placeOf(this.#item.id)!;
    const hit = this.#bodyAt(at);
    const other = hit !== null && hit !== this.#item.id ? hit : '';
    const there: Placed | null = other === '' ? null : this.#placeOf(other);
    const anchor = ownAnchor(placed, this.#from);
    const far = turnsAbout(this.#type) ? {} : { otherAnchor: otherAnchor(placed, there, to) };
    return { to, fields: { type: this.#type, to: other, anchor, ...far } };
  }
}
