/** Versions of a project: how it was at a moment, kept beside its document. */
import { isRecord, isString } from '../base/guards.ts';
import type { WorkedOn } from '../schema/worked-on.ts';

/**
 * Why a version was kept:
 * - `named`: somebody wanted it, and it stays until somebody deletes it
 * - `automatic`: while people worked
 * - `import`, `restore`: just before one
 */
export const VERSION_KINDS = ['named', 'automatic', 'import', 'restore'] as const;

export type VersionKind = (typeof VERSION_KINDS)[number];

export const isVersionKind = (value: unknown): value is VersionKind =>
  (VERSION_KINDS as readonly unknown[]).includes(value);

/** What a list says about one version. */
export interface VersionInfo {
  id: string;
  kind: VersionKind;
  /** '' where nobody gave it a name. */
  name: string;
  /** Milliseconds since 1970: how the project was then. */
  at: number;
  /** Names of those who worked on it since the version before, or of the one who kept it; those who go by none are missing. */
  by: readonly string[];
  /** How many things of each kind were worked on since the version before; a kind that is missing was not. */
  touched: Readonly<Partial<Record<WorkedOn, number>>>;
  /** Bytes that it takes. */
  size: number;
}

/** The longest name of a version, and of a person, in characters. */
export const MAX_VERSION_NAME = 120;
/** The largest document that can be kept as a version, in bytes. */
export const MAX_VERSION_BYTES = 64 * 1024 * 1024;

/** All versions of a project. */
export const versionsPath = (project: string): string => `/api/projects/${project}/versions`;
/** One version; its body is the document as Yjs writes it in format 2. */
export const versionPath = (project: string, id: string): string => `${versionsPath(project)}/${id}`;

/** Whether a text has the form of a version's id. */
export const isVersionId = (text: string): boolean => /^[A-Za-z0-9_-]{12}$/.test(text);

/** A version as the server tells of it; `null` for what is none. */
export function readVersionInfo(value: unknown): VersionInfo | null {
  if (!isRecord(value) || !isString(value.id) || !isVersionKind(value.kind)) return null;
  const { id, kind, name, at, by, touched, size } = value;
  const counts = isRecord(touched) ? Object.entries(touched).filter(([, count]) => Number(count) > 0) : [];
  return {
    ...{ id, kind, at: Number(at) || 0, size: Number(size) || 0 },
    name: isString(name) ? name : '',
    by: Array.isArray(by) ? by.filter(isString) : [],
    touched: Object.fromEntries(counts),
  };
}
