import { isRole, type Role } from '../../net/roles.ts';

const key = (project: string) => `perigee/role/${project}`;

/** What the server last said one may do by this address: without a network the page must not pretend to more. */
export function rememberedRole(project: string): Role {
  const kept = typeof localStorage === 'undefined' ? null : localStorage.getItem(key(project));
  return isRole(kept) ? kept : 'owner';
}

export function rememberRole(project: string, role: Role): void {
  // Most people own what they open: only what is less need be kept.
  if (typeof localStorage === 'undefined') return;
  if (role === 'owner') localStorage.removeItem(key(project));
  else localStorage.setItem(key(project), role);
}
