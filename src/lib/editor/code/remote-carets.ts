import { Disposer } from '../../base/disposer.ts';
import { Range, editor } from './monaco.ts';
import type { RemoteSelection } from './positions.ts';

/** How long a name stays beside a caret that has moved, in milliseconds. */
const NAME_MS = 2000;

/** The caret of one person: a line in their colour with their name. */
class CaretWidget implements editor.IContentWidget {
  readonly #node = document.createElement('div');
  readonly #label = document.createElement('span');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #at = -1;
  #position: editor.IContentWidgetPosition | null = null;

  constructor(private readonly client: number) {
    this.#node.className = 'remote-caret';
    this.#label.className = 'remote-caret-name';
    this.#node.append(this.#label);
  }

  getId(): string {
    return `remote-caret-${this.client}`;
  }

  getDomNode(): HTMLElement {
    return this.#node;
  }

  getPosition(): editor.IContentWidgetPosition | null {
    return this.#position;
  }

  update({ name, color, head }: RemoteSelection, model: editor.ITextModel, lineHeight: number): void {
    this.#node.style.setProperty('--person', color);
    this.#node.style.height = `${lineHeight}px`;
    if (this.#label.textContent !== name) this.#label.textContent = name;
    const position = model.getPositionAt(head);
    this.#label.classList.toggle('below', position.lineNumber === 1);
    this.#position = { position, preference: [editor.ContentWidgetPositionPreference.EXACT] };
    if (head === this.#at) return;
    this.#at = head;
    this.#node.classList.add('moved');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#node.classList.remove('moved'), NAME_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

/** Shows the carets and selections of others in an editor. */
export class RemoteCarets {
  readonly #editor: editor.IStandaloneCodeEditor;
  readonly #selections: editor.IEditorDecorationsCollection;
  readonly #carets = new Map<number, CaretWidget>();
  readonly #disposer = new Disposer();
  /** A rule for each colour of a selection: decorations take class names only. */
  readonly #style = document.createElement('style');
  readonly #colors = new Set<string>();

  constructor(shown: editor.IStandaloneCodeEditor) {
    this.#editor = shown;
    this.#selections = shown.createDecorationsCollection();
    document.head.append(this.#style);
    this.#disposer.add(() => this.#style.remove());
    this.#disposer.add(() => this.show([]));
  }

  /** Replaces what is shown. Colours must be `#rrggbb`. */
  show(selections: readonly RemoteSelection[]): void {
    const model = this.#editor.getModel();
    const present = model ? selections : [];
    const clients = new Set(present.map(({ client }) => client));
    for (const [client, widget] of this.#carets) {
      if (clients.has(client)) continue;
      this.#editor.removeContentWidget(widget);
      widget.dispose();
      this.#carets.delete(client);
    }
    if (!model) return this.#selections.clear();
    const lineHeight = this.#editor.getOption(editor.EditorOption.lineHeight);
    for (const selection of present) {
      const known = this.#carets.get(selection.client);
      const widget = known ?? new CaretWidget(selection.client);
      widget.update(selection, model, lineHeight);
      if (known) this.#editor.layoutContentWidget(widget);
      else this.#editor.addContentWidget(widget);
      this.#carets.set(selection.client, widget);
    }
    this.#selections.set(
      present
        .filter(({ anchor, head }) => anchor !== head)
        .map(({ anchor, head, color }) => ({
          range: Range.fromPositions(
            model.getPositionAt(Math.min(anchor, head)),
            model.getPositionAt(Math.max(anchor, head)),
          ),
          options: { className: this.#classOf(color) },
        })),
    );
  }

  dispose(): void {
    this.#disposer.dispose();
  }

  #classOf(color: string): string {
    const name = `remote-selection-${color.slice(1)}`;
    if (!this.#colors.has(color)) {
      this.#colors.add(color);
      this.#style.textContent += `.${name}{background:${color}40}`;
    }
    return name;
  }
}
