/** The running game as its player sees it. Loaded when the first game is started. */
import { Disposer } from '../../../base/disposer.ts';
import { GameView } from '../../../runtime/game-view.ts';
import { drawPaths } from './path-overlay.ts';
import type { Editor } from '../../live/editor.svelte.ts';

/** Draws the game into an element and feeds it the pointer. Returns what takes it away again. */
export function mountGame(editor: Editor, element: HTMLElement): () => void {
  const own = new Disposer();
  const { client } = editor.play;
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:absolute;inset:0;display:block;width:100%;height:100%;touch-action:none';
  const overlay = document.createElement('canvas');
  overlay.style.cssText =
    'position:absolute;inset:0;display:block;width:100%;height:100%;pointer-events:none';
  element.append(canvas, overlay);
  own.add(() => canvas.remove());
  own.add(() => overlay.remove());

  const sceneOf = () => editor.project.scenes[client.status.scene];
  const view = new GameView(
    canvas,
    () => ({
      size: editor.project.settings.size,
      background: sceneOf()?.settings.background ?? editor.project.settings.background,
    }),
    () => ({
      images: editor.images,
      tilesets: editor.project.tilesets,
      assets: editor.project.assets,
      layers: sceneOf()?.layers ?? {},
    }),
  );
  // The game may have begun before this view was here: what it drew so far is caught up with.
  const { frame } = client;
  if (frame) view.show({ ...frame, events: [...client.looks.values()] });
  let drawn = false;
  const trace = () => {
    const { paths } = client;
    if ((!paths && !drawn) || element.hidden) return;
    drawn = paths !== null;
    drawPaths(overlay, view, editor.project.settings.size, paths);
  };
  own.add(
    client.onFrame((each) => {
      if (element.hidden) return view.scene.apply(each);
      view.show(each);
      trace();
    }),
  );
  own.add(client.onPaths(trace));
  own.add(editor.images.subscribe(() => view.draw()));
  const resize = new ResizeObserver(() => {
    view.draw();
    trace();
  });
  resize.observe(canvas);
  own.add(() => resize.disconnect());

  const { input } = client;
  const isTouch = (event: PointerEvent) => event.pointerType === 'touch';
  own.listen(canvas, 'pointermove', (event: PointerEvent) => {
    const at = view.toScene(event.clientX, event.clientY);
    if (isTouch(event)) input.touch(event.pointerId, at);
    else input.pointerMove(at);
  });
  own.listen(canvas, 'pointerleave', () => input.pointerMove(null));
  own.listen(canvas, 'pointerdown', (event: PointerEvent) => {
    canvas.setPointerCapture(event.pointerId);
    const at = view.toScene(event.clientX, event.clientY);
    if (isTouch(event)) return input.touch(event.pointerId, at);
    input.pointerMove(at);
    input.buttonDown(event.button);
  });
  for (const end of ['pointerup', 'pointercancel'])
    own.listen(canvas, end, (event: PointerEvent) => {
      if (isTouch(event)) input.touch(event.pointerId, null);
      else input.buttonUp(event.button);
    });
  own.listen(
    canvas,
    'wheel',
    (event: WheelEvent) => {
      event.preventDefault();
      input.turnWheel(event.deltaY);
    },
    { passive: false },
  );
  own.listen(canvas, 'contextmenu', (event: Event) => event.preventDefault());
  own.listen(element, 'blur', () => input.release());
  element.focus({ preventScroll: true });
  return () => own.dispose();
}
