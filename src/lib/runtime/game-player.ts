import type { GameData } from '../schema/game-json.ts';
import { physicsMarksIn } from './physics-marks.ts';
import type { ProjectData } from '../schema/project.ts';
import { GameView } from './game-view.ts';
import { GameSounds } from './game-sounds.ts';
import { LoadedImages } from './images.ts';
import { InputCapture } from './input-capture.ts';
import { element, EndMessage, FailureScreen, touchKeyBar } from './player-screens.ts';
import type { FromWorker, GameEvent, ScriptError, ToWorker } from './protocol.ts';
import type { StoredValues } from './stored-values.ts';
import { Watchdog } from './watchdog.ts';

/** Takes a line of a game's log. @param source script and line, or what else said it */
export type LogSink = (level: 'info' | 'warn' | 'error', source: string, text: string) => void;

/** A game that is not played in this page alone: its worker is begun otherwise, and tells more. */
export interface SharedPlay {
  /** The first message to the worker. */
  begin(id: number, project: ProjectData): object;
  /** Takes messages that no other game has. @returns what the page shows of the project, when that is otherwise now */
  receive(message: { readonly kind: string }): Partial<ShownProject> | null;
  /** Begins the game again for all; `null` for somebody who may not. */
  readonly again: (() => void) | null;
}

/** What a page shows of a project; the layers are those of the scene that plays. */
export type ShownProject = Pick<ProjectData, 'settings' | 'assets' | 'tilesets'> & {
  layers: ProjectData['scenes'][string]['layers'];
  scene: ProjectData['scenes'][string]['settings'];
};

/** Runs one game that fills the page; a restart begins it again from the start. */
export class GamePlayer {
  readonly #stage = element('main', { id: 'stage' });
  readonly #canvas: HTMLCanvasElement;
  readonly #failure: FailureScreen;
  readonly #end: EndMessage;
  readonly #images: LoadedImages;
  readonly #view: GameView;
  readonly #sounds: GameSounds;
  readonly #input: InputCapture;
  readonly #watchdog = new Watchdog((during) => this.#stuck(during), { asleep: () => document.hidden });
  readonly #workerUrl: string;
  #shown: ShownProject;
  #worker: Worker | null = null;
  #run = 0;
  /** Scripts that the player chose to go on without, by path. */
  readonly #without = new Set<string>();

  /**
   * @param workerSource the worker's code: a page opened from disk may not load a second file
   * @param stored what the game keeps from run to run
   * @param log is told all that the game's scripts say and how they fail
   * @param urlOf where the bytes of an asset are that came after the page
   */
  constructor(
    private readonly game: GameData,
    workerSource: string,
    private readonly stored: StoredValues,
    private readonly log: LogSink,
    private readonly shared: SharedPlay | null = null,
    private readonly urlOf: (sha256: string) => string | null = () => null,
  ) {
    const { project } = game;
    this.#workerUrl = URL.createObjectURL(new Blob([workerSource], { type: 'text/javascript' }));
    this.#shown = shownOf(project, game.scene);
    this.#canvas = element('canvas', {
      id: 'game',
      tabindex: '0',
      role: 'application',
      'aria-label': project.name,
    });
    this.#stage.append(this.#canvas);
    document.body.append(this.#stage);
    this.#end = new EndMessage(this.#stage);
    this.#failure = new FailureScreen(this.#stage);
    this.#images = new LoadedImages(
      (id) => this.#assetUrl(id),
      () => this.#view.draw(),
    );
    this.#view = new GameView(
      this.#canvas,
      () => ({
        size: this.#shown.settings.size,
        background: this.#shown.scene.background ?? this.#shown.settings.background,
      }),
      () => ({
        images: this.#images,
        tilesets: this.#shown.tilesets,
        assets: this.#shown.assets,
        layers: this.#shown.layers,
      }),
    );
    this.#input = new InputCapture(
      this.#canvas,
      (x, y) => this.#view.toScene(x, y),
      (input) => this.#send({ kind: 'input', input }),
    );
    this.#sounds = new GameSounds((id) => {
      const { kind, meta } = this.#shown.assets[id] ?? {};
      const url = this.#assetUrl(id);
      return kind === 'sound' && url !== null ? { url, meta: meta ?? {} } : null;
    });
    this.#sounds.listenTo(window);
    this.#sounds.prepare(Object.keys(project.assets));
    new ResizeObserver(() => this.#view.draw()).observe(this.#canvas);
    window.addEventListener('keydown', (event) => {
      // A page that was just opened has no focus yet: the first key already belongs to the game.
      if (document.activeElement !== document.body) return;
      this.#canvas.focus();
      if (event.code !== 'Tab') this.#input.press(event.code);
    });
    if (navigator.maxTouchPoints > 0) this.#stage.append(touchKeyBar(this.#input));
  }

  /** Begins the game, or begins it again. With `?physics` in the address, or `?physics=shapes,joints`, it shows what physics sees. */
  start(): void {
    this.#without.clear();
    this.#begin();
  }

  #begin(): void {
    this.#worker?.terminate();
    this.#failure.hide();
    this.#end.hide();
    this.#sounds.freeze(false);
    this.#view.scene.clear();
    const worker = new Worker(this.#workerUrl);
    this.#worker = worker;
    const id = ++this.#run;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.id === id) this.#receive(data);
    };
    worker.onerror = (event) => this.#broken(event.message ?? '');
    this.#showScene(this.game.scene);
    this.#watchdog.start();
    const marks = new URLSearchParams(location.search).get('physics');
    if (marks !== null) this.#send({ kind: 'mark-physics', marks: physicsMarksIn(marks) });
    if (this.shared) this.#send(this.shared.begin(id, this.game.project));
    else
      this.#send({
        kind: 'start',
        id,
        project: this.#playable(),
        scene: this.game.scene,
        stored: this.stored.all,
      });
    this.#canvas.focus();
  }

  /** The project, with nothing in the scripts that it has to do without. */
  #playable(): ProjectData {
    const { project } = this.game;
    if (this.#without.size === 0) return project;
    const scripts = { ...project.scripts };
    for (const path of this.#without) scripts[path] = 'return {}';
    return { ...project, scripts };
  }

  #showScene(id: string): void {
    if (this.game.project.scenes[id]) this.#shown = { ...this.#shown, ...sceneOf(this.game.project, id) };
  }

  #send(message: ToWorker | object, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  #receive(message: FromWorker): void {
    this.#watchdog.heard();
    switch (message.kind) {
      case 'frame':
        for (const event of message.events) this.#take(event);
        this.#sounds.follow(message.sounds);
        this.#view.show(message);
        this.#send({ kind: 'recycle', draws: message.draws }, [message.draws]);
        break;
      case 'paused':
        if (message.error) this.#failed(message.error, () => this.#resumeWithout(message.error!));
        break;
      case 'failed':
        this.#failed(message.error, () => this.#begin());
        break;
      case 'ready':
      case 'resumed':
      case 'stopped':
        break;
      default:
        this.#shown = { ...this.#shown, ...this.shared?.receive(message) };
    }
  }

  #take(event: GameEvent): void {
    this.stored.take(event);
    this.#sounds.take(event);
    if (event.kind === 'scene') this.#showScene(event.scene);
    // A script that begins the game again needs no button for it.
    else if (event.kind === 'state' && event.state === 'playing') this.#end.hide();
    else if (event.kind === 'state')
      this.#end.show(
        event.message || (event.state === 'won' ? 'You won!' : 'You lost.'),
        `Score ${event.score}`,
        this.shared ? this.shared.again : () => this.start(),
      );
    else if (event.kind === 'log')
      this.log(event.level, place(event.script, event.line) || 'game', event.text);
  }

  /** Says a message to the worker that no other game knows. */
  say(message: object): void {
    this.#send(message);
  }

  /** The page no longer expects anything of the worker. */
  rest(): void {
    this.#watchdog.stop();
  }

  #assetUrl(id: string): string | null {
    const { sha256 } = this.#shown.assets[id] ?? {};
    const known = this.game.assets[id] ?? null;
    if (sha256 === undefined || sha256 === this.game.project.assets[id]?.sha256) return known;
    return this.urlOf(sha256) ?? known;
  }

  #failed(error: ScriptError, goOn: () => void): void {
    const { script, line, message, entity, entityName, traceback } = error;
    // One "continue" is for the script, on whatever entity it fails next.
    if (script && this.#without.has(script)) return goOn();
    this.#watchdog.stop();
    this.#sounds.freeze(true);
    this.log('error', place(script, line) || 'game', traceback ? `${message}\n${traceback}` : message);
    const facts = [
      { label: 'Script', value: line > 0 ? `${script}, line ${line}` : script, code: true },
      { label: 'Message', value: message, code: true },
      { label: 'Entity', value: entityName || entity },
    ].filter(({ value }) => value !== '');
    this.#failure.show({
      title: script ? 'A script of this game failed' : 'This game failed',
      facts,
      traceback,
      restart: () => this.start(),
      ...(script && {
        carryOn: () => {
          this.#without.add(script);
          goOn();
        },
      }),
    });
  }

  #resumeWithout({ entity, script }: ScriptError): void {
    this.#failure.hide();
    this.#sounds.freeze(false);
    this.#watchdog.start();
    this.#send({ kind: 'disable', entity, script });
    this.#send({ kind: 'resume' });
    this.#canvas.focus();
  }

  #stuck(during: 'start' | 'play'): void {
    this.#giveUp(
      during === 'play' ? 'The game stopped answering' : 'The game did not start',
      during === 'play'
        ? 'Nothing has come from it for two seconds: most likely one of its scripts is in an endless loop. It was ended.'
        : 'It may be too large for this device, or one of its scripts may be in an endless loop.',
    );
  }

  #broken(detail: string): void {
    this.#giveUp('The game could not run in this browser', detail || 'Its code did not load.');
  }

  #giveUp(title: string, text: string): void {
    this.#watchdog.stop();
    this.#worker?.terminate();
    this.#worker = null;
    this.#sounds.hush();
    this.log('error', 'game', `${title}: ${text}`);
    this.#failure.show({ title, text, restart: () => this.start() });
  }
}

const sceneOf = ({ scenes }: ProjectData, id: string): Pick<ShownProject, 'layers' | 'scene'> => ({
  layers: scenes[id]?.layers ?? {},
  scene: scenes[id]?.settings ?? {},
});

const shownOf = (project: ProjectData, scene: string): ShownProject => ({
  settings: project.settings,
  assets: project.assets,
  tilesets: project.tilesets,
  ...sceneOf(project, scene),
});

const place = (script = '', line = 0): string => (line > 0 ? `${script}:${line}` : script);
