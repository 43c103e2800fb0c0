/** Whether one of the texts holds what somebody searches for, in any case; nothing is in everything. */
export function matches(query: string, ...texts: readonly string[]): boolean {
  const wanted = query.trim().toLowerCase();
  return wanted === '' || texts.some((text) => text.toLowerCase().includes(wanted));
}
