import type { Ask, SessionState } from '../../net/play/messages.ts';
import { element } from '../../runtime/player-screens.ts';
import type { NetworkFigures, Standing } from './game-client.ts';

/** Above a game that several play together: who is in it, how it stands, and what its host may do. */
export class SessionBar {
  readonly #people = element('ul', { 'aria-label': 'Players' });
  readonly #word = element('p', { role: 'status' });
  readonly #controls = element('div', { role: 'group', 'aria-label': 'Game', hidden: '' });
  readonly #network = element('p', { class: 'network' });
  readonly #pause = element('button', { type: 'button' });
  #seat = 0;
  #host = false;
  #standing: Standing = { phase: 'connecting' };
  #state: SessionState | null = null;

  constructor(
    parent: HTMLElement,
    private readonly ask: (ask: Ask) => void,
  ) {
    const bar = element('header', { id: 'session' }, this.#people, this.#word, this.#network, this.#controls);
    this.#controls.append(
      this.#pause,
      this.#button('Step', () => ask({ kind: 'step' })),
      this.#button('Slow', () => ask({ kind: 'speed', factor: this.#state?.speed === 1 ? 0.25 : 1 })),
      this.#button('Back 5 s', () => ask({ kind: 'rewind', seconds: 5 })),
      this.#button('Restart', () => ask({ kind: 'restart' })),
    );
    this.#pause.onclick = () => ask({ kind: this.#state?.paused ? 'resume' : 'pause' });
    parent.append(bar);
    this.#draw();
  }

  get host(): boolean {
    return this.#host;
  }

  stand(standing: Standing): void {
    this.#standing = standing;
    if (standing.phase === 'playing') {
      this.#seat = standing.seat;
      this.#host = standing.host;
    }
    this.#draw();
  }

  show(state: SessionState): void {
    this.#state = state;
    this.#draw();
  }

  figures({ roundTrip }: NetworkFigures): void {
    this.#network.textContent = `${Math.round(roundTrip)} ms`;
  }

  #draw(): void {
    const { players = [], paused = false, speed = 1, watching = 0 } = this.#state ?? {};
    this.#people.replaceChildren(
      ...players.map(({ seat, name, color, here }) => {
        const item = element('li', here ? {} : { class: 'away', title: `${name} is away` });
        const dot = element('span', { class: 'dot' });
        dot.style.background = color;
        item.append(dot, seat === this.#seat ? `${name} (you)` : name);
        if (this.#host && seat !== this.#seat) {
          const out = this.#button('×', () => this.ask({ kind: 'kick', seat }));
          out.setAttribute('aria-label', `Send ${name} out`);
          out.title = `Send ${name} out`;
          item.append(out);
        }
        return item;
      }),
      ...(watching > 0 ? [element('li', {}, `${watching} watching`)] : []),
    );
    const word = this.#wordFor();
    if (this.#word.textContent !== word) this.#word.textContent = word;
    this.#controls.hidden = !this.#host || this.#standing.phase !== 'playing';
    this.#pause.textContent = paused ? 'Resume' : 'Pause';
    this.#controls.toggleAttribute('data-slow', speed !== 1);
  }

  #wordFor(): string {
    const { error = null, paused = false, speed = 1 } = this.#state ?? {};
    switch (this.#standing.phase) {
      case 'connecting':
        return 'Connecting …';
      case 'back soon':
        return 'The connection is gone. Trying to come back …';
      case 'out':
        return this.#standing.why;
      case 'playing':
        if (error) {
          const where = error.line > 0 ? `${error.script}, line ${error.line}` : error.script;
          return `Everybody waits: ${where ? `${where}: ` : ''}${error.message}. Somebody who edits the project can mend it.`;
        }
        if (paused) return 'The host has paused the game.';
        return speed === 1 ? '' : `Speed ${speed}×`;
    }
  }

  #button(label: string, run: () => void): HTMLButtonElement {
    const made = element('button', { type: 'button' }, label);
    made.onclick = run;
    return made;
  }
}
