/** Finds the parts whose bounds overlap: sweep and prune along x (Cohen et al., I-COLLIDE, 1995). */
import type { Restorable } from '../../base/restorable.ts';
import type { Part, Rigid } from './rigid.ts';

/** The parts in the order in which queries meet them. */
export interface SavedBroadphase {
  readonly movers: readonly Part[];
  readonly fixed: readonly Part[];
  readonly shifted: boolean;
}

/** Parts sorted by their left edge. */
export class Broadphase implements Restorable<SavedBroadphase> {
  #movers: Part[] = [];
  /** Never changed but replaced: saved states share it. */
  #fixed: readonly Part[] = [];
  /** The fixed parts are out of order. */
  #shifted = false;

  add(rigid: Rigid): void {
    if (rigid.type !== 'static') return void this.#movers.push(...rigid.parts);
    this.#fixed = [...this.#fixed, ...rigid.parts];
    this.#shifted = true;
  }

  remove(rigid: Rigid): void {
    const others = (part: Part) => part.rigid !== rigid;
    if (rigid.type === 'static') this.#fixed = this.#fixed.filter(others);
    else this.#movers = this.#movers.filter(others);
  }

  /** A static body has been put elsewhere. */
  shift(): void {
    this.#shifted = true;
  }

  save(): SavedBroadphase {
    return { movers: [...this.#movers], fixed: this.#fixed, shifted: this.#shifted };
  }

  restore({ movers, fixed, shifted }: SavedBroadphase): void {
    this.#movers = [...movers];
    this.#fixed = fixed;
    this.#shifted = shifted;
  }

  /** Calls `meet` for all parts of different bodies whose bounds overlap and of which one is active, in a reproducible order. */
  pairs(meet: (a: Part, b: Part) => void): void {
    const movers = this.#movers;
    const fixed = this.#sorted();
    sortByLeft(movers);
    let next = 0;
    for (let i = 0; i < movers.length; i++) {
      const part = movers[i]!;
      const { min, max } = part.body.bounds;
      const { active } = part.rigid;
      // Fixed parts that begin left of this one: they look for movers on their right.
      for (; next < fixed.length && fixed[next]!.body.bounds.min.x <= min.x; next++)
        meetAll(fixed[next]!, movers, i, fixed[next]!.rigid.active, meet);
      meetAll(part, movers, i + 1, active, meet);
      for (let k = next; k < fixed.length; k++) {
        const other = fixed[k]!;
        const { bounds } = other.body;
        if (bounds.min.x > max.x) break;
        if (bounds.min.y > max.y || bounds.max.y < min.y || !(active || other.rigid.active)) continue;
        meet(part, other);
      }
    }
  }

  /** Calls `meet` for all parts whose bounds overlap a box. */
  within(x0: number, y0: number, x1: number, y1: number, meet: (part: Part) => void): void {
    for (const list of [this.#fixed, this.#movers]) {
      for (const part of list) {
        const { min, max } = part.body.bounds;
        if (min.x <= x1 && max.x >= x0 && min.y <= y1 && max.y >= y0) meet(part);
      }
    }
  }

  #sorted(): readonly Part[] {
    if (this.#shifted) {
      this.#shifted = false;
      const byLeft = (a: Part, b: Part) => a.body.bounds.min.x - b.body.bounds.min.x || a.body.id - b.body.id;
      this.#fixed = [...this.#fixed].sort(byLeft);
    }
    return this.#fixed;
  }
}

function meetAll(
  part: Part,
  list: readonly Part[],
  from: number,
  active: boolean,
  meet: (a: Part, b: Part) => void,
): void {
  const { min, max } = part.body.bounds;
  for (let k = from; k < list.length; k++) {
    const other = list[k]!;
    const { bounds } = other.body;
    if (bounds.min.x > max.x) break;
    if (bounds.min.y > max.y || bounds.max.y < min.y || other.rigid === part.rigid) continue;
    if (active || other.rigid.active) meet(part, other);
  }
}

/** Insertion sort: from step to step the order hardly changes. Equal places keep the order of their numbers. */
function sortByLeft(parts: Part[]): void {
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i]!;
    const left = part.body.bounds.min.x;
    let at = i - 1;
    for (; at >= 0; at--) {
      const other = parts[at]!;
      const place = other.body.bounds.min.x;
      if (place < left || (place === left && other.body.id < part.body.id)) break;
      parts[at + 1] = other;
    }
    parts[at + 1] = part;
  }
}
