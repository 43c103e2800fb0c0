import { Disposer } from '../../base/disposer.ts';
import { KeyCode, KeyMod, Range, editor } from './monaco.ts';

/** What was said about one line. */
export interface LineComment {
  id: string;
  /** Counted from 1. */
  line: number;
  /** Who said what, for the hover. */
  text: string;
}

/** Comments on the lines of scripts, as the code shows them. */
export interface CodeComments {
  of(path: string): readonly LineComment[];
  /** Shows a thread. */
  open(id: string): void;
  /** Begins one on a line. */
  begin(path: string, line: number): void;
}

/** Marks lines about which something was said, beside their numbers; a click shows it. */
export class CommentMarks {
  readonly #disposer = new Disposer();
  readonly #marks: editor.IEditorDecorationsCollection;
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #comments: CodeComments;
  #path: string | null = null;

  constructor(shown: editor.IStandaloneCodeEditor, comments: CodeComments) {
    this.#editor = shown;
    this.#comments = comments;
    this.#marks = shown.createDecorationsCollection();
    const clicks = shown.onMouseDown(({ target }) => {
      if (target.type !== editor.MouseTargetType.GUTTER_LINE_DECORATIONS || this.#path === null) return;
      const line = target.position.lineNumber;
      const said = comments.of(this.#path).find((each) => each.line === line);
      if (said) comments.open(said.id);
    });
    this.#disposer.add(() => clicks.dispose());
    const action = shown.addAction({
      id: 'perigee.comment',
      label: 'Comment on This Line',
      keybindings: [KeyMod.CtrlCmd | KeyMod.Alt | KeyCode.KeyM],
      contextMenuGroupId: 'navigation',
      run: () => {
        const line = shown.getPosition()?.lineNumber;
        if (this.#path !== null && line !== undefined) comments.begin(this.#path, line);
      },
    });
    this.#disposer.add(() => action.dispose());
  }

  /** Shows those of a file. */
  show(path: string | null): void {
    this.#path = path;
    const model = this.#editor.getModel();
    if (path === null || !model) return this.#marks.clear();
    this.#marks.set(
      this.#comments.of(path).map(({ line, text }) => ({
        range: new Range(Math.min(line, model.getLineCount()), 1, Math.min(line, model.getLineCount()), 1),
        options: {
          isWholeLine: true,
          linesDecorationsClassName: 'comment-line',
          linesDecorationsTooltip: text,
          overviewRuler: { color: '#f2b45a', position: editor.OverviewRulerLane.Left },
        },
      })),
    );
  }

  dispose(): void {
    this.#disposer.dispose();
  }
}
