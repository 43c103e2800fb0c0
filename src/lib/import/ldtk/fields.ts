/** Values of custom fields as properties. */
import type { PropertyValue } from '../../schema/fields.ts';
import type { JsonPlace } from '../json.ts';
import type { LdtkField } from './model.ts';

/** What fields need of the rest of their project. */
export interface FieldContext {
  /** The id of the entity that this instance became; '' for none. */
  entityId(iid: string): string;
  /** The name of a tileset. */
  tilesetName(uid: number): string;
  /** A reference that leads to nothing. */
  lost(field: string, iid: string): void;
  /** A value of a kind that is not known; it was kept as JSON. */
  unknown(field: string, type: string): void;
}

/**
 * Fields as properties. A list becomes `name.1`, `name.2` … and `name.count`; a point `name.cx` and `name.cy` in cells
 * of its layer; a tile `name.tileset`, `name.x`, `name.y`, `name.w` and `name.h` in pixels of the image; a reference the
 * id of the entity. A field without a value sets nothing.
 */
export function propertiesOf(
  fields: readonly LdtkField[],
  context: FieldContext,
): Record<string, PropertyValue> {
  const values: Record<string, PropertyValue> = {};
  const set = (name: string, value: PropertyValue) => {
    if (name !== '__proto__') values[name.slice(0, 256)] = value;
  };
  for (const { name, type, value } of fields) {
    const kind = /^Array<(.*)>$/.exec(type)?.[1] ?? type;
    if (Array.isArray(value.value)) {
      set(`${name}.count`, value.items.length);
      value.items.forEach((item, at) => setValue(`${name}.${at + 1}`, kind, item));
    } else setValue(name, kind, value);
  }
  return values;

  function setValue(name: string, kind: string, place: JsonPlace): void {
    const { value } = place;
    if (!place.present) return;
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') {
      set(name, typeof value === 'number' ? place.number(undefined, -1e300, 1e300) : value);
      return;
    }
    const iid = place.get('entityIid').value;
    if (typeof iid === 'string') {
      const id = context.entityId(iid);
      if (id === '') context.lost(name, iid);
      set(name, id || iid);
    } else if (kind === 'Point' || place.get('cx').present) {
      set(`${name}.cx`, place.get('cx').number());
      set(`${name}.cy`, place.get('cy').number());
    } else if (place.get('tilesetUid').present) {
      set(`${name}.tileset`, context.tilesetName(place.get('tilesetUid').whole()));
      for (const side of ['x', 'y', 'w', 'h']) set(`${name}.${side}`, place.get(side).number());
    } else {
      set(name, JSON.stringify(value));
      context.unknown(name, kind);
    }
  }
}

/** The points of a field that is a list of points, in cells of its layer; `null` for other fields. */
export function pointsOf({ type, value }: LdtkField): [number, number][] | null {
  if (type !== 'Array<Point>' || !Array.isArray(value.value)) return null;
  return value.items
    .filter((point) => point.present)
    .map((point) => [point.get('cx').number(), point.get('cy').number()]);
}
