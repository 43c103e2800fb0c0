/** Playing the scene in hand: starting it, telling the running game of edits, and what went wrong with it. */
import { Disposer } from '../../base/disposer.ts';
import type { Problem } from '../../base/result.ts';
import type { DocChange } from '../../document/doc-change.ts';
import type { ScriptError } from '../../runtime/protocol.ts';
import { GameSounds } from '../../runtime/game-sounds.ts';
import { StoredValues } from '../../runtime/stored-values.ts';
import type { ProjectData } from '../../schema/project.ts';
import { isPlayed } from '../../schema/test-files.ts';
import type { GameClient } from '../client/game-client.ts';
import { LiveEdits } from '../../runtime/document-edits.ts';
import { LiveInspection } from './live-inspection.svelte.ts';
import { HotReload } from './hot-reload.svelte.ts';
import type { Dialogs } from './dialogs.svelte.ts';
import { PlayState } from './play.svelte.ts';
import { TimeTravel } from './time-travel.svelte.ts';

/** What a game is made of and where its troubles are shown. */
export interface PlaySource {
  /** Id of the project, under which the browser keeps what its game stores. */
  id: string;
  project(): ProjectData;
  /** Where the bytes of a hash are. */
  assetUrl(sha256: string): string;
  /** Id of the scene in hand, '' without one. */
  scene(): string;
  openCode(path: string, line: number): void;
  complain(text: string): void;
  readonly dialogs: Dialogs;
}

export class PlaySession {
  readonly play: PlayState;
  readonly hotReload: HotReload;
  readonly time: TimeTravel;
  /** The inspected entity as it is in the running game. */
  readonly live: LiveInspection;
  /** What lies in front while a game plays. */
  stage = $state<'scene' | 'game'>('game');

  readonly #source: PlaySource;
  readonly #stored: StoredValues;
  readonly #disposer = new Disposer();
  #liveEdits: LiveEdits | null = null;
  #shownError: ScriptError | null = null;

  /** @param client is disposed of with the session */
  constructor(client: GameClient, source: PlaySource) {
    this.#source = source;
    this.#stored = new StoredValues(source.id);
    this.hotReload = new HotReload(client, (path) => source.project().scripts[path] ?? null);
    this.#disposer.add(() => this.hotReload.dispose());
    this.play = new PlayState(client);
    this.#disposer.add(() => this.play.dispose());
    this.time = new TimeTravel(client, source);
    this.#disposer.add(() => this.time.dispose());
    this.live = new LiveInspection(client);
    this.#disposer.add(() => this.live.dispose());
    this.#disposer.add(client.onStatus(() => this.#followErrors()));
    this.#letSound(client);
  }

  /** Plays the scene in hand from its beginning; paused, it waits before its first tick. */
  start({ paused = false } = {}): void {
    const scene = this.#source.scene();
    if (!scene) return this.#source.complain('There is no scene to play. Add one on the left.');
    this.stage = 'game';
    this.#liveEdits = new LiveEdits(this.#source.project(), scene);
    this.play.client.start(() => this.#source.project(), scene, { paused, stored: this.#stored });
  }

  /** Plays the same scene again from its beginning. */
  restart(): void {
    const scene = this.play.status.scene || this.#source.scene();
    this.#liveEdits = new LiveEdits(this.#source.project(), scene);
    this.play.client.restart();
  }

  toggle(): void {
    if (this.play.active) this.play.stop();
    else this.start();
  }

  /** The document changed: the running game hears of it. */
  changed(change: DocChange): void {
    if (this.play.active && this.#liveEdits)
      this.play.client.edit(this.#liveEdits.editsFor(change, this.#source.project()));
    // Tests are no part of the game.
    this.hotReload.changed([...change.scripts].filter(isPlayed));
  }

  /** What is wrong with the running game and its scripts. */
  get problems(): readonly Problem[] {
    const { error } = this.play.status;
    const list: Problem[] = error ? [scriptProblem(error)] : [];
    for (const [file, { line, message }] of this.hotReload.refused) list.push({ file, line, message });
    return list;
  }

  /** What the status line shows in red: why the game waits, or the newest text of a script that does not compile. */
  get lastError(): Problem | null {
    const { error, stuck } = this.play.status;
    if (error) return scriptProblem(error);
    if (stuck) return { message: stuck };
    const refused = [...this.hotReload.refused].at(-1);
    return refused ? { file: refused[0], line: refused[1].line, message: refused[1].message } : null;
  }

  dispose(): void {
    this.#disposer.dispose();
  }

  /** What the game lets be heard, while it plays. */
  #letSound(client: GameClient): void {
    const sounds = new GameSounds((id) => {
      const asset = this.#source.project().assets[id];
      return asset?.kind === 'sound' ? { url: this.#source.assetUrl(asset.sha256), meta: asset.meta } : null;
    });
    const add = (stop: () => void) => this.#disposer.add(stop);
    add(() => sounds.dispose());
    sounds.listenTo(window);
    add(client.onEvent((event) => sounds.take(event)));
    add(client.onFrame((frame) => sounds.follow(frame.sounds)));
    add(
      client.onStatus(({ phase }) => {
        sounds.freeze(phase === 'paused');
        if (phase === 'starting') sounds.prepare(Object.keys(this.#source.project().assets));
        if (phase === 'stopped') sounds.hush();
      }),
    );
  }

  /** A script failed: the place is opened, the panel with the ways on is there. */
  #followErrors(): void {
    const { error } = this.play.client.status;
    if (error === this.#shownError) return;
    this.#shownError = error;
    if (!error) return;
    this.play.log('error', error.message, error.script, error.line);
    if (this.#source.project().scripts[error.script] !== undefined)
      this.#source.openCode(error.script, error.line);
  }
}

const scriptProblem = (error: ScriptError): Problem => ({
  file: error.script,
  line: error.line,
  message: error.entityName ? `${error.message} (${error.entityName})` : error.message,
});
