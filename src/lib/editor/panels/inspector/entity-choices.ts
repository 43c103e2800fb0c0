import { prefabOf } from '../../../document/layout.ts';
import { resolveInner } from '../../../schema/resolve.ts';
import type { Editor } from '../../live/editor.svelte.ts';
import type { Option } from './field-options.ts';

/** Longer lists are no help; typing a letter more makes them shorter. */
const MOST = 50;

interface Choice extends Pick<Option, 'label'> {
  id: string;
}

/** Entities beside what is inspected whose name holds a text, those inside of instances behind the instance's name; "none" comes first. */
export function entityChoices({ project, desk }: Editor, typed: string): Choice[] {
  const prefab = prefabOf(desk.inspection.home);
  const owner = prefab === null ? project.scenes[desk.sceneId] : project.prefabs[prefab];
  const wanted = typed.trim().toLowerCase();
  const found: Choice[] = wanted === '' ? [{ id: '', label: 'none' }] : [];
  for (const [id, entity] of Object.entries(owner?.entities ?? {})) {
    if (found.length >= MOST) break;
    if (entity.name.toLowerCase().includes(wanted)) found.push({ id, label: entity.name });
    if (entity.prefab === '' || wanted === '') continue;
    for (const inner of resolveInner(project.prefabs, id, entity))
      if (found.length < MOST && inner.name.toLowerCase().includes(wanted))
        found.push({ id: inner.id, label: `${entity.name} / ${inner.name}` });
  }
  return found;
}
