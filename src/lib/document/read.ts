import type * as Y from 'yjs';
import type { ProjectData } from '../schema/project.ts';
import { DocReader } from './reader.ts';

/** The whole shared document as plain data. Reading repairs and never throws. */
export function readProject(doc: Y.Doc): ProjectData {
  const reader = new DocReader(doc);
  const { project } = reader;
  reader.dispose();
  return project;
}
