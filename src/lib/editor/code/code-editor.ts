/** Monaco over the project's scripts. Heavy: import it dynamically, when code is first shown. */
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Disposer } from '../../base/disposer.ts';
import { layout } from '../../document/layout.ts';
import type { ProjectData } from '../../schema/project.ts';
import { CommentMarks, type CodeComments } from './comment-marks.ts';
import { CodeFile } from './code-file.ts';
import './code.css';
import { registerLua } from './lua-language.ts';
import { KeyCode, KeyMod, editor } from './monaco.ts';
import { encodeSelection, remoteSelections } from './positions.ts';
import { RemoteCarets } from './remote-carets.ts';
import { failedLine } from './script-markers.ts';
import { SyntaxChecker } from './syntax-checker.ts';
import SyntaxWorker from './syntax.worker.ts?worker';
import { applyTheme } from './theme.ts';

/** What the code editor needs of the page around it. */
export interface CodeHost {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** The project as it reads now, for the names that completion offers; a DocReader is one. */
  readonly reader: { readonly project: ProjectData };
  /** The theme on screen; `setTheme` tells of a change. */
  readonly dark: boolean;
  /** What was said about lines. */
  readonly comments: CodeComments;
  /** Ctrl+S. The text is in the document already; the page says so, and a game takes it at once. */
  onSave(path: string): void;
  /** Typing here has paused for 300 ms and the script can be read. */
  onSettled(path: string, source: string): void;
}

/** The projects of the models on this page; helpers of the language ask here. */
const projects = new WeakMap<editor.ITextModel, () => ProjectData>();
let registered = false;

function registerOnce(): void {
  if (registered) return;
  registered = true;
  registerLua((model) => projects.get(model)?.() ?? null);
}

/**
 * An editor for the scripts of a project. Which file it shows is up to the page around it, which has the tabs. Texts are
 * shared: what others type appears at once, their carets too, and undo takes back only what was typed here.
 */
export class CodeEditor {
  readonly #host: CodeHost;
  readonly #container: HTMLDivElement;
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #carets: RemoteCarets;
  readonly #comments: CommentMarks;
  readonly #failed: editor.IEditorDecorationsCollection;
  readonly #checker = new SyntaxChecker(new SyntaxWorker());
  readonly #files = new Map<string, CodeFile>();
  readonly #disposer = new Disposer();
  #path: string | null = null;

  /** @param container filled by the editor; its size may change at any time */
  constructor(container: HTMLDivElement, host: CodeHost) {
    registerOnce();
    this.#host = host;
    this.#container = container;
    container.classList.add('code-editor');
    applyTheme(container, host.dark);
    this.#editor = editor.create(container, {
      model: null,
      automaticLayout: true,
      fontSize: 13,
      lineHeight: 20,
      fontFamily: getComputedStyle(container).getPropertyValue('--mono') || 'monospace',
      ariaLabel: 'Code',
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      smoothScrolling: false,
      fixedOverflowWidgets: true,
      padding: { top: 8, bottom: 8 },
      overviewRulerLanes: 2,
      renderLineHighlight: 'line',
      wordBasedSuggestions: 'off',
      // Enter after a word that is written out is a new line, not the suggestion of that very word.
      acceptSuggestionOnEnter: 'smart',
      quickSuggestions: { other: true, comments: false, strings: true },
      bracketPairColorization: { enabled: false },
      stickyScroll: { enabled: false },
      'semanticHighlighting.enabled': false,
    });
    this.#carets = new RemoteCarets(this.#editor);
    this.#comments = new CommentMarks(this.#editor, host.comments);
    this.#failed = this.#editor.createDecorationsCollection();
    this.#disposer.add(() => this.#editor.dispose());
    this.#disposer.add(() => this.#checker.dispose());
    this.#disposer.add(() => this.#closeAll());
    this.#disposer.add(() => this.#carets.dispose());
    this.#disposer.add(() => this.#comments.dispose());
    this.#listen();
  }

  /** The file on show; `null` for none. */
  get path(): string | null {
    return this.#path;
  }

  /** Shows a script; one that the project does not have shows as nothing until it comes. */
  open(path: string): void {
    if (path === this.#path) return;
    const shown = this.#shown;
    if (shown) {
      shown.viewState = this.#editor.saveViewState();
      shown.binding.editor = null;
    }
    this.#path = path;
    this.#failed.clear();
    this.#show();
  }

  /** Puts the caret into the text. */
  focus(): void {
    this.#editor.focus();
  }

  /** Goes to a line, counted from 1. With a message the line is shown as failed until the text changes. */
  revealLine(path: string, line: number, message = ''): void {
    this.open(path);
    const model = this.#editor.getModel();
    if (!model) return;
    const lineNumber = Math.min(Math.max(1, line), model.getLineCount());
    const column = model.getLineFirstNonWhitespaceColumn(lineNumber) || 1;
    this.#editor.setPosition({ lineNumber, column });
    this.#editor.revealLineInCenterIfOutsideViewport(lineNumber);
    if (message === '') this.#failed.clear();
    else this.#failed.set([failedLine(model, lineNumber, message)]);
  }

  /** What was said about the file on show may be another. */
  commentsChanged(): void {
    this.#comments.show(this.#path);
  }

  /** Takes the mark of a failed line away. */
  clearFailure(): void {
    this.#failed.clear();
  }

  /** The page has changed its theme. */
  setTheme(dark: boolean): void {
    applyTheme(this.#container, dark);
  }

  /** Whether what is typed goes anywhere. */
  setReadOnly(readOnly: boolean): void {
    this.#editor.updateOptions({ readOnly, readOnlyMessage: { value: 'You are here to look.' } });
  }

  dispose(): void {
    this.#disposer.dispose();
  }

  get #shown(): CodeFile | undefined {
    return this.#path === null ? undefined : this.#files.get(this.#path);
  }

  #listen(): void {
    const { doc, awareness } = this.#host;
    const { scripts } = layout(doc);
    const scriptsChanged = (event: Y.YMapEvent<Y.Text>) => this.#replaced(event.keysChanged);
    scripts.observe(scriptsChanged);
    this.#disposer.add(() => scripts.unobserve(scriptsChanged));
    const othersChanged = () => this.#showOthers();
    awareness.on('change', othersChanged);
    this.#disposer.add(() => awareness.off('change', othersChanged));
    this.#disposer.add(() => awareness.setLocalStateField('code', null));

    this.#editor.onDidChangeCursorSelection(() => this.#tellOthers());
    this.#editor.onDidFocusEditorText(() => this.#tellOthers());
    this.#editor.onDidChangeModelContent(() => {
      this.#failed.clear();
      this.#showOthers();
    });
    this.#editor.onKeyDown(() => this.#shown?.binding.noteSelections());
    this.#editor.addAction({
      id: 'perigee.save',
      label: 'Save',
      keybindings: [KeyMod.CtrlCmd | KeyCode.KeyS],
      run: () => {
        if (this.#path !== null) this.#host.onSave(this.#path);
      },
    });
  }

  /** Scripts came, went or were replaced as a whole: their models are of texts that are gone. */
  #replaced(paths: ReadonlySet<string>): void {
    for (const path of paths) {
      const file = this.#files.get(path);
      const text = layout(this.#host.doc).scripts.get(path);
      if (file && file.text === text) continue;
      if (path === this.#path) {
        this.#editor.setModel(null);
        this.#close(path);
        this.#show();
      } else this.#close(path);
    }
  }

  #show(): void {
    const file = this.#path === null ? null : this.#fileOf(this.#path);
    this.#editor.setModel(file?.model ?? null);
    if (file) {
      if (file.viewState) this.#editor.restoreViewState(file.viewState);
      file.binding.editor = this.#editor;
      this.#editor.updateOptions({ ariaLabel: `${file.path}, Lua` });
    }
    this.#comments.show(this.#path);
    this.#tellOthers();
    this.#showOthers();
  }

  #fileOf(path: string): CodeFile | null {
    const known = this.#files.get(path);
    if (known) return known;
    const text = layout(this.#host.doc).scripts.get(path);
    if (!(text instanceof Y.Text)) return null;
    const file = new CodeFile(path, text, {
      check: (source) => this.#checker.check(source),
      onSettled: (...settled) => this.#host.onSettled(...settled),
    });
    projects.set(file.model, () => this.#host.reader.project);
    this.#files.set(path, file);
    return file;
  }

  #close(path: string): void {
    this.#files.get(path)?.dispose();
    this.#files.delete(path);
  }

  #closeAll(): void {
    this.#editor.setModel(null);
    for (const path of [...this.#files.keys()]) this.#close(path);
  }

  #tellOthers(): void {
    const file = this.#shown;
    const selection = this.#editor.getSelection();
    const model = this.#editor.getModel();
    if (!file || !selection || !model) return this.#host.awareness.setLocalStateField('code', null);
    const anchor = model.getOffsetAt({
      lineNumber: selection.selectionStartLineNumber,
      column: selection.selectionStartColumn,
    });
    const head = model.getOffsetAt(selection.getPosition());
    const { lineNumber } = selection.getPosition();
    const told = encodeSelection(file.path, file.text, { anchor, head }, lineNumber);
    this.#host.awareness.setLocalStateField('code', told);
  }

  #showOthers(): void {
    const file = this.#shown;
    const { awareness, doc } = this.#host;
    this.#carets.show(
      file ? remoteSelections(awareness.getStates(), awareness.clientID, doc, file.path, file.text) : [],
    );
  }
}
