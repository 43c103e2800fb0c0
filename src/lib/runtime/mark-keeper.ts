import type { Change } from './edit-log.ts';
import type { LiveEdit, ScriptError } from './protocol.ts';
import type { Moment, TimelineMark } from './timeline.ts';

/** Collisions and messages of one moment that are marked at most; more could not be told apart on a timeline. */
const PER_MOMENT = 4;
/** The same two are not marked again before so many ticks have passed, nor is the same message. */
const QUIET = 30;
/** Marks in all; the oldest go. */
const MAX_MARKS = 2000;

/** Who touches or sends. */
export interface MarkedEntity {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
}

/** Collects marks of a run and tells of them in pieces. */
export class MarkKeeper {
  #marks: TimelineMark[] = [];
  /** How many of them were told of. */
  #told = 0;
  #forgetAfter: Moment | null = null;
  /** When something of this kind was last marked. */
  readonly #recent = new Map<string, Moment>();
  #moment = -1;
  #atMoment = 0;

  error(at: Moment, { message, script, line, entity, entityName }: ScriptError): void {
    this.#add({
      at,
      kind: 'error',
      text: entityName ? `${entityName}: ${message}` : message,
      ...(entity ? { entity } : {}),
      ...(script ? { script, line } : {}),
    });
  }

  /** Two begin to touch; marked if one of them has a tag. */
  collision(at: Moment, a: MarkedEntity, b: MarkedEntity): void {
    const [one, other] = a.tags.length > 0 ? [a, b] : [b, a];
    if (one.tags.length === 0 || !this.#isNews(at, `${one.id} ${other.id}`)) return;
    this.#add({ at, kind: 'collision', text: `${one.name} touches ${other.name}`, entity: one.id });
  }

  message(at: Moment, name: string, sender: MarkedEntity | null, script: string): void {
    if (!this.#isNews(at, `message ${name} ${sender?.id ?? ''}`)) return;
    this.#add({
      at,
      kind: 'message',
      text: sender ? `${sender.name} sends “${name}”` : `“${name}” is sent`,
      ...(sender ? { entity: sender.id } : {}),
      ...(script ? { script } : {}),
    });
  }

  /** @param nameOf finds the name of an entity; '' for one that is gone */
  change(at: Moment, change: Change, nameOf: (id: string) => string): void {
    if (change.kind === 'disable')
      this.#add({
        at,
        kind: 'edit',
        text: `${change.script} is turned off`,
        entity: change.entity,
        script: change.script,
      });
    else
      for (const edit of change.edits) {
        const mark = markOfEdit(edit, nameOf);
        if (mark) this.#add({ at, kind: 'edit', ...mark });
      }
  }

  forgetAfter(at: Moment): void {
    const stays = (mark: TimelineMark) => mark.at <= at;
    this.#told = this.#marks.slice(0, this.#told).filter(stays).length;
    this.#marks = this.#marks.filter(stays);
    this.#forgetAfter = Math.min(at, this.#forgetAfter ?? Infinity);
    this.#recent.clear();
  }

  /** What is new since the last call. */
  takeNews(): { forgetAfter: Moment | null; marks: TimelineMark[] } {
    const news = { forgetAfter: this.#forgetAfter, marks: this.#marks.slice(this.#told) };
    this.#told = this.#marks.length;
    this.#forgetAfter = null;
    return news;
  }

  #add(mark: TimelineMark): void {
    this.#marks.push(mark);
    if (this.#marks.length <= MAX_MARKS) return;
    const gone = MAX_MARKS / 4;
    this.#marks.splice(0, gone);
    this.#told = Math.max(0, this.#told - gone);
    this.#recent.clear();
  }

  #isNews(at: Moment, what: string): boolean {
    const last = this.#recent.get(what);
    this.#recent.set(what, at);
    if (this.#recent.size > MAX_MARKS) this.#recent.clear();
    if (last !== undefined && at - last < QUIET) return false;
    if (at !== this.#moment) [this.#moment, this.#atMoment] = [at, 0];
    return ++this.#atMoment <= PER_MOMENT;
  }
}

function markOfEdit(
  edit: LiveEdit,
  nameOf: (id: string) => string,
): Pick<TimelineMark, 'text' | 'entity' | 'script'> | null {
  switch (edit.kind) {
    case 'entity':
      return edit.entity
        ? { text: `${edit.entity.name} edited`, entity: edit.id }
        : { text: `${nameOf(edit.id) || edit.id} deleted`, entity: edit.id };
    case 'tiles':
      return { text: `${nameOf(edit.id) || edit.id} painted`, entity: edit.id };
    case 'set':
      return { text: `${nameOf(edit.id) || edit.id} changed in the game`, entity: edit.id };
    case 'script':
      return {
        text: edit.source === null ? `${edit.path} deleted` : `${edit.path} edited`,
        script: edit.path,
      };
    case 'settings':
      return { text: 'Settings edited' };
    case 'layers':
      return { text: 'Layers edited' };
    case 'tilesets':
      return { text: 'Tilesets edited' };
    case 'assets':
      return { text: 'Files edited' };
    // They come along with edits of entities.
    case 'prefabs':
    case 'order':
      return null;
  }
}
