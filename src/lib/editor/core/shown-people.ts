/** Which of many people the canvas draws, so that a crowd neither hides the scene nor slows it down. */
import { intersects, type Rect, type Vec2 } from '../../base/geometry.ts';
import type { RemotePerson } from './canvas-host.ts';

/** So many people are drawn at most. */
export const MOST_PEOPLE = 40;
/** So many entities are outlined of what they have selected, all together. */
export const MOST_OUTLINED = 400;
/** A name beside a pointer has at most so many letters. */
const LONGEST_NAME = 20;

/** A name short enough to stand beside a pointer. */
export function tagName(name: string): string {
  const letters = [...name];
  return letters.length > LONGEST_NAME
    ? `${letters
        .slice(0, LONGEST_NAME - 1)
        .join('')
        .trimEnd()}…`
    : name;
}

/** Somebody who is drawn. */
export type ShownRemote = Pick<RemotePerson, 'name' | 'color' | 'cursor' | 'selection' | 'camera'>;

/**
 * Those who are drawn in a scene: of too many those whose pointer can be seen, then those who have something selected.
 * @param area what is seen of the scene
 */
export function shownPeople(
  people: readonly RemotePerson[],
  scene: string | null,
  area: Rect,
): ShownRemote[] {
  const here = people.filter((person) => person.scene === scene);
  const sees = ([x, y]: Vec2) => intersects(area, { x, y, width: 0, height: 0 });
  const rank = ({ cursor, selection }: RemotePerson) =>
    cursor && sees(cursor) ? 0 : selection.length > 0 ? 1 : 2;
  const chosen =
    here.length > MOST_PEOPLE
      ? [...here].sort((a, b) => rank(a) - rank(b) || a.id - b.id).slice(0, MOST_PEOPLE)
      : here;
  let left = MOST_OUTLINED;
  return chosen.map(({ name, color, cursor, selection, camera }) => {
    const outlined = selection.slice(0, left);
    left -= outlined.length;
    return {
      ...{ name: tagName(name), color, cursor, selection: outlined },
      camera: camera?.scene === scene ? camera : null,
    };
  });
}
