/** The code editor with the project behind it. Loaded, with Monaco, when code is first shown. */
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { Disposer } from '../../base/disposer.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { Editor } from './editor.svelte.ts';
import { theme } from './theme.svelte.ts';

/** What is used of the code editor. */
interface CodeSurface {
  open(path: string): void;
  focus(): void;
  revealLine(path: string, line: number, message?: string): void;
  clearFailure(): void;
  setTheme(dark: boolean): void;
  dispose(): void;
}

interface CodeHost {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly reader: { readonly project: ProjectData };
  readonly dark: boolean;
  onSave(path: string): void;
  onSettled(path: string, source: string): void;
}

interface CodeModule {
  CodeEditor: new (container: HTMLDivElement, host: CodeHost) => CodeSurface;
}
const codeModules = import.meta.glob<CodeModule>('../code/code-editor.ts');

/** Fills an element with the code editor, which follows the chosen tab. Resolves to what takes it away again. */
export async function mountCode(editor: Editor, element: HTMLDivElement): Promise<() => void> {
  const load = codeModules['../code/code-editor.ts'];
  if (!load) return () => {};
  const { CodeEditor } = await load();
  const own = new Disposer();
  const surface = new CodeEditor(element, {
    doc: editor.doc,
    awareness: editor.connection.awareness,
    reader: editor.reader,
    get dark() {
      return theme.dark;
    },
    onSave: () => editor.commandHost.announceSaved(),
    // The game hears of settled scripts from the document, whoever typed.
    onSettled: () => {},
  });
  own.add(() => surface.dispose());
  own.add(
    $effect.root(() => {
      $effect(() => surface.setTheme(theme.dark));
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
