/**
 * The open project as the panels see it. It composes the connection, the reader of the document, undo, selection,
 * the game and who is here; it holds no copy of the document, only what this person has in hand.
 */
import { toast } from 'svelte-sonner';
import type * as Y from 'yjs';
import type { Vec2 } from '../../base/geometry.ts';
import { Disposer } from '../../base/disposer.ts';
import { inOrder } from '../../base/order.ts';
import type { Problem } from '../../base/result.ts';
import { deleteScene, putPrefab } from '../../document/edit-project.ts';
import { userOrigin } from '../../document/origin.ts';
import { DocReader, type DocChange } from '../../document/reader.ts';
import { UndoHistory } from '../../document/undo.ts';
import { isComponentType, typeOfKey } from '../../schema/components.ts';
import type { EntityData, LayerData, ProjectData, ResolvedEntity, SceneData } from '../../schema/project.ts';
import { resolveEntity } from '../../schema/resolve.ts';
import type { ScriptError } from '../../runtime/protocol.ts';
import { GameClient, type GameWorker } from '../client/game-client.ts';
import { ImageStore } from '../client/image-store.ts';
import { LiveEdits } from '../client/live-edits.ts';
import { ProjectConnection } from '../client/project-connection.ts';
import {
  defaultCanvasOptions,
  type CanvasHost,
  type CanvasOptions,
  type CommandHost,
  type ToolId,
} from '../core/editor-state.ts';
import { Selection } from '../core/selection.ts';
import { Signal } from '../core/signal.ts';
import { initialView, toScene, type View } from '../core/view.ts';
import type { Command } from '../core/command.ts';
import { commands } from '../core/commands.ts';
import { starterPrefabs } from '../core/starter-prefabs.ts';
import { CodeFiles } from './code-files.svelte.ts';
import { DocView } from './doc-view.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { HotReload } from './hot-reload.svelte.ts';
import { Layout } from './layout.svelte.ts';
import { People, type OtherPerson } from './people.svelte.ts';
import { PlayState } from './play.svelte.ts';
import { commandHost } from './command-host.ts';
import * as actions from './scene-actions.ts';
import { Topics } from './topics.svelte.ts';

/** Where the scene is drawn. */
interface SceneSurface {
  readonly element: HTMLElement;
  /** Shows the scene in hand when it is another than before. */
  follow(): void;
}

export class Editor {
  readonly connection: ProjectConnection;
  readonly reader: DocReader;
  /** The document for templates and effects. */
  readonly docs: DocView;
  readonly history: UndoHistory;
  readonly play: PlayState;
  readonly hotReload: HotReload;
  readonly people: People;
  readonly code: CodeFiles;
  readonly images: ImageStore;
  readonly selection = new Selection();
  readonly view = new Signal<View>(initialView);
  readonly toolInHand = new Signal<ToolId>('select');
  readonly options = new Signal<CanvasOptions>(defaultCanvasOptions);
  readonly hint = new Signal('');
  readonly layout = new Layout();
  readonly dialogs = new Dialogs();
  /** Marks every edit as this person's own. */
  readonly origin = userOrigin();

  /** The open tab along the bottom. */
  bottomTab = $state<'console' | 'problems'>('console');
  /** What lies in front while a game plays. */
  stage = $state<'scene' | 'game'>('game');
  /** Id of an entity whose name is to be edited in the hierarchy. */
  renameRequest = $state<string | null>(null);
  exporting = $state(false);

  /** What commands, tools and the canvas act on. */
  readonly commandHost: CommandHost & CanvasHost;

  readonly #disposer = new Disposer();
  readonly #topics = new Topics();
  #surface: SceneSurface | null = null;
  #sceneId = $state('');
  #layerId = $state('');
  #liveEdits: LiveEdits | null = null;
  #shownError: ScriptError | null = null;

  constructor(id: string, createWorker: () => GameWorker, baseUrl = location.origin) {
    const own = this.#disposer;
    this.connection = new ProjectConnection(id, baseUrl);
    own.add(() => this.connection.dispose());
    this.reader = new DocReader(this.connection.doc);
    own.add(() => this.reader.dispose());
    this.docs = new DocView(this.reader);
    own.add(() => this.docs.dispose());
    this.history = new UndoHistory(this.doc, this.origin, {
      getSelection: () => this.selection.ids,
      setSelection: (ids) => this.select(ids),
    });
    own.add(() => this.history.dispose());
    this.images = new ImageStore(
      () => this.reader.project.assets,
      (sha256) => this.assetUrl(sha256),
    );
    own.add(() => this.images.dispose());
    const client = new GameClient(createWorker);
    this.hotReload = new HotReload(client, (path) => this.reader.project.scripts[path] ?? null);
    own.add(() => this.hotReload.dispose());
    this.play = new PlayState(client);
    own.add(() => this.play.dispose());
    this.people = new People(this.connection.awareness);
    own.add(() => this.people.dispose());
    this.code = new CodeFiles(this.doc, this.origin, this.docs);
    let { phase } = client.status;
    own.add(
      client.onStatus((status) => {
        if (status.phase !== phase) {
          phase = status.phase;
          this.#topics.fire('phase');
        }
        this.#followErrors();
      }),
    );
    own.add(this.history.subscribe(() => this.#topics.fire('history')));
    own.add(this.reader.subscribe((change) => this.#changed(change)));
    own.add(
      this.connection.onStatus(() => {
        this.#topics.fire('status');
        if (this.connection.status === 'saved') this.images.retry();
      }),
    );
    own.add(this.layout.start());
    own.add(
      this.selection.subscribe((selection) => {
        this.#topics.fire('selection');
        this.people.tell({ scene: this.sceneId, selection });
      }),
    );
    for (const [topic, signal] of [
      ['tool', this.toolInHand],
      ['view', this.view],
      ['options', this.options],
    ] as const)
      own.add((signal as Signal<unknown>).subscribe(() => this.#topics.fire(topic)));
    this.commandHost = commandHost(this);
  }

  get doc(): Y.Doc {
    return this.connection.doc;
  }

  dispose(): void {
    this.#disposer.dispose();
  }

  // --- What the document says, as runes -------------------------------------------------------------------

  get saveStatus(): { kind: ProjectConnection['status']; text: string } {
    this.#topics.follow('status');
    return { kind: this.connection.status, text: this.connection.statusText };
  }

  /** The project now, without following it: for actions, not for templates. */
  get project(): ProjectData {
    return this.reader.project;
  }

  get projectName(): string {
    return this.docs.name;
  }

  get settings(): ProjectData['settings'] {
    return this.docs.settings;
  }

  get scenes(): [string, SceneData][] {
    return inOrder(this.docs.scenes);
  }

  /** Id of the scene in hand; the first one where none was chosen or it is gone. */
  get sceneId(): string {
    const { scenes } = this.docs;
    return scenes[this.#sceneId] ? this.#sceneId : (inOrder(scenes)[0]?.[0] ?? '');
  }

  /** The scene in hand, following its name and settings but not what is in it. */
  get scene(): SceneData | undefined {
    return this.docs.scenes[this.sceneId];
  }

  /** Everything in the scene in hand. */
  get entities(): SceneData['entities'] {
    return this.docs.scene(this.sceneId)?.entities ?? {};
  }

  get entityCount(): number {
    return Object.keys(this.entities).length;
  }

  /** One entity of the scene in hand, as it is stored; follows only this one. */
  entity(id: string): EntityData | undefined {
    return this.docs.entity(this.sceneId, id) ?? undefined;
  }

  /** One entity of the scene in hand, prefab and defaults applied; follows only this one and the prefabs. */
  resolved(id: string): ResolvedEntity | undefined {
    const entity = this.entity(id);
    return entity && resolveEntity(this.prefabs, id, entity);
  }

  /** Whether a component comes to an instance from its prefab. */
  inherits(id: string, component: string): boolean {
    const prefab = this.prefabs[this.entity(id)?.prefab ?? ''];
    return prefab?.entities[prefab.root]?.components[component] !== undefined;
  }

  /** Components of an entity that this version does not know. */
  unknownComponents(id: string): string[] {
    return Object.keys(this.entity(id)?.components ?? {}).filter((key) => !isComponentType(typeOfKey(key)));
  }

  /** Layers of the scene in hand, back to front. */
  get layers(): [string, LayerData][] {
    return inOrder(this.docs.layers(this.sceneId));
  }

  /** Id of the layer that new entities go onto: the chosen one, else the front one. */
  get layerId(): string {
    const { layers } = this;
    return layers.some(([id]) => id === this.#layerId) ? this.#layerId : (layers.at(-1)?.[0] ?? '');
  }

  get assets(): ProjectData['assets'] {
    return this.docs.assets;
  }

  get tilesets(): ProjectData['tilesets'] {
    return this.docs.tilesets;
  }

  get prefabs(): ProjectData['prefabs'] {
    return this.docs.prefabs;
  }

  assetUrl(sha256: string): string {
    return this.connection.assetUrl(sha256);
  }

  // --- What this person has in hand --------------------------------------------------------------------------

  /** Ids of what is selected, in the order of choosing. */
  get selected(): readonly string[] {
    this.#topics.follow('selection');
    return this.selection.ids;
  }

  select(ids: readonly string[]): void {
    this.selection.set(ids);
  }

  /** The tool in hand. */
  get tool(): ToolId {
    this.#topics.follow('tool');
    return this.toolInHand.value;
  }

  /** 1 is 100 %. */
  get zoom(): number {
    this.#topics.follow('view');
    return this.view.value.scale;
  }

  openScene(id: string): void {
    if (id === this.sceneId) return;
    this.#sceneId = id;
    this.selection.clear();
    this.#surface?.follow();
    this.people.tell({ scene: id });
  }

  chooseLayer(id: string): void {
    this.#layerId = id;
  }

  /** Says where the scene is drawn. Returns what takes that back. */
  showSceneIn(surface: SceneSurface): () => void {
    this.#surface = surface;
    return () => {
      if (this.#surface === surface) this.#surface = null;
    };
  }

  /** Width and height of the canvas in CSS pixels. */
  get viewport(): Vec2 {
    const { clientWidth = 800, clientHeight = 600 } = this.#surface?.element ?? {};
    return [clientWidth, clientHeight];
  }

  /** The point of the scene in the middle of the canvas, on whole pixels. */
  viewCentre(): Vec2 {
    const [width, height] = this.viewport;
    const [x, y] = toScene(this.view.value, [width / 2, height / 2]);
    return [Math.round(x), Math.round(y)];
  }

  /** The point of the scene under a point of the window. */
  scenePoint(clientX: number, clientY: number): Vec2 {
    const box = this.#surface?.element.getBoundingClientRect();
    const [x, y] = toScene(this.view.value, [clientX - (box?.left ?? 0), clientY - (box?.top ?? 0)]);
    return [Math.round(x), Math.round(y)];
  }

  get others(): readonly OtherPerson[] {
    return this.people.others;
  }

  // --- Edits ---------------------------------------------------------------------------------------------

  get target(): actions.SceneTarget {
    return {
      doc: this.doc,
      origin: this.origin,
      project: this.project,
      scene: this.sceneId,
      layer: this.layerId,
    };
  }

  addScene(): void {
    this.openScene(actions.addScene(this.target));
  }

  removeScene(id: string): void {
    deleteScene(this.doc, this.origin, id);
  }

  addLayer(): void {
    this.chooseLayer(actions.addLayer(this.target));
  }

  makePrefab(): void {
    const [id] = this.selected;
    if (id !== undefined && actions.makePrefab(this.target, id) === null)
      this.say('This is a prefab already.');
  }

  reparent(id: string, parent: string | null, order: string): void {
    actions.reparent(this.target, id, parent, order);
  }

  /** Places a prefab's instance where the view is, or at a point of the scene, and selects it. */
  placePrefab(id: string, at: Vec2 | null = null): void {
    this.#selectNew(actions.placePrefab(this.target, id, at ?? this.viewCentre()));
  }

  /** Takes a starter into the project, places one and selects it. */
  placeStarter(name: string, at: Vec2 | null = null): void {
    const starter = starterPrefabs.find((each) => each.name === name);
    if (starter) this.#selectNew(actions.placeStarter(this.target, starter, at ?? this.viewCentre()));
  }

  /** Places a picture and selects it. */
  placeAsset(id: string, at: Vec2 | null): void {
    this.#selectNew(actions.placeAsset(this.target, id, at ?? this.viewCentre()));
  }

  renamePrefab(id: string, name: string): void {
    const prefab = this.project.prefabs[id];
    if (prefab) putPrefab(this.doc, this.origin, id, { ...prefab, name });
  }

  #selectNew(id: string | null): void {
    if (id !== null) this.select([id]);
  }

  // --- Files ---------------------------------------------------------------------------------------------

  /** Exports the project for a player, or as a folder for git, and saves it through the browser. */
  async exportGame(how: 'html' | 'zip' | 'folder'): Promise<void> {
    if (this.exporting) return;
    this.exporting = true;
    try {
      const { exportGame } = await import('./export-game.ts');
      await exportGame(this.project, (sha256) => this.assetUrl(sha256), how);
    } catch (error) {
      this.complain(`The export failed: ${(error as Error).message}`);
    } finally {
      this.exporting = false;
    }
  }

  /** A short note that goes by itself. */
  say(text: string): void {
    toast(text);
  }

  /** Something that did not work: stays longer. */
  complain(text: string): void {
    toast.error(text, { duration: 12000, closeButton: true });
  }

  // --- Commands ------------------------------------------------------------------------------------------

  /** Whether a command can be given now; follows whatever that depends on. */
  isEnabled(command: Command): boolean {
    this.#followAll();
    return command.when(this.commandHost);
  }

  /** Whether a switch or choice is on. */
  isChecked(command: Command): boolean | undefined {
    this.#followAll();
    return command.checked?.(this.commandHost);
  }

  runCommand(command: Command): void {
    if (command.when(this.commandHost)) command.run(this.commandHost);
  }

  /** Gives a command by its id. */
  run(id: string): void {
    const command = commands.find((each) => each.id === id);
    if (command) this.runCommand(command);
  }

  /** All that commands look at: small things that change rarely, and never while a game merely runs. */
  #followAll(): void {
    for (const topic of ['selection', 'tool', 'options', 'history', 'status', 'phase'])
      this.#topics.follow(topic);
    void this.sceneId;
  }

  // --- Play ----------------------------------------------------------------------------------------------

  /** Plays the scene in hand from its beginning. */
  startGame(): void {
    if (!this.sceneId) return this.complain('There is no scene to play. Add one on the left.');
    this.stage = 'game';
    this.#liveEdits = new LiveEdits(this.project, this.sceneId);
    this.play.client.start(() => this.project, this.sceneId);
  }

  /** Plays the same scene again from its beginning. */
  restartGame(): void {
    this.#liveEdits = new LiveEdits(this.project, this.play.status.scene || this.sceneId);
    this.play.client.restart();
  }

  togglePlay(): void {
    if (this.play.active) this.play.stop();
    else this.startGame();
  }

  /** Brings the scene or the running game to the front; the game takes the keyboard with it. */
  showStage(stage: 'scene' | 'game'): void {
    this.stage = stage;
  }

  /** All that is wrong with the project and its running game. */
  get problems(): readonly Problem[] {
    const { error } = this.play.status;
    const list: Problem[] = error ? [scriptProblem(error)] : [];
    for (const [file, { line, message }] of this.hotReload.refused) list.push({ file, line, message });
    for (const { where, message } of this.docs.problems) list.push({ message: `${where}: ${message}` });
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

  /** Goes to where a problem is. */
  openProblem({ file, line }: Problem): void {
    if (file !== undefined && this.project.scripts[file] !== undefined) this.openCode(file, line ?? 0);
    else {
      this.layout.show('bottom');
      this.bottomTab = 'problems';
    }
  }

  /** Opens a Lua file, at a line where one is given. */
  openCode(path: string, line = 0): void {
    this.layout.show('code');
    this.code.open(path, line);
  }

  #changed(change: DocChange): void {
    const { entities } = this.project.scenes[this.sceneId] ?? { entities: {} };
    this.selection.keep((each) => each in entities);
    if (this.play.active && this.#liveEdits)
      this.play.client.edit(this.#liveEdits.editsFor(change, this.project));
    this.hotReload.changed(change.scripts);
  }

  /** A script failed: the place is opened, the panel with the ways on is there. */
  #followErrors(): void {
    const { error } = this.play.client.status;
    if (error === this.#shownError) return;
    this.#shownError = error;
    if (!error) return;
    this.play.log('error', error.message, error.script, error.line);
    if (this.project.scripts[error.script] !== undefined) this.openCode(error.script, error.line);
  }
}

const scriptProblem = (error: ScriptError): Problem => ({
  file: error.script,
  line: error.line,
  message: error.entityName ? `${error.message} (${error.entityName})` : error.message,
});
