/** Custom properties of both formats. */
import type { TiledProperty } from '../../../tiled/model.ts';
import { childOf, childrenNamed, textOf, type XmlElement } from '../../xml.ts';
import { valueOf, type CustomTypes } from './custom-types.ts';
import { isJsonRecord, xmlFields, type Fields, type JsonNode } from './fields.ts';

function checkName(name: string, fields: Fields): string {
  if (name === '' || name === '__proto__') throw fields.problem('A custom property has no usable name.');
  return name.slice(0, 256);
}

/** The custom properties in the `<properties>` of an element. */
export function xmlProperties(owner: XmlElement, types: CustomTypes): TiledProperty[] {
  const list = childOf(owner, 'properties');
  return list ? childrenNamed(list, 'property').flatMap((property) => xmlProperty(property, types)) : [];
}

function xmlProperty(element: XmlElement, types: CustomTypes): TiledProperty[] {
  const fields = xmlFields(element);
  const name = element.name === 'item' ? '' : checkName(fields.text('name'), fields);
  const type = fields.text('type') || 'string';
  const propertyType = fields.text('propertytype');
  if (type === 'class') return [{ name, type, propertyType, value: xmlProperties(element, types) }];
  if (type === 'list') {
    const items = childrenNamed(element, 'item').flatMap((item) => xmlProperty(item, types));
    return [{ name, type, propertyType, value: items }];
  }
  // Text with several lines stands in the element instead of in the attribute.
  const value = element.attributes.has('value') ? textOf(element, 'value') : element.text;
  const read = valueOf({ name, type, propertyType, value }, types, fields);
  return read ? [read] : [];
}

/** The custom properties of a JSON record: a list, or in old files a record of values and one of their types. */
export function jsonProperties(owner: JsonNode, types: CustomTypes, key = 'properties'): TiledProperty[] {
  const given = owner.record[key];
  if (isJsonRecord(given)) {
    const kinds = owner.record.propertytypes;
    return Object.entries(given).flatMap(([name, value]) => {
      const type = isJsonRecord(kinds) && typeof kinds[name] === 'string' ? kinds[name] : 'string';
      const read = valueOf(
        { name: checkName(name, owner.fields), type, propertyType: '', value },
        types,
        owner.fields,
      );
      return read ? [read] : [];
    });
  }
  return owner.list(key).flatMap(({ fields, record }) => {
    const read = valueOf(
      {
        name: checkName(fields.text('name'), fields),
        type: fields.text('type') || 'string',
        propertyType: fields.text('propertytype'),
        value: record.value,
      },
      types,
      fields,
    );
    return read ? [read] : [];
  });
}
