import type * as Y from 'yjs';
import type { Vec2 } from '../../base/geometry.ts';
import { newId } from '../../base/ids.ts';
import { deleteComment, putComment, putReply, setResolved } from '../../document/edit-comments.ts';
import type { Origin } from '../../document/origin.ts';
import {
  isLinePin,
  lastSaid,
  MOST_SAID,
  type CommentData,
  type CommentPin,
  type RemarkData,
} from '../../schema/comments.ts';
import { splitId } from '../../schema/resolve.ts';
import type { ProjectConnection } from '../client/project-connection.ts';
import { RemarkSender } from '../client/remark-sender.ts';
import { centredOn } from '../core/minimap.ts';
import type { DocView } from './doc-view.svelte.ts';
import type { People } from './people.svelte.ts';
import type { SceneDesk } from './scene-desk.svelte.ts';
import { toasts } from './toasts.svelte.ts';
import { Unread } from './unread.svelte.ts';

/** What comments need of the editor. */
interface Source {
  readonly doc: Y.Doc;
  readonly origin: Origin;
  readonly docs: DocView;
  readonly desk: SceneDesk;
  readonly people: People;
  readonly connection: ProjectConnection;
  /** Opens the panel that lists comments. */
  showPanel(): void;
  openCode(path: string, line: number): void;
}

/** Which threads are listed. */
export type ThreadFilter = 'open' | 'unread' | 'resolved';

/** What people say about the project, where, and what is being written here. */
export class Comments {
  /** Where a comment is about to be pinned, while it is written. */
  draft = $state.raw<CommentPin | null>(null);
  /** The thread that is looked at. */
  current = $state<string | null>(null);
  filter: ThreadFilter = $state('open');
  /** What was not seen here yet. */
  readonly unread: Unread;

  readonly #source: Source;
  readonly #sender: RemarkSender;
  readonly #stop: () => void;
  /** Ids of what could not be sent, by thread and text: sent once more, it is the same remark. */
  readonly #unsent = new Map<string, string>();

  /** Make it once the project is there. */
  constructor(source: Source) {
    this.#source = source;
    this.#sender = new RemarkSender(source.connection);
    this.unread = new Unread({
      project: source.connection.id,
      comments: () => source.docs.comments,
      me: () => source.people.me.value.name,
      show: (thread) => (thread === null ? this.showUnread() : this.go(thread)),
    });
    this.#stop = source.docs.reader.subscribe((change) => {
      if (change.comments) this.unread.changed();
    });
  }

  dispose(): void {
    this.#stop();
    this.#sender.dispose();
    this.unread.dispose();
  }

  /** Threads that are shown, those in which something was said last first. */
  get threads(): [string, CommentData][] {
    const { filter, current, unread } = this;
    const shown = (id: string, { resolved }: CommentData) =>
      filter === 'unread' ? unread.threads.has(id) : (filter === 'resolved') === (resolved !== undefined);
    return Object.entries(this.#source.docs.comments)
      .filter(([id, comment]) => id === current || shown(id, comment))
      .sort(([a, one], [b, other]) => lastSaid(other) - lastSaid(one) || (a < b ? -1 : 1));
  }

  /** How many threads are open, and how many settled. */
  get counts(): { open: number; resolved: number } {
    const all = Object.values(this.#source.docs.comments);
    const resolved = all.filter((comment) => comment.resolved).length;
    return { open: all.length - resolved, resolved };
  }

  /** Everybody who is here or has said something, for `@`. */
  get names(): string[] {
    const { people, docs } = this.#source;
    const said = Object.values(docs.comments).flatMap(({ by, replies = {} }) => [
      by,
      ...Object.values(replies).map((reply) => reply.by),
    ]);
    return [...new Set([...people.others.map(({ name }) => name), ...said, people.me.value.name])];
  }

  /** Begins a comment at a place. */
  begin(pin: CommentPin): void {
    this.draft = pin;
    this.current = null;
    this.#source.showPanel();
  }

  /** Begins one at what is selected, or at a point of the scene. */
  beginHere(point: Vec2): void {
    const { desk } = this.#source;
    const { scene, selection } = desk.hand;
    if (desk.opened !== null) return toasts.say('Comments are pinned to scenes: go back to the scene first.');
    const entity = selection.at(-1) ?? '';
    const placed = desk.index?.items.get(entity)?.placed.position;
    const [x, y] = placed ?? point;
    this.begin({ scene, entity: placed ? entity : '', at: [Math.round(x), Math.round(y)] });
  }

  /** Says what was written at the place that was begun at. @returns whether it is kept, or on its way to be */
  async add(text: string): Promise<boolean> {
    const pin = this.draft;
    const id = pin && (await this.#say('', pin, text));
    if (!id) return false;
    this.draft = null;
    this.current = id;
    return true;
  }

  /** Says something in a thread. @returns whether it is kept, or on its way to be */
  async reply(thread: string, text: string): Promise<boolean> {
    return (await this.#say(thread, null, text)) !== null;
  }

  /** Lists what was not seen yet. */
  showUnread(): void {
    this.filter = 'unread';
    this.current = null;
    this.#source.showPanel();
  }

  resolve(id: string, resolved: boolean): void {
    const { doc, origin, people } = this.#source;
    setResolved(doc, origin, id, resolved ? { by: people.me.value.name, time: Date.now() } : null);
    if (resolved && this.current === id) this.current = null;
  }

  remove(id: string): void {
    const { doc, origin } = this.#source;
    deleteComment(doc, origin, id);
  }

  /** Shows a thread, and what it is about. */
  go(id: string): void {
    const comment = this.#source.docs.comments[id];
    if (!comment) return;
    this.current = id;
    this.draft = null;
    this.#source.showPanel();
    const { pin } = comment;
    const { desk, docs } = this.#source;
    if (isLinePin(pin)) {
      if (docs.reader.project.scripts[pin.script] !== undefined) this.#source.openCode(pin.script, pin.line);
      else toasts.say(`The script ${pin.script} is not there any more.`);
    } else if (!docs.reader.scene(pin.scene)) toasts.say('The scene is not there any more.');
    else {
      desk.openScene(pin.scene);
      if (desk.index?.items.has(pin.entity)) desk.select([pin.entity]);
      desk.view.value = centredOn(desk.view.value, this.pointOf(comment) ?? pin.at, desk.viewport);
    }
  }

  /** Where a thread is pinned in the scene on the canvas, in scene pixels; `null` for one that is elsewhere. */
  pointOf({ pin }: CommentData): Vec2 | null {
    const { desk } = this.#source;
    if (isLinePin(pin) || pin.scene !== desk.placeId) return null;
    const item = desk.index?.items.get(pin.entity);
    return item ? [item.bounds.x + item.bounds.width, item.bounds.y] : pin.at;
  }

  /** What a thread is about, in words. */
  where(pin: CommentPin): string {
    const { docs } = this.#source;
    if (isLinePin(pin)) return `${pin.script}:${pin.line}`;
    const scene = docs.scenes[pin.scene];
    if (!scene) return 'a scene that is gone';
    const entity = pin.entity && docs.entity(pin.scene, splitId(pin.entity).owner);
    return `${entity ? entity.name : `${Math.round(pin.at[0])}, ${Math.round(pin.at[1])}`} in ${scene.name}`;
  }

  /** Writes a remark, or has the server write it where one may only look. @returns its id; `null` when it was not taken */
  async #say(thread: string, pin: CommentPin | null, written: string): Promise<string | null> {
    const { doc, origin, people, connection } = this.#source;
    const text = written.trim().slice(0, MOST_SAID);
    if (text === '') return null;
    const { name: by, color } = people.me.value;
    const what = `${thread} ${text}`;
    const id = this.#unsent.get(what) ?? newId();
    if (connection.locked) {
      this.#unsent.set(what, id);
      const said = { by, color, text };
      const problem = await this.#sender.say(
        pin ? { ...said, thread: id, pin } : { ...said, thread, reply: id },
      );
      if (problem !== '') {
        toasts.fail(problem);
        return null;
      }
      this.#unsent.delete(what);
      return id;
    }
    const remark: RemarkData = { by, color, time: Date.now(), text };
    if (pin) putComment(doc, origin, id, { ...remark, pin });
    else putReply(doc, origin, thread, id, remark);
    return id;
  }
}
