/** Names and colours by which people who are in a project at once can be told apart. */

/** Somebody as their page tells of them. */
export interface KnownPerson {
  /** When they came, in milliseconds since 1970: who came later gives way. */
  since: number;
  /** Of their connection, for two who came at the same moment. */
  id: number;
  name: string;
  color: string;
  /** They chose neither name nor colour themselves. */
  drawn?: boolean;
}

const first = (wanted: string, free: readonly string[]): string => free[0] ?? wanted;

/**
 * The name and colour of somebody who has chosen neither, where they are not those of anybody else here. Of two who were given
 * the same, the one who came later takes another; where somebody has chosen theirs, the other does.
 * @returns `me` where nothing has to change
 */
export function distinctPerson(
  me: KnownPerson,
  others: readonly KnownPerson[],
  names: readonly string[],
  colors: readonly string[],
): KnownPerson {
  if (!me.drawn) return me;
  const before = others.filter(
    ({ since, id, drawn }) => !drawn || since < me.since || (since === me.since && id < me.id),
  );
  const [usedNames, usedColors] = [
    new Set(others.map(({ name }) => name)),
    new Set(others.map(({ color }) => color)),
  ];
  const name = before.some((other) => other.name === me.name)
    ? first(
        me.name,
        names.filter((each) => !usedNames.has(each)),
      )
    : me.name;
  const color = before.some((other) => other.color === me.color)
    ? first(
        me.color,
        colors.filter((each) => !usedColors.has(each)),
      )
    : me.color;
  return name === me.name && color === me.color ? me : { ...me, name, color };
}
