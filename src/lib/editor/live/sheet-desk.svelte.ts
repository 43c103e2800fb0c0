import type * as Y from 'yjs';
import { newId } from '../../base/ids.ts';
import { inOrder } from '../../base/order.ts';
import { counted, shortName } from '../../base/words.ts';
import { setAssetMeta } from '../../document/edit-assets.ts';
import type { Origin } from '../../document/origin.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { AnimationData, Border, FrameData, SheetMeta } from '../../schema/sheet.ts';
import { stepsOf, withAnimation } from '../core/sheets/animation-edits.ts';

/** What the sheet editor works with. */
export interface SheetSource {
  readonly doc: Y.Doc;
  readonly origin: Origin;
  readonly docs: { readonly assets: ProjectData['assets'] };
  readonly dialogs: { open(name: 'sheet'): void };
}

export type SheetTab = 'frames' | 'animations' | 'borders';

const none: NonNullable<SheetMeta['animations']> = {};

/** The image whose frames, animations and borders are being edited, what of it is in hand, and the writes. */
export class SheetDesk {
  tab = $state<SheetTab>('frames');
  assetId = $state('');
  #animation = $state<string | null>(null);
  /** The chosen steps of the animation. */
  steps = $state.raw<ReadonlySet<string>>(new Set());

  constructor(private readonly source: SheetSource) {}

  /** Opens an image, at its animations where it has frames already. */
  open(id: string): void {
    if (id !== this.assetId) {
      this.assetId = id;
      this.choose(null);
      this.tab = this.frames.length > 0 ? 'animations' : 'frames';
    }
    this.source.dialogs.open('sheet');
  }

  /** `null` once the image is deleted. */
  get asset(): ProjectData['assets'][string] | null {
    return this.source.docs.assets[this.assetId] ?? null;
  }

  /** By number. */
  get frames(): FrameData[] {
    const frames = this.asset?.meta.frames ?? {};
    return Object.keys(frames)
      .sort((a, b) => Number(a) - Number(b))
      .map((number) => frames[number]!);
  }

  frame(number: number): FrameData | null {
    return this.asset?.meta.frames?.[number] ?? null;
  }

  get animations(): [id: string, animation: AnimationData][] {
    return inOrder(this.asset?.meta.animations ?? none);
  }

  /** The animation in hand, by default the first. */
  get animationId(): string | null {
    const all = this.asset?.meta.animations ?? none;
    if (this.#animation !== null && all[this.#animation]) return this.#animation;
    return this.animations[0]?.[0] ?? null;
  }

  get animation(): AnimationData | null {
    const id = this.animationId;
    return id === null ? null : (this.asset?.meta.animations?.[id] ?? null);
  }

  choose(id: string | null): void {
    this.#animation = id;
    this.steps = new Set();
  }

  /** Steps that are chosen and still there, in their order. */
  get chosen(): string[] {
    const animation = this.animation;
    return animation ? stepsOf(animation).flatMap(([id]) => (this.steps.has(id) ? [id] : [])) : [];
  }

  cut(frames: readonly FrameData[]): void {
    const record = Object.fromEntries(frames.map((frame, number) => [String(number), frame]));
    this.#write({ frames: record }, `Cut ${this.#name} into ${counted(frames.length, 'frame')}`);
  }

  removeFrames(): void {
    this.#write({ frames: undefined }, `Make ${this.#name} one picture`);
  }

  setBorder(border: Border | undefined): void {
    this.#write({ border }, `Change borders of ${this.#name}`);
  }

  /** Adds an animation of some frames and takes it in hand. */
  addAnimation(frames: readonly number[], name?: string): void {
    const id = newId();
    const all = withAnimation(this.asset?.meta.animations ?? none, frames, newId, id, name);
    this.#write({ animations: all }, `Add animation ${shortName(all[id]!.name)}`);
    this.choose(id);
  }

  removeAnimation(id: string): void {
    const { [id]: gone, ...rest } = this.asset?.meta.animations ?? none;
    if (gone) this.#write({ animations: rest }, `Delete animation ${shortName(gone.name)}`);
  }

  /** Changes the animation in hand. @param what a phrase such as "Move 2 steps of" */
  change(what: string, change: (animation: AnimationData) => AnimationData): void {
    const [id, before] = [this.animationId, this.animation];
    if (id === null || !before) return;
    const animations = { ...this.asset!.meta.animations, [id]: change(before) };
    this.#write({ animations }, `${what} ${shortName(before.name)}`);
  }

  get #name(): string {
    return shortName(this.asset?.name ?? '');
  }

  #write(meta: Parameters<typeof setAssetMeta>[3], name: string): void {
    setAssetMeta(this.source.doc, this.source.origin, this.assetId, meta, name);
  }
}
