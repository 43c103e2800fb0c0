import type { PropertyValue } from '../../schema/fields.ts';
import { childOf, childrenNamed, problemAt, textOf, type XmlElement } from '../xml.ts';

/** `#AARRGGBB` or `#RRGGBB`, as Tiled writes colours, as `#rrggbb` or `#rrggbbaa`; '' for none. */
export function readColor(element: XmlElement, text: string): string {
  if (text === '') return '';
  const hex = text.replace(/^#/, '').toLowerCase();
  if (/^[0-9a-f]{6}$/.test(hex)) return `#${hex}`;
  if (/^[0-9a-f]{8}$/.test(hex))
    return hex.startsWith('ff') ? `#${hex.slice(2)}` : `#${hex.slice(2)}${hex.slice(0, 2)}`;
  throw problemAt(element, `"${text.slice(0, 40)}" is no colour such as #ff8800.`);
}

/**
 * The custom properties of an element. Members of a class become `name.member`; a reference to an object becomes
 * the id that `objectId` gives for its number.
 */
export function readProperties(
  owner: XmlElement,
  objectId: (number: number) => string,
): Record<string, PropertyValue> {
  const values = new Map<string, PropertyValue>();
  const list = childOf(owner, 'properties');
  if (list) collect(list, '', values, objectId);
  return Object.fromEntries(values);
}

function collect(
  list: XmlElement,
  prefix: string,
  values: Map<string, PropertyValue>,
  objectId: (number: number) => string,
): void {
  for (const property of childrenNamed(list, 'property')) {
    const given = textOf(property, 'name');
    if (given === '' || given === '__proto__')
      throw problemAt(property, 'A custom property has no usable name.');
    const name = (prefix + given).slice(0, 256);
    // Text with several lines stands in the element instead of in the attribute.
    const text = property.attributes.get('value') ?? property.text;
    const type = textOf(property, 'type');
    switch (type) {
      case 'class': {
        const members = childOf(property, 'properties');
        if (members) collect(members, `${name}.`, values, objectId);
        break;
      }
      case 'bool':
        values.set(name, text === 'true');
        break;
      case 'int':
      case 'float':
      case 'object': {
        const value = Number(text === '' ? 0 : text);
        if (!Number.isFinite(value))
          throw problemAt(property, `The property "${name}" must be a number, is "${text.slice(0, 40)}".`);
        values.set(name, type === 'object' ? objectId(value) : value);
        break;
      }
      case 'color':
        values.set(name, readColor(property, text));
        break;
      default:
        values.set(name, text);
    }
  }
}
