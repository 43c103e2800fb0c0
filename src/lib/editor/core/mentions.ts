/** Names that are called in what people say: `@Ada`. */

/** A part of a text; `name` is who is called by it, '' for plain text. */
export interface SaidPart {
  text: string;
  name: string;
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);

/** A text cut at the names that it calls. Longer names come first: `@Ada L` is not `@Ada` where both are known. */
export function saidParts(text: string, names: Iterable<string>): SaidPart[] {
  const known = [...new Set(names)].filter((name) => name !== '').sort((a, b) => b.length - a.length);
  const parts: SaidPart[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at < from || isWord(text[at - 1])) continue;
    const name = known.find((each) => {
      const end = at + 1 + each.length;
      return text.slice(at + 1, end).toLowerCase() === each.toLowerCase() && !isWord(text[end]);
    });
    if (name === undefined) continue;
    if (at > from) parts.push({ text: text.slice(from, at), name: '' });
    from = at + 1 + name.length;
    parts.push({ text: text.slice(at, from), name });
  }
  if (from < text.length) parts.push({ text: text.slice(from), name: '' });
  return parts;
}

/** Whether a text calls somebody. */
export const mentions = (text: string, name: string): boolean =>
  saidParts(text, [name]).some((part) => part.name !== '');

/** Names that a text which ends in `@` and some letters may go on with, and how it reads then. */
export function completions(text: string, names: Iterable<string>): { name: string; text: string }[] {
  const begun = /(?:^|[^\p{L}\p{N}_])@([\p{L}\p{N}_]*)$/u.exec(text)?.[1];
  if (begun === undefined) return [];
  const head = text.slice(0, text.length - begun.length);
  return [...new Set(names)]
    .filter((name) => name.toLowerCase().startsWith(begun.toLowerCase()))
    .sort()
    .map((name) => ({ name, text: `${head}${name} ` }));
}
