/** Counts and names as sentences for people use them. */

/** `1 layer`, `3 layers`. @param many the plural where it is not the word with an s */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** Longest name within a sentence, in characters. */
const LONGEST = 32;

/** A name short enough to stand within a sentence. */
export const shortName = (name: string): string =>
  name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;

/** The one there is by its name, several by their number: `Hero`, `3 entities`. */
export function named(names: readonly string[], one = 'entity', many = 'entities'): string {
  const [only] = names;
  return names.length === 1 && only ? shortName(only) : counted(names.length, one, many);
}

/** Names one after another, not more than a few: `a.png, b.png and 3 more`; '' for none. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map(shortName);
  if (names.length > most) shown.push(`${names.length - most} more`);
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
