import type * as Y from 'yjs';
import { Disposer } from '../../base/disposer.ts';
import type { SyntaxProblem } from '../../script/check.ts';
import { LUA } from './lua-language.ts';
import { editor, Uri } from './monaco.ts';
import { markSyntax } from './script-markers.ts';
import { TextBinding } from './text-binding.ts';

/** How long typing has to pause until the syntax is checked, and until a script counts as finished for now; ms. */
const CHECK_MS = 120;
const SETTLED_MS = 300;

export interface CodeFileHost {
  check(source: string): Promise<SyntaxProblem | null>;
  /** Typing here has paused and the script can be read. */
  onSettled(path: string, source: string): void;
}

let models = 0;

/** One script as the editor holds it: its model, bound to the shared text, and the check of its syntax. */
export class CodeFile {
  readonly model: editor.ITextModel;
  readonly binding: TextBinding;
  /** Where its reader was when another file was shown. */
  viewState: editor.ICodeEditorViewState | null = null;
  readonly #disposer = new Disposer();
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #settledTimer: ReturnType<typeof setTimeout> | undefined;
  #checked: { version: number; problem: Promise<SyntaxProblem | null> } | null = null;

  constructor(
    readonly path: string,
    readonly text: Y.Text,
    private readonly host: CodeFileHost,
  ) {
    // A number apart for each model: the old one of a path may still be around when a new one is made.
    const uri = Uri.from({ scheme: 'perigee', authority: String(++models), path: `/${path}` });
    this.model = editor.createModel('', this.#isLua ? LUA : 'plaintext', uri);
    this.model.updateOptions({ tabSize: 2, insertSpaces: true });
    this.model.setEOL(editor.EndOfLineSequence.LF);
    this.binding = new TextBinding(this.model, text, () => this.#typed());
    const changes = this.model.onDidChangeContent(() => this.#later());
    this.#disposer.add(() => this.model.dispose());
    this.#disposer.add(() => changes.dispose());
    this.#disposer.add(() => this.binding.dispose());
    this.#disposer.add(() => clearTimeout(this.#checkTimer));
    this.#disposer.add(() => clearTimeout(this.#settledTimer));
    void this.#check();
  }

  dispose(): void {
    this.#disposer.dispose();
  }

  /** Recorded sessions are texts beside the scripts. */
  get #isLua(): boolean {
    return this.path.endsWith('.lua');
  }

  #later(): void {
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => void this.#check(), CHECK_MS);
  }

  #typed(): void {
    clearTimeout(this.#settledTimer);
    this.#settledTimer = setTimeout(() => void this.#settled(), SETTLED_MS);
  }

  /** Checks the present text once and marks what is wrong, unless newer text has come meanwhile. */
  async #check(): Promise<SyntaxProblem | null> {
    if (!this.#isLua) return null;
    const version = this.model.getVersionId();
    if (this.#checked?.version !== version)
      this.#checked = { version, problem: this.host.check(this.model.getValue()) };
    const problem = await this.#checked.problem;
    if (!this.#disposer.disposed && this.model.getVersionId() === version) markSyntax(this.model, problem);
    return problem;
  }

  async #settled(): Promise<void> {
    const version = this.model.getVersionId();
    const problem = await this.#check();
    if (problem || this.#disposer.disposed || this.model.getVersionId() !== version) return;
    this.host.onSettled(this.path, this.model.getValue());
  }
}
