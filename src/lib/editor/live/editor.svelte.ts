/**
 * The open project: what it is made of and how the parts hear of each other. It holds no copy of the document; what
 * this person has in hand is on the desk.
 */
import type * as Y from 'yjs';
import { Disposer } from '../../base/disposer.ts';
import { late } from '../../base/late.ts';
import { counted } from '../../base/words.ts';
import type { Problem } from '../../base/result.ts';
import { userOrigin } from '../../document/origin.ts';
import { DocReader } from '../../document/reader.ts';
import { lockDocument } from '../../document/step.ts';
import { UndoHistory } from '../../document/undo.ts';
import type { DeedPlace } from '../../schema/activity.ts';
import type { ProjectData } from '../../schema/project.ts';
import { GameClient, type GameWorker } from '../client/game-client.ts';
import { ImageStore } from '../client/image-store.ts';
import { ProjectConnection, type Role } from '../client/project-connection.ts';
import { commandById } from '../core/commands.ts';
import type { CanvasHost } from '../core/canvas-host.ts';
import type { CommandHost } from '../core/command-host.ts';
import { isTileTool } from '../core/tool-ids.ts';
import type { Activity } from './activity.svelte.ts';
import { AssetDesk } from './asset-desk.svelte.ts';
import { Cameras } from './cameras.svelte.ts';
import { CodeFiles } from './code-files.svelte.ts';
import { commandHost } from './command-host.ts';
import type { Comments } from './comments.svelte.ts';
import { CommandRunner } from './command-runner.svelte.ts';
import { Dialogs } from './dialogs.svelte.ts';
import { DocView } from './doc-view.svelte.ts';
import { Makers } from './makers.svelte.ts';
import { Menus } from './menus.svelte.ts';
import { LateLive } from './late-live.svelte.ts';
import { Layout } from './layout.svelte.ts';
import { Folds } from './folds.svelte.ts';
import { HierarchyView } from './hierarchy-view.svelte.ts';
import { People, type OtherPerson } from './people.svelte.ts';
import { PropertyRenames } from './property-renames.ts';
import { PlaySession } from './play-session.svelte.ts';
import type { PlayState } from './play.svelte.ts';
import { SceneDesk, type Hand } from './scene-desk.svelte.ts';
import { Tour } from './tour.svelte.ts';
import { Refusals } from './refusals.svelte.ts';
import { SceneAids } from './scene-aids.ts';
import { InspectorEdits } from './inspector-edits.ts';
import { SheetDesk } from './sheet-desk.svelte.ts';
import { SceneEdits } from './scene-edits.ts';
import { Steps } from './steps.svelte.ts';
import { TilesetDesk } from './tileset-desk.svelte.ts';
import { StackMenu } from './stack-menu.svelte.ts';
import { Topics } from './topics.svelte.ts';
import { toasts } from './toasts.svelte.ts';

const commentsPart = late(() => import('./comments.svelte.ts'));
const activityPart = late(() => import('./activity.svelte.ts'));

/** Something wrong that the person can go to: a line of a file, or a place in the document. */
export interface PlacedProblem extends Problem {
  /** Path in the document, from the root. */
  place?: readonly string[];
}

export type BottomTab = 'timeline' | 'console' | 'problems' | 'comments' | 'activity';

/** Others see the frames of so many selected entities at most: with each move of a marquee they are sent anew. */
const SHOWN_TO_OTHERS = 200;

export class Editor {
  readonly connection: ProjectConnection;
  readonly reader: DocReader;
  /** The document for templates and effects. */
  readonly docs: DocView;
  readonly history: UndoHistory<Hand>;
  readonly people: People;
  /** What the others look at. */
  readonly cameras: Cameras;
  /** What people say about the project; comes late. */
  readonly comments: LateLive<Comments>;
  readonly code: CodeFiles;
  readonly renames: PropertyRenames;
  readonly images: ImageStore;
  /** What this person has in hand. */
  readonly desk: SceneDesk;
  /** The grid and the guides of the scene in hand. */
  readonly aids: SceneAids;
  /** What panels do to the scene in hand. */
  readonly edits: SceneEdits;
  /** The hierarchy as this person sees it. */
  readonly hierarchy: HierarchyView;
  /** What this person did, step by step. */
  readonly steps: Steps;
  /** What everybody did; comes late. */
  readonly activity: LateLive<Activity>;
  /** The image whose frames and animations are edited. */
  readonly sheet = new SheetDesk(this);
  /** What the inspector does to what it shows. */
  readonly inspector: InspectorEdits;
  readonly game: PlaySession;
  readonly commands: CommandRunner;
  readonly layout = new Layout();
  readonly dialogs = new Dialogs();
  /** What is in hand in the tileset editor. */
  readonly tilesets: TilesetDesk;
  /** What makes pictures and sounds. */
  readonly makers = new Makers(this.dialogs);
  /** Opens or folds all groups of the inspector. */
  readonly folds = new Folds();
  readonly menus = new Menus();
  readonly stackMenu = new StackMenu();
  readonly tour = new Tour();
  /** The project's files as this person has them in hand. */
  readonly assets: AssetDesk;
  /** Files that were dropped and not taken. */
  readonly refusals = new Refusals();
  /** Marks every edit as this person's own. */
  readonly origin = userOrigin();

  /** The open tab of the console. */
  bottomTab = $state<BottomTab>('console');
  exporting = $state(false);

  /** What commands, tools and the canvas act on. */
  readonly commandHost: CommandHost & CanvasHost;

  readonly #disposer = new Disposer();
  readonly #topics = new Topics();

  constructor(id: string, createWorker: () => GameWorker, baseUrl = location.origin) {
    this.connection = this.#owned(new ProjectConnection(id, baseUrl));
    this.reader = this.#owned(new DocReader(this.doc));
    this.docs = this.#owned(new DocView(this.reader));
    this.people = this.#owned(new People(this.connection.awareness));
    this.code = new CodeFiles(this.doc, this.origin, this.docs);
    this.renames = this.#owned(
      new PropertyRenames({ doc: this.doc, origin: this.origin, project: () => this.project }),
    );
    this.images = this.#owned(
      new ImageStore(
        () => this.project.assets,
        (sha256) => this.assetUrl(sha256),
      ),
    );
    this.desk = new SceneDesk(this.docs, this.#topics);
    this.cameras = this.#owned(new Cameras(this.connection.awareness, this.people, this.desk));
    this.comments = this.#owned(new LateLive(() => this.#makeComments()));
    this.aids = this.#owned(new SceneAids(this.reader, this.desk));
    this.hierarchy = this.#owned(new HierarchyView(this.reader, this.desk));
    this.edits = new SceneEdits(this.reader, this.origin, this.desk, (text) => this.say(text));
    this.assets = new AssetDesk({
      reader: this.reader,
      origin: this.origin,
      connection: this.connection,
      say: (text) => this.say(text),
      refuse: (problems) => this.refusals.tell(problems),
    });
    this.inspector = new InspectorEdits(this);
    this.tilesets = new TilesetDesk({
      doc: this.doc,
      origin: this.origin,
      tilesets: () => this.docs.tilesets,
    });
    this.history = this.#owned(
      new UndoHistory(this.doc, this.origin, {
        getSelection: () => this.desk.hand,
        setSelection: (hand) => this.desk.takeUp(hand),
      }),
    );
    this.steps = this.#owned(new Steps(this.history, () => this.desk.hand));
    this.activity = this.#owned(new LateLive(async () => new (await activityPart.load()).Activity(this)));
    const client = new GameClient(createWorker);
    this.game = this.#owned(
      new PlaySession(client, {
        id,
        project: () => this.project,
        assetUrl: (sha256) => this.assetUrl(sha256),
        scene: () => this.desk.sceneId,
        openCode: (path, line) => this.openCode(path, line),
        complain: (text) => this.complain(text),
        dialogs: this.dialogs,
      }),
    );
    this.commandHost = commandHost(this);
    this.commands = new CommandRunner(this.commandHost, this.#topics, this.desk);
    this.#disposer.add(this.layout.start());
    this.#disposer.add(this.desk.toolInHand.subscribe((id) => (this.layout.tiling = isTileTool(id))));
    this.#listen(client);
    this.#lockOrNot();
  }

  async #makeComments(): Promise<Comments> {
    const [{ Comments }] = await Promise.all([commentsPart.load(), this.connection.whenLoaded]);
    return new Comments({
      doc: this.doc,
      origin: this.origin,
      docs: this.docs,
      desk: this.desk,
      people: this.people,
      connection: this.connection,
      showPanel: () => this.showTab('comments'),
      openCode: (path, line) => this.openCode(path, line),
    });
  }

  #owned<T extends { dispose(): void }>(part: T): T {
    this.#disposer.add(() => part.dispose());
    return part;
  }

  /** Lets the parts hear of each other. */
  #listen(client: GameClient): void {
    const own = this.#disposer;
    own.add(this.connection.onRemoteLogs((lines) => this.play.logRemote(lines)));
    let { phase } = client.status;
    own.add(
      client.onStatus((status) => {
        if (status.phase === phase) return;
        phase = status.phase;
        if (phase === 'starting') this.layout.clearCanvas();
        this.#topics.fire('phase');
      }),
    );
    own.add(this.history.subscribe(() => this.#topics.fire('history')));
    own.add(
      this.reader.subscribe((change) => {
        this.desk.keep();
        if (change.assets) this.images.assetsChanged();
        this.game.changed(change);
      }),
    );
    own.add(
      this.connection.onStatus(() => {
        this.#topics.fire('status');
        this.#lockOrNot();
        if (this.connection.status === 'saved') this.images.retry();
      }),
    );
    own.add(this.connection.onRefused((problem) => this.refusals.tell([problem])));
    own.add(
      this.desk.onHand(({ scene, selection }) => {
        this.people.tell({ scene, selection: selection.slice(0, SHOWN_TO_OTHERS) });
        // Whose path is drawn is a matter of the selection; many paths would only be a tangle.
        client.time.follow(selection.at(-1) ?? null);
      }),
    );
  }

  dispose(): void {
    this.#disposer.dispose();
  }

  /** Whoever may only look changes nothing, whatever they press. */
  #lockOrNot(): void {
    const tell = () => toasts.say(this.connection.statusText, { id: 'locked' });
    lockDocument(this.doc, this.connection.locked ? tell : null);
  }

  get doc(): Y.Doc {
    return this.connection.doc;
  }

  /** The project now, without following it: for actions, not for templates. */
  get project(): ProjectData {
    return this.reader.project;
  }

  get play(): PlayState {
    return this.game.play;
  }

  /** What this person may do in the project. */
  get role(): Role {
    this.#topics.follow('status');
    return this.connection.role;
  }

  /** The server does not let this page in any longer. */
  get gone(): boolean {
    this.#topics.follow('status');
    return this.connection.gone !== null;
  }

  get saveStatus(): { kind: ProjectConnection['status']; text: string } {
    this.#topics.follow('status');
    return { kind: this.connection.status, text: this.connection.statusText };
  }

  /** Has those parts come that nobody waits for. */
  loadLate(): void {
    void this.comments.load();
    void this.activity.load();
  }

  /** Whether something said about the project would be kept now. */
  get mayComment(): boolean {
    this.#topics.follow('status');
    return this.connection.mayComment;
  }

  get others(): readonly OtherPerson[] {
    return this.people.others;
  }

  /** Where somebody is, in words. */
  whereIs({ scene, script, line }: OtherPerson): string {
    const at = script && (line > 0 ? `${script}:${line}` : script);
    return [this.docs.scenes[scene]?.name, at].filter(Boolean).join(' · ');
  }

  assetUrl(sha256: string): string {
    return this.connection.assetUrl(sha256);
  }

  /** Exports the project for a player, as a folder for git or as maps for Tiled, and saves it through the browser. */
  async exportGame(how: 'html' | 'zip' | 'folder' | 'tiled'): Promise<void> {
    if (this.exporting) return;
    this.exporting = true;
    try {
      const { exportGame } = await import('./export-game.ts');
      const told = await exportGame(
        this.project,
        (sha256) => this.assetUrl(sha256),
        how,
        !this.connection.reached,
      );
      if (told !== '') this.say(told.length > 400 ? `${told.slice(0, 400)}…` : told);
    } catch (error) {
      this.complain(`The export failed: ${(error as Error).message}`);
    } finally {
      this.exporting = false;
    }
  }

  /** Makes a prefab of what is selected, or says why not. */
  makePrefab(): void {
    if (!this.edits.makePrefab()) this.say('Select what is to become a prefab first.');
  }

  /** Opens a prefab's definition on the canvas. @param part id of one of its entities to select, '' for none */
  openPrefab(id: string, part = ''): void {
    this.desk.openPrefab(id);
    if (part !== '') this.desk.select([part]);
    this.game.stage = 'scene';
  }

  /** Makes a variant of the prefab of an instance, which it is the first instance of. */
  makePrefabOf(instance: string): void {
    this.desk.select([instance]);
    this.makePrefab();
  }

  /** Opens the page on which the game is played without the editor. @param query after its address */
  openGamePage(query = ''): void {
    window.open(this.connection.playUrl + query, '_blank', 'noopener');
  }

  /** A short note that goes by itself. */
  say(text: string): void {
    toasts.say(text);
  }

  /** Something that did not work: stays longer. */
  complain(text: string): void {
    toasts.fail(text, { duration: 12000, closeButton: true });
  }

  /** All that is wrong with the project and its running game. */
  get problems(): readonly PlacedProblem[] {
    const inDocument = this.docs.problems.map(({ where, message, place }) => {
      const scene = place[0] === 'scenes' && place.length > 2 ? this.docs.scenes[place[1] ?? ''] : undefined;
      return { message: `${where}${scene ? ` in ${scene.name}` : ''}: ${message}`, place };
    });
    return [...this.game.problems, ...inDocument];
  }

  /** Says once that parts of the document could not be read as they are, and where they are listed. */
  noteProblems(): void {
    const { problems } = this.reader;
    if (problems.length === 0) return;
    const newer = problems.find(({ place }) => place[0] === 'project');
    const parts = counted(problems.length, 'part');
    const message = newer?.message.startsWith('made by')
      ? `This project is ${newer.message.replace(/:.*$/u, '')}. What is not known here is kept as it is.`
      : `${parts} of this project could not be read and ${problems.length === 1 ? 'is' : 'are'} shown as far as possible. Nothing is lost.`;
    toasts.warn(message, {
      duration: 20000,
      closeButton: true,
      action: { label: 'Show problems', onClick: () => this.openProblem({ message: '' }) },
    });
  }

  /** Goes to where a problem is. */
  openProblem({ file, line, place = [] }: PlacedProblem): void {
    const [root, id = '', part, entity = ''] = place;
    if (file !== undefined && this.project.scripts[file] !== undefined) this.openCode(file, line ?? 0);
    else if (root === 'scenes' && this.project.scenes[id]) {
      this.desk.openScene(id);
      if (part === 'entities') this.desk.select([entity]);
      this.layout.show('inspector');
    } else if (root === 'prefabs' && this.project.prefabs[id]) {
      this.desk.inspection.choosePrefab(id, entity);
      this.layout.show('inspector');
    } else {
      this.showTab('problems');
    }
  }

  /** Shows a list beside the console. */
  showTab(tab: BottomTab): void {
    this.layout.show('bottom');
    this.bottomTab = tab;
  }

  /** Goes to where something was done. */
  goToPlace({ scene, selection, script }: DeedPlace): void {
    if (script !== '' && this.project.scripts[script] !== undefined) return this.openCode(script);
    if (!this.reader.scene(scene)) return this.say('That place is not there any more.');
    this.desk.takeUp({ scene, selection });
    this.game.stage = 'scene';
    if (this.desk.selection.ids.length > 0) this.commands.run(commandById('view.zoom-selection'));
  }

  /** Opens a Lua file, at a line where one is given. */
  openCode(path: string, line = 0): void {
    this.layout.show('code');
    this.code.open(path, line);
  }
}
