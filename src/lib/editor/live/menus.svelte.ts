import type { Vec2 } from '../../base/geometry.ts';
import { isSubjectKind, type MenuName, type Subject } from '../core/menus.ts';

/** A context menu on screen. */
interface OpenMenu {
  readonly name: MenuName;
  /** Where, in CSS pixels of the window. */
  readonly at: Vec2;
}

/** Which context menu is open, and which name is to be edited because a menu said so. */
export class Menus {
  #open = $state.raw<OpenMenu | null>(null);
  #subject: Subject | null = null;
  #point: Vec2 | null = null;
  /** The thing of a list whose row is to become a field for its name; the row takes it back. */
  renaming = $state.raw<Subject | null>(null);

  get current(): OpenMenu | null {
    return this.#open;
  }

  /** What the menu that was opened last is about. */
  get subject(): Subject | null {
    return this.#subject;
  }

  /**
   * @param at in CSS pixels of the window
   * @param id of what the menu is about, for all but `canvas` and `entity`
   */
  open(name: MenuName, at: Vec2, id = ''): void {
    this.#subject = isSubjectKind(name) ? { kind: name, id } : null;
    this.#open = { name, at };
  }

  /** Where the menu was opened whose command runs now, in CSS pixels of the window; `null` for a command of a key or bar. */
  get point(): Vec2 | null {
    return this.#point;
  }

  /** Runs what was chosen in a menu that was opened at a point. */
  choose(at: Vec2 | null, run: () => void): void {
    this.#point = at;
    run();
    this.#point = null;
  }

  close(): void {
    this.#open = null;
  }

  /** Whether the name of this thing is to be edited now; asking takes the request back. */
  takeRenaming({ kind, id }: Subject): boolean {
    const wanted = this.renaming?.kind === kind && this.renaming.id === id;
    if (wanted) this.renaming = null;
    return wanted;
  }
}
