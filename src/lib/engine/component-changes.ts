/** Changes of components in a playing scene. Pure. */
import { defaultsOf, fieldOf, isComponentType, typeOfKey } from '../schema/components.ts';
import type { ResolvedEntity } from '../schema/project.ts';
import { checkField } from '../schema/check-fields.ts';

type Components = ResolvedEntity['components'];

interface Change {
  components: Components;
  /** The fields that may be others now. */
  changed: string[];
}

/**
 * Sets fields of one component; one that is not there is added, with the other fields at their defaults. Throws a RangeError
 * for an unknown field or a bad value.
 */
export function withFields(
  components: Components,
  key: string,
  fields: Readonly<Record<string, unknown>>,
): Change {
  const type = typeOfKey(key);
  if (!isComponentType(type)) throw new RangeError(`there is no component "${type}"`);
  for (const [field, value] of Object.entries(fields)) {
    if (!fieldOf(key, field)) throw new RangeError(`${type} has no field "${field}"`);
    const wrong = checkField(key, field, value);
    if (wrong) throw new RangeError(`${key}.${field} ${wrong}`);
  }
  const before = (components as Readonly<Record<string, object>>)[key];
  const after = { ...(before ?? defaultsOf(type)), ...fields };
  return {
    components: { ...components, [key]: after },
    changed: Object.keys(before ? fields : after),
  };
}

/** Takes a component away. */
export function without(components: Components, key: string): Change {
  const { [key]: removed, ...rest } = components as unknown as Record<string, object>;
  return { components: rest as unknown as Components, changed: Object.keys(removed ?? {}) };
}

/** What follows from a change of fields. */
interface Effects {
  /** The entity is put where its Transform says. */
  place: boolean;
  /** It moves as its Body says. */
  velocity: boolean;
  /** Its values for scripts are set. */
  properties: boolean;
  /** Its body is made anew. */
  body: boolean;
  /** A joint is changed or made anew. */
  joint: boolean;
  /** It looks different. */
  look: boolean;
}

const looks = new Set(['Shape', 'Sprite', 'Text', 'Tilemap', 'Camera', 'Layer']);

/** @param type of the component; `Layer` stands for the layer of the entity */
export function effectsOf(type: string, fields: readonly string[]): Effects {
  const has = (...names: string[]) => names.some((name) => fields.includes(name));
  const reshaped = type === 'Transform' && has('size', 'anchor');
  return {
    place: type === 'Transform' && has('position', 'rotation'),
    velocity: type === 'Body' && has('velocity'),
    properties: type === 'Properties',
    body:
      reshaped ||
      type === 'Collider' ||
      (type === 'Shape' && has('kind', 'points')) ||
      (type === 'Tilemap' && fields.some((field) => field !== 'alpha' && field !== 'tint')) ||
      (type === 'Body' && fields.some((field) => field !== 'velocity')),
    joint: type === 'Joint',
    look: reshaped || looks.has(type),
  };
}
