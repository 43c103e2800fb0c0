import type { NameList } from './fields.ts';
import { materialNames } from './materials.ts';
import type { ProjectSettings } from './project.ts';

/** The names that a field of a component may choose from in this project. */
export const namesIn = (settings: ProjectSettings, list: NameList): readonly string[] =>
  list === 'materials' ? materialNames(settings.materials) : settings.collisionLayers;
