import { InputBuffer } from '../net/play/input-buffer.ts';
import type { InputFrame } from '../net/play/input-frames.ts';
import { encodeFrame, encodeRows, type CameraNews, type OwnPart } from '../net/play/messages.ts';
import type { Basis } from '../net/play/snapshot-codec.ts';
import type { Snapshot } from '../net/play/snapshot.ts';
import { toJson } from '../schema/game-json.ts';
import type { News } from './news.ts';

/** Snapshots that somebody is taken to still have. Fewer than `SnapshotTrack` keeps. */
const KEPT = 40;
/** After so many ticks without a word of what was seen, everything is told anew: 2 s. */
const UNSEEN = 120;
/** How often then, in ticks. */
const KEYFRAME_EVERY = 60;
/** After so many ticks somebody is too slow: 10 s. */
const TOO_SLOW = 600;

/** Rows of one tick, encoded once for all who have the same basis. */
export class EncodedRows {
  readonly #known = new Map<string, Uint8Array>();

  constructor(readonly snapshot: Snapshot) {}

  for(basis: Basis): Uint8Array {
    const key = `${basis.last?.tick} ${basis.before?.tick}`;
    let rows = this.#known.get(key);
    if (!rows) this.#known.set(key, (rows = encodeRows(this.snapshot, basis)));
    return rows;
  }
}

/** One connection of a session: what it has seen, and what it is still to hear. */
export class Guest {
  /** 0 for somebody who only looks on. */
  seat = 0;
  /** Said hello. */
  known = false;
  readonly input: InputBuffer;
  readonly #sent: Snapshot[] = [];
  #seen: number | null = null;
  /** When something was last heard of what it has seen. */
  #heardAt: number;
  #keyframeAt = -Infinity;
  #era = -1;
  #camera = '';
  #props = '';

  constructor(
    readonly connection: number,
    readonly host: boolean,
    tick: number,
  ) {
    this.input = new InputBuffer(tick);
    this.#heardAt = tick;
  }

  /** Says which snapshot was seen last. */
  saw(era: number, tick: number, now: number): void {
    if (era !== this.#era || !this.#sent.some((sent) => sent.tick === tick)) return;
    if (this.#seen !== null && tick <= this.#seen) return;
    this.#seen = tick;
    this.#heardAt = now;
  }

  receive(frames: readonly InputFrame[]): number {
    const newest = frames.at(-1);
    const future = frames.filter((frame) => this.input.receive(frame) === 'future').length;
    if (newest) this.input.arrived(newest.tick);
    return future;
  }

  /** Somebody who reads nothing any more. */
  isTooSlow(now: number): boolean {
    return now - this.#heardAt > TOO_SLOW;
  }

  /**
   * The next frame; `null` while it would only add to what is not read yet.
   * @param news of this tick for all
   * @param everything for somebody who knows nothing yet, or no more
   */
  frame(
    now: number,
    era: number,
    rows: EncodedRows,
    news: readonly News[],
    everything: () => readonly News[],
    own: { camera: CameraNews; part: Omit<OwnPart, 'props'> | null; props: () => OwnPart['props'] },
  ): Uint8Array<ArrayBuffer> | null {
    const { snapshot } = rows;
    const anew = era !== this.#era || now - this.#heardAt > UNSEEN;
    if (anew && era === this.#era && now - this.#keyframeAt < KEYFRAME_EVERY) return null;
    const told: News[] = anew ? [...everything()] : [...news];
    if (anew) this.#forget(now, era);
    const camera = toJson(own.camera);
    if (camera !== this.#camera) told.push({ kind: 'camera', camera: own.camera });
    this.#camera = camera;
    const basis = this.#basis();
    const text = told.length > 0 ? toJson(told) : '';
    this.#sent.push(snapshot);
    if (this.#sent.length > KEPT) this.#sent.shift();
    const part = own.part && { ...own.part, props: this.#newProps(own.props()) };
    return encodeFrame(
      { era, snapshot, input: this.input.takeReport(), own: part, news: text },
      basis,
      rows.for(basis),
    );
  }

  #forget(now: number, era: number): void {
    if (era !== this.#era) this.#heardAt = now;
    this.#era = era;
    this.#keyframeAt = now;
    this.#sent.length = 0;
    this.#seen = null;
    this.#camera = '';
    this.#props = '';
  }

  #basis(): Basis {
    const at = this.#sent.findIndex(({ tick }) => tick === this.#seen);
    return { last: this.#sent[at] ?? null, before: this.#sent[at - 1] ?? null };
  }

  #newProps(props: OwnPart['props']): OwnPart['props'] {
    const text = JSON.stringify(props);
    if (text === this.#props) return null;
    this.#props = text;
    return props;
  }
}
