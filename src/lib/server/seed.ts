import type * as Y from 'yjs';
import type { ProjectData } from '../schema/project.ts';

/** Writes a whole project into an empty document. Only the server does so, and once for each project. */
export function seedDocument(doc: Y.Doc, project: ProjectData): void {
  doc.getMap('project').set('name', project.name);
}
