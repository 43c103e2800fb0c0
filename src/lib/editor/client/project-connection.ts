import type { Decoder } from 'lib0/decoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { Disposer } from '../../base/disposer.ts';
import { newId } from '../../base/ids.ts';
import { mayAs, type Role } from '../../net/roles.ts';
import {
  assetPath,
  encodeBarrier,
  encodeLogPosition,
  MessageType,
  playPath,
  togetherPath,
  readBarrier,
  readLogs,
  readNotice,
  SYNC_PATH,
  type RemoteLogLine,
} from '../../net/wire.ts';
import { assetHashes } from '../../document/asset-keys.ts';
import type { AssetData } from '../../schema/project.ts';
import { checkSize, describeAsset, hashOf } from './asset-upload.ts';
import type { Problem } from '../../base/result.ts';
import { Barriers } from './barriers.ts';
import { keptUploads } from './kept-uploads.ts';
import { LocalCopy } from './local-copy.ts';
import { rememberedRole, rememberRole } from './remembered-role.ts';
import {
  goneBy,
  saveStatus,
  saveStatusText,
  type Gone,
  type SaveState,
  type SaveStatus,
} from './save-status.ts';
import { UploadQueue } from './upload-queue.ts';

export type { RemoteLogLine, Role };

/** The longest wait before connecting again, in milliseconds. */
const MAX_BACKOFF_MS = 2000;
/** How long this device may take to say what it has of the project before the server is asked for all of it, in milliseconds. */
const LOCAL_PATIENCE_MS = 1500;

type AwarenessChange = { added: number[]; updated: number[]; removed: number[] };
type Hear = (update: Uint8Array, origin: unknown) => void;

/** What the connection itself knows; how far changes are durable, {@link Barriers} knows, and files the queue. */
type ConnectionState = Omit<SaveState, 'made' | 'durable' | 'uploads' | 'refused'>;

/**
 * A project that is open in this page: its document, kept in step with the server and with this browser's own
 * storage, the presence of everybody, and an honest answer to "is my work safe".
 */
export class ProjectConnection {
  readonly doc = new Y.Doc();
  readonly awareness: Awareness;
  /** Resolves when the document is here, from the server or, offline, from this device. */
  readonly whenLoaded: Promise<void>;

  /** Files on their way to the server. */
  readonly uploads: UploadQueue;

  readonly #provider: WebsocketProvider;
  readonly #local: LocalCopy | null;
  readonly #barriers: Barriers;
  readonly #disposer = new Disposer();
  readonly #listeners = new Set<() => void>();
  readonly #refusedListeners = new Set<(problem: Problem) => void>();
  readonly #logListeners = new Set<(lines: readonly RemoteLogLine[]) => void>();
  /** The last line heard of remote logs: after a break the server goes on from there. */
  #heardLogs = { epoch: '', after: 0 };
  /** Those who wait for the server to be reached. */
  readonly #waiting = new Set<() => void>();
  #loaded!: () => void;
  #state: ConnectionState;
  #shown = '';
  #role: Role;
  #play = '';

  /**
   * @param id the project's address
   * @param baseUrl where the server is, such as `location.origin`
   */
  constructor(
    readonly id: string,
    private readonly baseUrl: string,
  ) {
    this.#role = rememberedRole(id);
    const keptHere = typeof indexedDB !== 'undefined';
    this.#state = {
      loaded: false,
      synced: false,
      readOnly: null,
      mayWrite: mayAs(rememberedRole(id), 'editor'),
      unreachable: false,
      gone: null,
      keptHere,
    };
    this.whenLoaded = new Promise((resolve) => (this.#loaded = resolve));

    const sockets = new URL(SYNC_PATH, baseUrl).href.replace(/^http/, 'ws');
    this.#provider = new WebsocketProvider(sockets, id, this.doc, {
      maxBackoffTime: MAX_BACKOFF_MS,
      connect: false,
      // Between tabs everything goes through the server: what only a neighbouring tab has heard is not safe.
      disableBc: true,
    });
    this.awareness = this.#provider.awareness;
    this.#tellOnlyOfOneself();
    this.#barriers = new Barriers((nonce) => this.#provider.ws?.send(encodeBarrier(nonce)));
    this.#local = keptHere ? this.#keepHere() : null;
    this.uploads = this.#queue();
    // Yjs writes every change out again for whoever listens: what is read from this device nobody needs to hear of.
    for (const hear of this.#hearing()) this.doc.off('update', hear);
    this.#listen();
    void this.#connect();
  }

  get status(): SaveStatus {
    return saveStatus(this.#saveState());
  }

  /** The status in words, with the reason. */
  get statusText(): string {
    return saveStatusText(this.#saveState());
  }

  /** Why the server does not let this page in any longer; `null` when it does. */
  get gone(): Gone | null {
    return this.#state.gone;
  }

  /** Whether what is changed here could never reach the server. */
  get locked(): boolean {
    return this.#state.gone !== null || !this.#state.mayWrite;
  }

  /** Whether the server is connected, and both sides have told each other all they had. */
  get reached(): boolean {
    return this.#state.synced;
  }

  /** Whether something said about the project would be kept now: who may only look is heard while connected. */
  get mayComment(): boolean {
    const { loaded, gone, readOnly, mayWrite, synced } = this.#state;
    return loaded && gone === null && readOnly === null && (mayWrite || synced);
  }

  /** What the link by which this page came in allows. */
  get role(): Role {
    return this.#role;
  }

  /** Calls back whenever {@link status} or {@link statusText} has changed. @returns a function that ends it */
  onStatus(fn: () => void): () => void {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /**
   * Speaks to the server by messages of one kind beside the document, for parts that come late.
   * @param hear is given what comes back, after the type
   * @returns what sends a frame; `false` when there is no connection
   */
  speak(type: number, hear: (decoder: Decoder) => void): (frame: Uint8Array<ArrayBuffer>) => boolean {
    this.#provider.messageHandlers[type] = (_encoder, decoder) => hear(decoder);
    return (frame) => {
      if (!this.#state.synced) return false;
      this.#provider.ws?.send(frame);
      return true;
    };
  }

  /** Calls back with what games log that are played elsewhere. @returns a function that ends it */
  onRemoteLogs(fn: (lines: readonly RemoteLogLine[]) => void): () => void {
    this.#logListeners.add(fn);
    return () => this.#logListeners.delete(fn);
  }

  /**
   * Sends a file to be stored beside the project, now or when the server can be reached. The caller puts the result into
   * the document under its `id`.
   * @param name as the user knows the file
   * @throws {@link ProblemError} when the file is damaged or too large
   */
  async putAsset(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<AssetData & { id: string }> {
    checkSize(bytes, name);
    const described = await describeAsset(bytes, name);
    const sha256 = await hashOf(bytes);
    this.uploads.add(sha256, bytes, name);
    return { id: newId(), ...described, sha256 };
  }

  /** Calls back with files that the server does not take. @returns a function that ends it */
  onRefused(fn: (problem: Problem) => void): () => void {
    this.#refusedListeners.add(fn);
    return () => this.#refusedListeners.delete(fn);
  }

  /** Where an asset's bytes can be fetched: of this project, or of another one on the same server. */
  assetUrl(sha256: string, project = this.id): string {
    const local = project === this.id ? this.uploads.localUrl(sha256) : null;
    return local ?? this.#storedUrl(sha256, project);
  }

  #storedUrl(sha256: string, project: string): string {
    return new URL(assetPath(project, sha256), this.baseUrl).href;
  }

  /** Where the game is played without the editor: by a link for playing only, where there is one. */
  get playUrl(): string {
    return new URL(playPath(this.#play || this.id), this.baseUrl).href;
  }

  /** Where several play the game together: the link for others, and one for this page, which may pause and restart it. */
  get togetherUrl(): { others: string; own: string } {
    const at = (address: string) => new URL(togetherPath(address), this.baseUrl).href;
    return { others: at(this.#play || this.id), own: at(this.id) };
  }

  /** Says goodbye and lets go of everything. Changes not sent yet stay in this browser's storage. */
  dispose(): void {
    this.#listeners.clear();
    this.#logListeners.clear();
    this.#refusedListeners.clear();
    this.uploads.dispose();
    this.#disposer.dispose();
    this.#provider.destroy();
    this.awareness.destroy();
    this.doc.destroy();
  }

  #saveState(): SaveState {
    const { made, durable } = this.#barriers;
    return { ...this.#state, made, durable, uploads: this.uploads.pending, refused: this.#missed() };
  }

  /** Names of the files that the server does not take, as long as the project has them. */
  #missed(): string[] {
    const { refused } = this.uploads;
    if (refused.length === 0) return [];
    const hashes = assetHashes(this.doc);
    return refused.filter(({ sha256 }) => hashes.has(sha256)).map(({ name }) => name);
  }

  #set(change: Partial<ConnectionState>): void {
    this.#state = { ...this.#state, ...change };
    if (this.#state.loaded) this.#loaded();
    this.#statusMayHaveChanged();
  }

  #statusMayHaveChanged(): void {
    if (this.#disposer.disposed) return;
    const shown = `${this.status} ${this.statusText}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const fn of [...this.#listeners]) fn();
  }

  /** A copy of the document on this device: the project opens at once and offline, and survives a closed tab. */
  #keepHere(): LocalCopy {
    return new LocalCopy(
      `perigee/${this.id}`,
      this.doc,
      () => {
        this.#hear();
        // An empty copy says nothing: this may be the first visit.
        if (this.doc.store.clients.size > 0) this.#set({ loaded: true });
      },
      (keptHere) => this.#set({ keptHere }),
    );
  }

  /** Resolves after some milliseconds, or as soon as the server is reached. */
  #untilReached(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#waiting.add(end);
    });
  }

  #queue(): UploadQueue {
    const queue = new UploadQueue({
      urlOf: (sha256) => this.#storedUrl(sha256, this.id),
      kept: keptUploads(this.id),
      fetch: (input, init) => fetch(input, init),
      pause: (ms) => this.#untilReached(ms),
      onRefused: (problem) => {
        for (const fn of [...this.#refusedListeners]) fn(problem);
      },
    });
    queue.subscribe(() => this.#statusMayHaveChanged());
    return queue;
  }

  /** Asks the server only for what this device does not have yet. */
  async #connect(): Promise<void> {
    if (this.#local) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const patience = new Promise((resolve) => (timer = setTimeout(resolve, LOCAL_PATIENCE_MS)));
      await Promise.race([this.#local.whenRead, patience]);
      clearTimeout(timer);
    }
    this.#hear();
    if (!this.#disposer.disposed) this.#provider.connect();
  }

  /** Who is told of changes: first whoever keeps and sends them, so that a change goes out before the question about it. */
  #hearing(): Hear[] {
    const own = this.#local ? [this.#local.keep] : [];
    return [...own, this.#provider._updateHandler, this.#onUpdate];
  }

  /** From now on changes are kept on this device and sent. */
  #hear(): void {
    if (this.#disposer.disposed) return;
    for (const hear of this.#hearing()) {
      this.doc.off('update', hear);
      this.doc.on('update', hear);
    }
  }

  readonly #onUpdate: Hear = (_update, origin) => {
    if (origin === this.#provider || this.#local?.made(origin)) {
      // Somebody may have deleted a file that the server did not take.
      if (this.uploads.refused.length > 0) this.#statusMayHaveChanged();
      return;
    }
    this.#barriers.changed(this.#provider.wsconnected && this.#state.synced);
    this.#statusMayHaveChanged();
  };

  /** The provider would send all it hears of others back to the server: with many people most of the traffic. */
  #tellOnlyOfOneself(): void {
    const { awareness } = this.#provider;
    const tell = this.#provider._awarenessUpdateHandler;
    awareness.off('update', tell);
    const own = awareness.clientID;
    awareness.on('update', ({ added, updated, removed }: AwarenessChange, origin: unknown) => {
      const mine = [added, updated, removed].map((people) => people.filter((person) => person === own));
      if (mine.some((people) => people.length > 0))
        tell({ added: mine[0]!, updated: mine[1]!, removed: mine[2]! }, origin);
    });
  }

  #listen(): void {
    const provider = this.#provider;
    this.#disposer.add(() => this.doc.off('update', this.#onUpdate));
    provider.on('sync', (synced: boolean) => {
      if (synced) {
        this.#barriers.synced();
        // Who waited to send a file need not wait any longer.
        for (const wake of [...this.#waiting]) wake();
      } else this.#barriers.lost();
      this.#set(synced ? { synced, loaded: true, unreachable: false } : { synced });
    });
    provider.on('status', ({ status }) => {
      if (status === 'connected') provider.ws?.send(encodeLogPosition(this.#heardLogs));
    });
    provider.on('connection-close', () => {
      this.#barriers.lost();
      this.#set({ synced: false, readOnly: null, unreachable: true });
    });
    provider.on('closed', ({ code, reason }) => {
      const gone = goneBy(code, reason);
      if (gone) this.#set({ gone });
    });
    provider.messageHandlers[MessageType.barrier] = (_encoder, decoder) => {
      this.#barriers.answer(readBarrier(decoder));
      this.#statusMayHaveChanged();
    };
    provider.messageHandlers[MessageType.notice] = (_encoder, decoder) => {
      const { readOnly, role, play } = readNotice(decoder);
      // Writable again: what was ignored meanwhile has just been asked for and sent.
      if (readOnly === null && this.#state.readOnly !== null) this.#barriers.synced();
      this.#role = role;
      this.#play = play;
      rememberRole(this.id, role);
      this.#set({ readOnly, mayWrite: mayAs(role, 'editor') });
    };
    provider.messageHandlers[MessageType.logs] = (_encoder, decoder) => {
      const { epoch, lines } = readLogs(decoder);
      this.#heardLogs = { epoch, after: lines.at(-1)?.number ?? 0 };
      for (const fn of [...this.#logListeners]) fn(lines);
    };
    if (typeof window !== 'undefined') {
      // The browser knows first that the network is back: no need to wait for the next attempt.
      this.#disposer.listen(window, 'online', () => {
        if (provider.wsconnected || this.#state.gone !== null) return;
        provider.wsUnsuccessfulReconnects = 0;
        provider.disconnect();
        provider.connect();
      });
    }
  }
}
