/** What a field can be set to where it is one of a list. */
import type { FieldSpec } from '../../../schema/fields.ts';
import { namesIn } from '../../../schema/names.ts';
import { kindOfScript, scriptKinds } from '../../../schema/script-kinds.ts';
import type { Editor } from '../../live/editor.svelte.ts';

export interface Option {
  value: string;
  label: string;
}

const named = (name: string): Option => ({ value: name, label: name });
const byLabel = (a: Option, b: Option): number => a.label.localeCompare(b.label);

/**
 * What to choose from; `null` for a field that is no choice of one. Follows the document.
 * @param targets names that the field may have as its target
 */
export function optionsOf(
  { docs, code }: Editor,
  spec: FieldSpec,
  targets: readonly string[],
): Option[] | null {
  if (spec.widget === 'animation') return [{ value: '', label: 'none' }, ...targets.map(named)];
  if (spec.widget === 'target') return [{ value: '', label: 'nothing yet' }, ...targets.map(named)];
  switch (spec.type) {
    case 'enum':
      return spec.options.map(named);
    case 'asset': {
      const files = Object.entries(docs.assets).filter(([, { kind }]) => kind === spec.kind);
      return [
        { value: '', label: 'none' },
        ...files.map(([value, { name: label }]) => ({ value, label })).sort(byLabel),
      ];
    }
    case 'script': {
      const { folder } = scriptKinds[spec.kind];
      const paths = code.paths.filter((path) => kindOfScript(path) === spec.kind);
      return [
        { value: '', label: 'none' },
        ...paths.map((value) => ({ value, label: value.replace(folder, '') })),
      ];
    }
    case 'choice':
      return [{ value: '', label: spec.none }, ...namesIn(docs.settings, spec.from).map(named)];
    default:
      return null;
  }
}
