import { blankProject } from './blank.ts';
import type { ProjectData } from './project.ts';

/**
 * What an importer wants to add to a project: records as in {@link ProjectData}, with ids of their own
 * that clash with nothing, and the bytes of new assets. Adding one is a single undoable edit.
 */
export interface ProjectAddition {
  scenes?: ProjectData['scenes'];
  scripts?: ProjectData['scripts'];
  assets?: ProjectData['assets'];
  tilesets?: ProjectData['tilesets'];
  prefabs?: ProjectData['prefabs'];
  /** Lower-case hex SHA-256 to bytes, for every asset above. */
  files: ReadonlyMap<string, Uint8Array>;
  /** What came in otherwise than it was, one sentence each, for the user. */
  notes?: readonly string[];
}

/** A whole project with the bytes of its assets, as read from a folder or a zip. */
export interface ProjectBundle {
  project: ProjectData;
  /** Lower-case hex SHA-256 to bytes. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** A new project that holds just what was imported. */
export function projectOf(name: string, { files, notes: _, ...records }: ProjectAddition): ProjectBundle {
  return { project: { ...blankProject(name), ...records }, files };
}
