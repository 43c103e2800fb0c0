import type { EditorHost } from '../editor-host.ts';
import { SceneIndex } from '../scene-index.ts';

interface Kept {
  readonly index: SceneIndex;
  isolated: readonly string[];
}

const kept = new WeakMap<EditorHost, Kept>();

/** The scene on screen with everything in its place. The same one for all commands of a host, brought up to date for each. */
export function indexOf(host: EditorHost): SceneIndex {
  let known = kept.get(host);
  if (!known) kept.set(host, (known = { index: new SceneIndex(), isolated: [] }));
  const { index } = known;
  index.follow(host.reader.project, host.scene());
  if (known.isolated !== host.isolated.ids) index.isolate((known.isolated = host.isolated.ids));
  return index;
}
