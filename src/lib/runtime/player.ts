/**
 * The entry of an exported game: it reads the game from the page, runs it in a worker and draws it. The worker's code is
 * handed over as text by the build, since a page opened from disk may not load a second file.
 */
import { gameFromJson, type GameData } from '../schema/game-json.ts';
import { LoadedImages } from './images.ts';
import { GameView } from './game-view.ts';
import { InputCapture } from './input-capture.ts';
import { StoredValues } from './stored-values.ts';
import type { FromWorker, GameEvent, ScriptError, ToWorker } from './protocol.ts';

declare const PERIGEE_WORKER_SOURCE: string;

const touchKeys = [
  { code: 'ArrowLeft', label: 'Left', sign: '◀' },
  { code: 'ArrowRight', label: 'Right', sign: '▶' },
  { code: 'Space', label: 'Jump', sign: '▲' },
] as const;

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  id: string,
  text = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.id = id;
  made.textContent = text;
  return made;
}

/** Runs one game on the page; a restart begins it again from the start. */
class Player {
  readonly #game: GameData;
  readonly #stage = element('main', 'stage');
  readonly #canvas = element('canvas', 'game');
  readonly #message = element('div', 'message');
  readonly #images: LoadedImages;
  readonly #view: GameView;
  readonly #input: InputCapture;
  readonly #stored: StoredValues;
  #worker: Worker | null = null;
  #run = 0;

  constructor(game: GameData) {
    this.#game = game;
    const { project } = game;
    this.#stored = new StoredValues(project.name);
    this.#canvas.tabIndex = 0;
    this.#canvas.setAttribute('role', 'application');
    this.#canvas.setAttribute('aria-label', project.name);
    this.#message.setAttribute('role', 'status');
    this.#message.hidden = true;
    this.#stage.append(this.#canvas, this.#message);
    document.body.append(this.#stage);
    this.#images = new LoadedImages(
      (id) => game.assets[id] ?? null,
      () => this.#view.draw(),
    );
    let scene = project.scenes[game.scene]!;
    this.#view = new GameView(
      this.#canvas,
      () => ({
        size: project.settings.size,
        background: scene.settings.background ?? project.settings.background,
      }),
      () => ({ images: this.#images, tilesets: project.tilesets, layers: scene.layers }),
    );
    this.#onScene = (id) => (scene = project.scenes[id] ?? scene);
    this.#input = new InputCapture(
      this.#canvas,
      (x, y) => this.#view.toScene(x, y),
      (input) => this.#send({ kind: 'input', input }),
    );
    new ResizeObserver(() => this.#view.draw()).observe(this.#canvas);
    window.addEventListener('keydown', (event) => {
      // A page that was just opened has no focus yet: the first key already belongs to the game.
      if (document.activeElement !== this.#canvas && !(document.activeElement instanceof HTMLButtonElement)) {
        this.#canvas.focus();
        if (event.code !== 'Tab') this.#input.press(event.code);
      }
    });
    if (navigator.maxTouchPoints > 0) this.#addTouchKeys();
    this.#canvas.focus();
  }

  readonly #onScene: (id: string) => void;

  start(): void {
    this.#worker?.terminate();
    this.#message.hidden = true;
    this.#view.scene.clear();
    const url = URL.createObjectURL(new Blob([PERIGEE_WORKER_SOURCE], { type: 'text/javascript' }));
    const worker = new Worker(url);
    this.#worker = worker;
    const id = ++this.#run;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.id === id) this.#receive(data);
    };
    worker.onerror = (event) => this.#fail('The game could not run in this browser.', event.message ?? '');
    this.#onScene(this.#game.scene);
    this.#send({
      kind: 'start',
      id,
      project: this.#game.project,
      scene: this.#game.scene,
      stored: this.#stored.all,
    });
    this.#canvas.focus();
  }

  #send(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'frame':
        for (const event of message.events) this.#take(event);
        this.#view.show(message);
        this.#send({ kind: 'recycle', draws: message.draws }, [message.draws]);
        break;
      case 'paused':
        if (message.error) this.#failScript(message.error);
        break;
      case 'failed':
        this.#failScript(message.error);
        break;
      case 'ready':
      case 'resumed':
      case 'stopped':
        break;
    }
  }

  #take(event: GameEvent): void {
    this.#stored.take(event);
    if (event.kind === 'scene') this.#onScene(event.scene);
    // A script that begins the game again needs no button for it.
    else if (event.kind === 'state' && event.state === 'playing') this.#message.hidden = true;
    else if (event.kind === 'state' && event.state !== 'playing')
      this.#say(event.message || (event.state === 'won' ? 'You won!' : 'You lost.'), `Score ${event.score}`);
    else if (event.kind === 'log') console[event.level](event.text);
  }

  #failScript({ script, line, message, entityName }: ScriptError): void {
    const where = line > 0 ? `${script}, line ${line}` : script;
    this.#fail(
      'A script of this game failed.',
      `${where}${entityName ? ` (${entityName})` : ''}: ${message}`,
    );
  }

  #fail(title: string, detail: string): void {
    this.#say(title, detail, 'alert');
  }

  #say(title: string, detail: string, role: 'status' | 'alert' = 'status'): void {
    this.#message.setAttribute('role', role);
    const again = element('button', 'again', 'Play again');
    again.onclick = () => this.start();
    this.#message.replaceChildren(element('h1', 'title', title), element('p', 'detail', detail), again);
    this.#message.hidden = false;
  }

  #addTouchKeys(): void {
    const bar = element('div', 'keys');
    for (const { code, label, sign } of touchKeys) {
      const button = element('button', `key-${code}`, sign);
      button.setAttribute('aria-label', label);
      button.onpointerdown = (event) => {
        event.preventDefault();
        button.setPointerCapture(event.pointerId);
        this.#input.press(code);
      };
      button.onpointerup = button.onpointercancel = () => this.#input.release(code);
      button.oncontextmenu = (event) => event.preventDefault();
      bar.append(button);
    }
    this.#stage.append(bar);
  }
}

async function readGame(): Promise<GameData> {
  const inline = document.getElementById('perigee-game');
  if (inline) return gameFromJson(inline.textContent ?? '');
  return gameFromJson(await (await fetch('game.json')).text());
}

void readGame().then((game) => new Player(game).start());
