/** The code editor with the project behind it. Loaded, with Monaco, when code is first shown. */
import { Disposer } from '../../../base/disposer.ts';
import { isLinePin } from '../../../schema/comments.ts';
import { CodeEditor } from '../../code/code-editor.ts';
import type { Editor } from '../../live/editor.svelte.ts';
import { theme } from '../../live/theme.svelte.ts';

/** Fills an element with the code editor, which follows the chosen tab. Returns what takes it away again. */
export function mountCode(editor: Editor, element: HTMLDivElement): () => void {
  const own = new Disposer();
  const surface = new CodeEditor(element, {
    doc: editor.doc,
    awareness: editor.connection.awareness,
    reader: editor.reader,
    get dark() {
      return theme.dark;
    },
    comments: {
      of: (path) =>
        Object.entries(editor.docs.comments).flatMap(([id, { by, text, pin, resolved }]) =>
          isLinePin(pin) && pin.script === path && !resolved
            ? [{ id, line: pin.line, text: `${by}: ${text}` }]
            : [],
        ),
      open: (id) => void editor.comments.with((comments) => comments.go(id)),
      begin: (script, line) => void editor.comments.with((comments) => comments.begin({ script, line })),
    },
    onSave: () => editor.commandHost.announceSaved(),
    // The game hears of settled scripts from the document, whoever typed.
    onSettled: (path) => editor.steps.noteTyping(path),
  });
  own.add(() => surface.dispose());
  own.add(
    $effect.root(() => {
      $effect(() => surface.setTheme(theme.dark));
      $effect(() => surface.setReadOnly(editor.saveStatus.kind === 'read-only' && editor.connection.locked));
      $effect(() => {
        void editor.docs.comments;
        surface.commentsChanged();
      });
      $effect(() => {
        const path = editor.code.current;
        if (path !== null) surface.open(path);
      });
      $effect(() => {
        const { place } = editor.code;
        if (!place || place.line === 0) return;
        const { error } = editor.play.client.status;
        const failed = error?.script === place.path && error.line === place.line;
        surface.revealLine(place.path, place.line, failed ? error.message : '');
      });
      $effect(() => {
        if (!editor.play.status.error) surface.clearFailure();
      });
    }),
  );
  return () => own.dispose();
}
