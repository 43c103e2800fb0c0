import { sha256Hex } from '../../base/sha256.ts';
import type { ProjectData } from '../../schema/project.ts';
import { playedScripts } from '../../schema/test-files.ts';

/** Keys in order, so that two documents with the same content have the same text. */
const sorted = (value: unknown): unknown => {
  if (ArrayBuffer.isView(value)) return [...(value as Uint32Array)];
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
};

/**
 * 16 hex digits that tell whether two projects play alike: of everything but names of the project and of its files, and its tests.
 */
export function projectHash(project: ProjectData): string {
  const { name: _, scripts, ...content } = project;
  const played = Object.fromEntries(playedScripts({ scripts }));
  const text = JSON.stringify(sorted({ ...content, scripts: played }));
  return sha256Hex(new TextEncoder().encode(text)).slice(0, 16);
}
