import { Signal } from './signal.ts';

/** The ids of the selected entities, in the order in which they were picked; the last one leads. */
export class Selection extends Signal<readonly string[]> {
  constructor(ids: readonly string[] = []) {
    super(ids);
  }

  get ids(): readonly string[] {
    return this.value;
  }

  has(id: string): boolean {
    return this.value.includes(id);
  }

  /** Selects exactly these; keeps the list when it is the same. */
  set(ids: readonly string[]): void {
    const next = [...new Set(ids)];
    if (next.length === this.value.length && next.every((id, i) => id === this.value[i])) return;
    this.value = next;
  }

  clear(): void {
    this.set([]);
  }

  /** Adds what is not selected, takes away what is. */
  toggle(ids: readonly string[]): void {
    this.set(toggled(this.value, ids));
  }

  /** Drops ids that are no more. */
  keep(exists: (id: string) => boolean): void {
    if (!this.value.every(exists)) this.set(this.value.filter(exists));
  }
}

/** `ids` without those in `change`, then those of `change` that were not in it. */
export function toggled(ids: readonly string[], change: readonly string[]): string[] {
  const before = new Set(ids);
  const turned = new Set(change);
  return [...ids.filter((id) => !turned.has(id)), ...[...turned].filter((id) => !before.has(id))];
}

/** Those of `ids` that have no ancestor among them: what moves, copies or goes away as a whole. */
export function topmost(
  ids: readonly string[],
  parentOf: (id: string) => string | null | undefined,
): string[] {
  const picked = new Set(ids);
  return [...picked].filter((id) => {
    const seen = new Set([id]);
    for (let up = parentOf(id); up && !seen.has(up); up = parentOf(up)) {
      if (picked.has(up)) return false;
      seen.add(up);
    }
    return true;
  });
}
