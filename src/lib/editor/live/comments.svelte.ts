import type * as Y from 'yjs';
import type { Vec2 } from '../../base/geometry.ts';
import { newId } from '../../base/ids.ts';
import { deleteComment, putComment, putReply, setResolved } from '../../document/edit-comments.ts';
import type { DocChange } from '../../document/doc-change.ts';
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
import { mentions } from '../core/mentions.ts';
import { centredOn } from '../core/minimap.ts';
import type { DocView } from './doc-view.svelte.ts';
import type { People } from './people.svelte.ts';
import type { SceneDesk } from './scene-desk.svelte.ts';
import { toasts } from './toasts.svelte.ts';

/** What comments need of the editor. */
interface Source {
  readonly doc: Y.Doc;
  readonly origin: Origin;
  readonly docs: DocView;
  readonly desk: SceneDesk;
  readonly people: People;
  /** The document is there as the server has it: what comes from now on is new. */
  isLoaded(): boolean;
  /** Opens the panel that lists comments. */
  showPanel(): void;
  openCode(path: string, line: number): void;
}

/** What people say about the project, where, and what is being written here. */
export class Comments {
  /** Where a comment is about to be pinned, while it is written. */
  draft = $state.raw<CommentPin | null>(null);
  /** The thread that is looked at. */
  current = $state<string | null>(null);
  /** Settled threads are listed, too. */
  showResolved = $state(false);

  readonly #source: Source;
  readonly #stop: () => void;
  #heard: ReadonlySet<string> = new Set();

  constructor(source: Source) {
    this.#source = source;
    this.#stop = source.docs.reader.subscribe((change) => this.#listen(change));
  }

  dispose(): void {
    this.#stop();
  }

  /** Threads that are shown, those in which something was said last first. */
  get threads(): [string, CommentData][] {
    return Object.entries(this.#source.docs.comments)
      .filter(([id, { resolved }]) => this.showResolved || !resolved || id === this.current)
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

  /** Says what was written at the place that was begun at. */
  add(text: string): void {
    const pin = this.draft;
    if (!pin || text.trim() === '') return;
    const { doc, origin } = this.#source;
    const id = newId();
    putComment(doc, origin, id, { ...this.#remark(text), pin });
    this.draft = null;
    this.current = id;
  }

  reply(id: string, text: string): void {
    const { doc, origin } = this.#source;
    if (text.trim() !== '') putReply(doc, origin, id, newId(), this.#remark(text));
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

  #remark(text: string): RemarkData {
    const { name, color } = this.#source.people.me.value;
    return { by: name, color, time: Date.now(), text: text.trim().slice(0, MOST_SAID) };
  }

  /** Tells the person here that somebody calls them. */
  #listen(change: DocChange): void {
    if (!change.comments) return;
    const { docs, people } = this.#source;
    const me = people.me.value.name;
    const heard = new Set<string>();
    for (const [id, comment] of Object.entries(docs.reader.project.comments ?? {}))
      for (const [key, { by, text }] of [['', comment] as const, ...Object.entries(comment.replies ?? {})]) {
        heard.add(`${id}/${key}`);
        const isNew = !this.#heard.has(`${id}/${key}`) && change.origin.kind === 'remote';
        if (isNew && this.#source.isLoaded() && mentions(text, me))
          toasts.say(`${by}: ${text.length > 120 ? `${text.slice(0, 120)}…` : text}`, {
            duration: 15000,
            closeButton: true,
            action: { label: 'Show', onClick: () => this.go(id) },
          });
      }
    this.#heard = heard;
  }
}
