import type { Awareness } from 'y-protocols/awareness';
import { Disposer } from '../../base/disposer.ts';
import { cameraOf, readCamera, viewOf } from '../core/camera.ts';
import type { OtherPerson, People } from './people.svelte.ts';
import type { SceneDesk } from './scene-desk.svelte.ts';

/** Milliseconds between two messages about what is seen here. */
const EVERY = 60;

/** Tells the others what is seen here, and goes along with one of them. */
export class Cameras {
  #followed = $state<string | null>(null);
  readonly #awareness: Awareness;
  readonly #people: People;
  readonly #desk: SceneDesk;
  readonly #disposer = new Disposer();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The view is changed by following, not by the person here. */
  #moving = false;

  constructor(awareness: Awareness, people: People, desk: SceneDesk) {
    this.#awareness = awareness;
    this.#people = people;
    this.#desk = desk;
    const go = ({ added }: { added: readonly number[] }) => {
      // Whoever comes hears at once what is seen here.
      if (added.length > 0) this.#tellSoon();
      this.#go();
    };
    awareness.on('change', go);
    this.#disposer.add(() => awareness.off('change', go));
    this.#disposer.add(() => clearTimeout(this.#timer));
    this.#disposer.add(
      desk.view.subscribe(() => {
        if (this.#moving) return;
        // Whoever looks around by themselves has stopped following.
        this.#followed = null;
        this.#tellSoon();
      }),
    );
  }

  dispose(): void {
    this.#disposer.dispose();
  }

  /** Who is followed; `null` for nobody. */
  get followed(): OtherPerson | null {
    return this.#people.others.find(({ id }) => id === this.#followed) ?? null;
  }

  /** Goes along with what somebody sees, until the view is moved here; `null` stops. */
  follow(id: string | null): void {
    this.#followed = id;
    this.#go();
  }

  /** Nobody is told while nobody is there: presence of one's own costs the page time, too. */
  #tellSoon(): void {
    if (this.#awareness.getStates().size > 1) this.#timer ??= setTimeout(() => this.#tell(), EVERY);
  }

  // What is seen because somebody is followed is not told: two who follow each other would drift.
  #tell(): void {
    this.#timer = undefined;
    const { placeId, view, viewport } = this.#desk;
    this.#people.tell({ camera: cameraOf(placeId, view.value, viewport) });
  }

  #go(): void {
    const id = this.#followed;
    // What is told while going along is heard here, too.
    if (id === null || this.#moving) return;
    // Who loses the connection for a moment is gone along with again when they are back.
    const camera = readCamera(this.#awareness.getStates().get(Number(id))?.camera);
    if (!camera || !this.#desk.has(camera.scene)) return;
    this.#moving = true;
    if (camera.scene !== this.#desk.placeId) this.#desk.openScene(camera.scene);
    const next = viewOf(camera, this.#desk.viewport);
    const { x, y, scale } = this.#desk.view.value;
    if (x !== next.x || y !== next.y || scale !== next.scale) this.#desk.view.value = next;
    this.#moving = false;
  }
}
