/** Finding by a few letters. Pure; fast enough for every keystroke over ten thousand names. */

/** How well a text answers a query. */
export interface Match {
  /** Larger is better; 0 for an empty query. */
  readonly score: number;
  /** Places of the letters that matched, in order, to be shown. */
  readonly at: readonly number[];
}

const NO_QUERY: Match = { score: 0, at: [] };
const isWordStart = (text: string, at: number): boolean =>
  at === 0 ||
  !/[\p{L}\p{N}]/u.test(text[at - 1]!) ||
  (/\p{Lu}/u.test(text[at]!) && /\p{Ll}/u.test(text[at - 1]!));

const run = (from: number, length: number): number[] => Array.from({ length }, (_, i) => from + i);

/** The letters in their order with anything between, each as near to the start of a word as can be had from the left. */
function scattered(text: string, lower: string, word: string): Match | null {
  const at: number[] = [];
  let starts = 0;
  let from = 0;
  for (const letter of word) {
    let place = lower.indexOf(letter, from);
    if (place < 0) return null;
    // The letter that goes on, or begins a word, says more than the first one that comes.
    for (let next = place; next >= 0; next = lower.indexOf(letter, next + 1))
      if (next === (at.at(-1) ?? -2) + 1 || isWordStart(text, next)) {
        if (next === place || subsequence(lower, word.slice(at.length + 1), next + 1)) place = next;
        break;
      }
    if (isWordStart(text, place)) starts++;
    at.push(place);
    from = place + 1;
  }
  const spread = at.at(-1)! - at[0]! + 1 - word.length;
  return { score: 20 + 6 * starts - Math.min(15, spread), at };
}

function subsequence(lower: string, rest: string, from: number): boolean {
  for (const letter of rest) {
    const place = lower.indexOf(letter, from);
    if (place < 0) return false;
    from = place + 1;
  }
  return true;
}

function wordMatch(text: string, lower: string, word: string): Match | null {
  let inside = -1;
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    if (isWordStart(text, at)) {
      const whole = at + word.length === text.length || isWordStart(text, at + word.length);
      return { score: (at === 0 ? 100 : 80) + (whole ? 10 : 0), at: run(at, word.length) };
    }
    if (inside < 0) inside = at;
  }
  return inside < 0 ? scattered(text, lower, word) : { score: 50, at: run(inside, word.length) };
}

/** How a text answers a query: every word of it has to be found, in any order. `null` when one is not. */
export function fuzzyMatch(query: string, text: string): Match | null {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return NO_QUERY;
  // Letters whose lower case is longer would shift all places; there, only what is as long is searched.
  const lowered = text.toLowerCase();
  const lower = lowered.length === text.length ? lowered : text;
  let score = 0;
  const at = new Set<number>();
  for (const word of words) {
    const match = wordMatch(text, lower, word);
    if (!match) return null;
    score += match.score;
    for (const place of match.at) at.add(place);
  }
  // Of two that answer alike, the shorter one was more likely meant.
  return { score: score / words.length - Math.min(9, text.length / 20), at: [...at].sort((a, b) => a - b) };
}

/** What answers a query, best first and in its own order where alike; at most `limit`. @param bonus is added to a match */
export function fuzzyRank<T>(
  query: string,
  items: Iterable<T>,
  textOf: (item: T) => string,
  limit: number,
  bonus: (item: T) => number = () => 0,
): { item: T; match: Match }[] {
  const found: { item: T; match: Match; rank: number }[] = [];
  for (const item of items) {
    const match = fuzzyMatch(query, textOf(item));
    if (match) found.push({ item, match, rank: match.score + bonus(item) });
  }
  return found.sort((a, b) => b.rank - a.rank).slice(0, limit);
}
