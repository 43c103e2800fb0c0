import { component } from '../../schema/check-fields.ts';
import { isComponentType, typeOfKey } from '../../schema/components.ts';
import type { StoredComponent } from '../../schema/project.ts';
import { COMPONENT } from '../../tiled/component-properties.ts';
import type { TiledProperty } from '../../tiled/model.ts';

/** What an export of Perigee wrote into custom properties; those that hold nothing usable stay properties. */
export function takeComponents(properties: readonly TiledProperty[]): {
  rest: TiledProperty[];
  tags: readonly string[];
  components: Record<string, StoredComponent>;
} {
  const components: Record<string, StoredComponent> = {};
  let tags: readonly string[] = [];
  const rest = properties.filter(({ name, value }) => {
    if (!name.startsWith(COMPONENT) || typeof value !== 'string') return true;
    const key = name.slice(COMPONENT.length);
    let read: unknown;
    try {
      read = JSON.parse(value);
    } catch {
      return true;
    }
    if (key === 'tags' && Array.isArray(read) && read.every((tag) => typeof tag === 'string')) {
      tags = read;
      return false;
    }
    if (!isUsable(key, read)) return true;
    components[key] = read;
    return false;
  });
  return { rest, tags, components };
}

function isUsable(key: string, value: unknown): value is StoredComponent {
  if (!isComponentType(typeOfKey(key)) || ['Transform', 'Imported', 'Properties', 'Tilemap'].includes(key))
    return false;
  let good = true;
  component(key)(value, [], () => (good = false));
  return good;
}
