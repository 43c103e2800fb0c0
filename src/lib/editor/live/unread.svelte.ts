import { isString } from '../../base/guards.ts';
import { listed } from '../../base/words.ts';
import type { CommentData } from '../../schema/comments.ts';
import { remarkKeys, seenAtFirst, unreadRemarks, type UnreadRemark } from '../core/unread.ts';
import { Stored } from './stored.svelte.ts';
import { toasts } from './toasts.svelte.ts';

/** Milliseconds in which what comes together is told together. */
const TOGETHER = 300;
/** A remark is told with at most so many characters. */
const MOST_TOLD = 120;
/** There is one message about what was said at a time. */
const TOAST = 'remarks';

interface Source {
  /** The project's address: what was seen is kept for each by itself. */
  readonly project: string;
  /** All comments; followed. */
  comments(): Readonly<Record<string, CommentData>>;
  /** The name of the person here; followed. */
  me(): string;
  /** Shows the one thread that several remarks or one are in, or `null` for the list of all that was not seen. */
  show(thread: string | null): void;
}

const isSeen = (value: unknown): value is readonly string[] | null =>
  value === null || (Array.isArray(value) && value.every(isString));

/** What others said that was not seen here yet. It is kept on this device, so that what was said meanwhile is found on coming back. */
export class Unread {
  readonly #source: Source;
  readonly #seen: Stored<readonly string[] | null>;
  /** What this page has told of already. */
  readonly #told = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** All of it, the oldest first. */
  readonly remarks: readonly UnreadRemark[] = $derived.by(() => {
    const { comments, me } = this.#source;
    const seen = this.#seen.value;
    return seen === null ? [] : unreadRemarks(comments(), new Set(seen), me());
  });

  /** What calls the person here, or answers them. */
  readonly forMe: readonly UnreadRemark[] = $derived(this.remarks.filter(({ forMe }) => forMe));

  /** Ids of the threads in which something was not seen. */
  readonly threads: ReadonlySet<string> = $derived(new Set(this.remarks.map(({ thread }) => thread)));

  /** Make it once the project is there: what it holds then is not news for who comes for the first time. */
  constructor(source: Source) {
    this.#source = source;
    this.#seen = new Stored(`seen/${source.project}`, null as readonly string[] | null, isSeen);
    if (this.#seen.value === null) this.#seen.value = seenAtFirst(source.comments(), source.me());
    this.changed();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** Something may have been said: who is called is told of it. */
  changed(): void {
    this.#timer ??= setTimeout(() => this.#tell(), TOGETHER);
  }

  /** Whether a remark was not seen yet. */
  has(key: string): boolean {
    return this.remarks.some((remark) => remark.key === key);
  }

  /** All of a thread was seen now, or of all threads. */
  see(thread?: string): void {
    const comments = this.#source.comments();
    const seen = new Set(this.#seen.value);
    const before = seen.size;
    for (const key of remarkKeys(comments, thread)) seen.add(key);
    // What is deleted needs no memory.
    const all = remarkKeys(comments);
    if (seen.size > before) this.#seen.value = all.filter((key) => seen.has(key));
    if (this.forMe.length === 0) toasts.dismiss(TOAST);
  }

  #tell(): void {
    this.#timer = undefined;
    const news = this.forMe.filter(({ key }) => !this.#told.has(key));
    const [first] = news;
    if (!first) return;
    for (const { key } of news) this.#told.add(key);
    const { by, text, thread } = first;
    const names = [...new Set(news.map((remark) => remark.by))];
    const words =
      news.length === 1
        ? `${by}: ${text.length > MOST_TOLD ? `${text.slice(0, MOST_TOLD)}…` : text}`
        : `${news.length} remarks for you, from ${listed(names)}`;
    const together = news.every((remark) => remark.thread === thread);
    toasts.say(words, {
      id: TOAST,
      duration: 15000,
      closeButton: true,
      action: { label: 'Show', onClick: () => this.#source.show(together ? thread : null) },
    });
  }
}
