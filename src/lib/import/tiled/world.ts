/** Worlds of Tiled: maps and where each stands. */
import type { Vec2 } from '../../base/geometry.ts';
import { problemAtPlace } from '../../tiled/place.ts';
import { baseName, normalPath } from '../source-files.ts';
import { parseJsonFile } from './read/fields.ts';
import { tellStray, tmjNode } from './known-keys.ts';
import type { ImportSession } from './source.ts';

/** A map of a world. */
export interface WorldMap {
  path: string;
  position: Vec2;
}

/** The maps that a world names or whose file names fit one of its patterns, in the order of the file. */
export function readWorld(path: string, session: ImportSession, maps: readonly string[]): WorldMap[] {
  const root = parseJsonFile(session.files.bytes(path), path);
  tellStray(session, path, tmjNode(root.record), 'world');
  const named = root.list('maps').map(({ fields, at }): WorldMap => {
    const found = session.files.find(path, fields.text('fileName'));
    if (found === null)
      throw problemAtPlace(
        at,
        `The map "${baseName(fields.text('fileName'))}" is missing; import it together with this world.`,
      );
    return { path: found, position: [fields.number('x', 0), fields.number('y', 0)] };
  });
  const folder = normalPath(path).split('/').slice(0, -1).join('/');
  const known = new Set(named.map((each) => each.path));
  const matched = root.list('patterns').flatMap(({ fields }): WorldMap[] => {
    let pattern: RegExp;
    try {
      pattern = new RegExp(`^(?:${fields.text('regexp')})$`, 'u');
    } catch {
      throw fields.problem(`"${fields.text('regexp').slice(0, 40)}" is no regular expression.`);
    }
    return maps.flatMap((map): WorldMap[] => {
      if (known.has(map) || normalPath(map).split('/').slice(0, -1).join('/') !== folder) return [];
      const numbers = pattern.exec(baseName(map))?.slice(1, 3).map(Number);
      if (!numbers || numbers.length < 2 || !numbers.every(Number.isFinite)) return [];
      known.add(map);
      const along = (at: 0 | 1, axis: 'X' | 'Y') =>
        numbers[at]! * fields.number(`multiplier${axis}`, 1) + fields.number(`offset${axis}`, 0);
      return [{ path: map, position: [along(0, 'X'), along(1, 'Y')] }];
    });
  });
  return [...named, ...matched];
}
