import { rotate, type Vec2 } from '../base/geometry.ts';
import { inOrder } from '../base/order.ts';
import type { LayerData, ProjectData } from '../schema/project.ts';
import { CameraRig, type CameraView, type SceneCamera } from './camera.ts';
import { DrawOrder } from './draw-order.ts';
import type { Entity } from './entity.ts';
import type { EntityRecord } from './entity-record.ts';
import { HOT_STRIDE } from './game-world.ts';

/** What the view of a scene needs of its world. */
export interface ViewedScene {
  readonly data: ProjectData;
  readonly scene: string;
  readonly hot: Float64Array;
  readonly tick: number;
  entities(): readonly Entity[];
  find(id: string): Entity | undefined;
}

/** What the player sees of a playing scene: the camera, layers, and what is under the pointer. */
export class SceneView {
  readonly order = new DrawOrder();
  readonly rig: CameraRig;

  constructor(private readonly scene: ViewedScene) {
    this.rig = new CameraRig(
      () => scene.data.settings.size,
      () => this.#sceneCamera(),
      (entity) => (entity.alive ? this.#placeOf(entity) : null),
    );
  }

  get layers(): Readonly<Record<string, LayerData>> {
    return this.scene.data.scenes[this.scene.scene]?.layers ?? {};
  }

  camera(): CameraView {
    return this.rig.view(this.scene.tick);
  }

  /** The id of a layer given by id or name. */
  layerNamed(name: string): string | undefined {
    const layers = inOrder(this.layers);
    return (layers.find(([id]) => id === name) ?? layers.find(([, layer]) => layer.name === name))?.[0];
  }

  /** The front-most accepted entity whose box is under a point of the picture; `null` for none. */
  pick(x: number, y: number, accept: (entity: Entity) => boolean): Entity | null {
    const { layers } = this;
    const camera = this.camera();
    const [width, height] = this.scene.data.settings.size;
    const frontFirst = [...this.scene.entities()].sort((a, b) => this.order.compare(b, a));
    for (const entity of frontFirst) {
      if (!accept(entity)) continue;
      // Layers that scroll slower are drawn beside where they are, see PlayedScene.
      const shift = 1 - (layers[entity.layer]?.parallax ?? 1);
      const point: Vec2 = [x - (camera.x - width / 2) * shift, y - (camera.y - height / 2) * shift];
      if (this.#covers(entity, point)) return entity;
    }
    return null;
  }

  /** The first camera of the scene. */
  #sceneCamera(): SceneCamera {
    const owner = this.scene.entities().find((entity) => entity.components.Camera);
    const camera = owner?.components.Camera;
    const target = (camera?.follow && this.scene.find(camera.follow)) || owner;
    return { camera, target: target ? this.#placeOf(target) : [0, 0], followed: target ?? null };
  }

  #placeOf(entity: EntityRecord): Vec2 {
    const { hot } = this.scene;
    return [hot[entity.slot * HOT_STRIDE]!, hot[entity.slot * HOT_STRIDE + 1]!];
  }

  /** Whether the box of an entity, turned as it is, holds a point. */
  #covers(entity: Entity, [x, y]: Vec2): boolean {
    const { size, anchor } = entity.components.Transform;
    const [left, top] = this.#placeOf(entity);
    const [dx, dy] = rotate([x - left, y - top], -this.scene.hot[entity.slot * HOT_STRIDE + 4]!);
    return (
      Math.abs(dx + (anchor[0] - 0.5) * size[0]) <= size[0] / 2 &&
      Math.abs(dy + (anchor[1] - 0.5) * size[1]) <= size[1] / 2
    );
  }
}
