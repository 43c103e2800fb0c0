import type { NameList } from './fields.ts';
import { inputsOf } from './inputs.ts';
import { materialNames } from './materials.ts';
import type { ProjectSettings } from './project.ts';

/** The names that a field of a component may choose from in this project. */
export function namesIn(settings: ProjectSettings, list: NameList): readonly string[] {
  switch (list) {
    case 'materials':
      return materialNames(settings.materials);
    case 'inputs':
      return Object.keys(inputsOf(settings.inputs)).sort();
    case 'collisionLayers':
      return settings.collisionLayers;
  }
}
