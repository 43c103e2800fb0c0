/** The scene to edit, drawn into an element. Loaded with Konva when a project opens. */
import { SceneCanvas } from '../../canvas/scene-canvas.ts';
import type { Editor } from '../../live/editor.svelte.ts';

/** Draws the scene into an element. Returns what takes it away again. */
export function mountCanvas(editor: Editor, element: HTMLDivElement): () => void {
  const canvas = new SceneCanvas(element, editor.commandHost);
  const leave = editor.desk.showSceneIn({
    element,
    index: canvas.index,
    follow: () => canvas.followScene(),
    openStack: () => canvas.openStack(),
    free: () => [element.clientWidth, element.clientHeight * (1 - editor.layout.covered)],
  });
  return () => {
    leave();
    canvas.dispose();
  };
}
