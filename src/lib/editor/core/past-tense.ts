/** Verbs whose past is not made by a rule; a phrase stands for itself. */
const irregular: Readonly<Record<string, string>> = {
  cut: 'cut',
  draw: 'drew',
  give: 'gave',
  keep: 'kept',
  make: 'made',
  put: 'put',
  reset: 'reset',
  run: 'ran',
  send: 'sent',
  set: 'set',
  split: 'split',
  swap: 'swapped',
  take: 'took',
  trim: 'trimmed',
  turn: 'turned',
  undo: 'took back',
  unlock: 'unlocked',
  write: 'wrote',
};

function past(verb: string): string {
  const known = irregular[verb];
  if (known !== undefined) return known;
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/u.test(verb)) return `${verb.slice(0, -1)}ied`;
  // A short verb doubles its last letter: snap, drop, flip.
  if (/^[^aeiou]+[aeiou][bdgklmnprt]$/u.test(verb)) return `${verb}${verb.at(-1)!}ed`;
  return `${verb}ed`;
}

/** The name of a step, which is an order, as what somebody did: `Move 3 entities` becomes `moved 3 entities`. */
export function inPast(order: string): string {
  const [, verb = '', undone = '', rest = ''] = /^(\p{L}+)(:?)([^]*)$/u.exec(order) ?? [];
  if (verb === '') return order;
  const done = past(verb.toLowerCase());
  return undone ? `${done}:${rest}` : done + rest;
}
