/**
 * What somebody who came in by a link may do. Each role may do all that those after it may:
 * - `owner`: gives and withdraws links, deletes the project
 * - `editor`: changes the project and its files
 * - `viewer`: sees the project, and the others at work
 * - `player`: plays the game, and never gets the document
 */
export const ROLES = ['owner', 'editor', 'viewer', 'player'] as const;

export type Role = (typeof ROLES)[number];

export const isRole = (value: unknown): value is Role => (ROLES as readonly unknown[]).includes(value);

/** Whether a role may do what at least `least` is needed for. */
export const mayAs = (role: Role, least: Role): boolean => ROLES.indexOf(role) <= ROLES.indexOf(least);

/** The link by which people come into a project in one role. */
export interface RoleLink {
  role: Role;
  /** What stands in addresses in place of a project's own: unguessable, and nothing else is needed to come in. */
  token: string;
  /** Milliseconds since 1970. */
  created: number;
  /** Milliseconds since 1970; `null` for never. The owner's own link never does. */
  expires: number | null;
}
