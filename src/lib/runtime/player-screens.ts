/** What a player of a game sees over it: the message at its end, and why it cannot go on. */

/** Makes an element of a page. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string>> = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
}

function button(label: string, run: () => void, main = false): HTMLButtonElement {
  const made = element('button', { type: 'button', ...(main ? { class: 'main' } : {}) }, label);
  made.onclick = run;
  return made;
}

/** Why a game does not go on. */
export interface Failure {
  title: string;
  /** What happened, in a sentence or two. */
  text?: string;
  /** What is known, by its label; `code` is shown as such. */
  facts?: readonly { label: string; value: string; code?: boolean }[];
  /** What led there, many lines; shown on demand. */
  traceback?: string;
  restart: () => void;
  /** Missing where the game cannot go on. */
  carryOn?: () => void;
}

/** The screen of a game that failed: modal, so that keys meant for the game do nothing behind it. */
export class FailureScreen {
  readonly #dialog = element('dialog', {
    id: 'failure',
    class: 'card',
    role: 'alertdialog',
    'aria-labelledby': 'failure-title',
    // The dialog itself has the focus first: a player who holds Space must not press a button unread.
    autofocus: '',
    tabindex: '-1',
  });

  constructor(parent: HTMLElement) {
    this.#dialog.oncancel = (event) => event.preventDefault();
    parent.append(this.#dialog);
  }

  show({ title, text, facts = [], traceback, restart, carryOn }: Failure): void {
    const content: Node[] = [element('h1', { id: 'failure-title' }, title)];
    if (text) content.push(element('p', {}, text));
    if (facts.length > 0)
      content.push(
        element(
          'dl',
          {},
          ...facts.flatMap(({ label, value, code }) => [
            element('dt', {}, label),
            element('dd', code ? { class: 'code' } : {}, value),
          ]),
        ),
      );
    if (traceback)
      content.push(
        element(
          'details',
          {},
          element('summary', {}, 'How it came to this'),
          element('pre', { tabindex: '0' }, traceback),
        ),
      );
    const actions = element('div', { class: 'actions' }, button('Restart', restart, true));
    if (carryOn) actions.append(button('Continue without this script', carryOn));
    this.#dialog.replaceChildren(...content, actions);
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#dialog.focus();
  }

  hide(): void {
    this.#dialog.close();
  }
}

/** The message at the end of a game. */
export class EndMessage {
  readonly #box = element('div', { id: 'message', class: 'card', role: 'status', hidden: '' });

  constructor(parent: HTMLElement) {
    parent.append(this.#box);
  }

  /** @param again `null` where it is for somebody else to begin anew */
  show(title: string, detail: string, again: (() => void) | null): void {
    this.#box.replaceChildren(
      element('h1', {}, title),
      element('p', {}, detail),
      ...(again ? [element('div', { class: 'actions' }, button('Play again', again, true))] : []),
    );
    this.#box.hidden = false;
  }

  hide(): void {
    this.#box.hidden = true;
  }
}

const touchKeys = [
  { code: 'ArrowLeft', label: 'Left', sign: '◀' },
  { code: 'ArrowRight', label: 'Right', sign: '▶' },
  { code: 'Space', label: 'Jump', sign: '▲' },
] as const;

/** Keys on a touch screen, held with a finger each. */
export function touchKeyBar(keys: {
  press(code: string): void;
  release(code: string): void;
}): HTMLDivElement {
  const bar = element('div', { id: 'keys' });
  for (const { code, label, sign } of touchKeys) {
    const key = element('button', { type: 'button', 'aria-label': label }, sign);
    key.onpointerdown = (event) => {
      event.preventDefault();
      key.setPointerCapture(event.pointerId);
      keys.press(code);
    };
    key.onpointerup = key.onpointercancel = () => keys.release(code);
    key.oncontextmenu = (event) => event.preventDefault();
    bar.append(key);
  }
  return bar;
}
