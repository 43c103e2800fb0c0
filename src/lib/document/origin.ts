/**
 * Who made a change; every transaction carries one. Undo follows one `user` origin by identity, so each
 * editor makes its own with {@link userOrigin} and uses it for all that its person does.
 */
export type Origin =
  | { readonly kind: 'user'; readonly label?: string }
  | { readonly kind: 'import' }
  | { readonly kind: 'system' }
  | { readonly kind: 'remote' };

/** The origin of one person at one editor. */
export const userOrigin = (): Origin => ({ kind: 'user' });
export const importOrigin: Origin = { kind: 'import' };
export const systemOrigin: Origin = { kind: 'system' };
const remoteOrigin: Origin = { kind: 'remote' };

/** The origin of a transaction as a tagged value; what others tagged (providers, undo) counts as remote. */
export function originOf(tag: unknown): Origin {
  const kinds: readonly unknown[] = ['user', 'import', 'system', 'remote'];
  return typeof tag === 'object' && tag !== null && kinds.includes((tag as Origin).kind)
    ? (tag as Origin)
    : remoteOrigin;
}
