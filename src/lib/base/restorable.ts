/**
 * State that can be put back. A saved value belongs to the object that it came from: `restore` writes into that same
 * object, so whoever holds it, or what it owns, sees the earlier state. A saved value is never changed by anybody, and may be restored
 * any number of times and in any order.
 */
export interface Restorable<Saved> {
  save(): Saved;
  restore(saved: Saved): void;
}
