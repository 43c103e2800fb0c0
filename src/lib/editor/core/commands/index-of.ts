import type { EditorHost } from '../editor-state.ts';
import { SceneIndex } from '../scene-index.ts';

/** The scene on screen with everything in its place. Made anew: commands run once per key press, not per frame. */
export function indexOf(host: EditorHost): SceneIndex {
  const index = new SceneIndex();
  index.isolate(host.isolated.ids);
  index.load(host.reader.project, host.scene());
  return index;
}
