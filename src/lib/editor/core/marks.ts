/** What tools draw over the scene, as data: places in scene pixels, sizes in CSS pixels. */
import type { CurveNode } from '../../base/curves.ts';
import { rotate, type Vec2 } from '../../base/geometry.ts';
import { fromOwn, type Placed } from './entity-geometry.ts';

/** What a mark stands for; the theme gives each its colour. */
export type MarkTone = 'accent' | 'faint' | 'bad' | 'collider' | 'sensor' | 'joint' | 'path' | 'cell';

export type Mark =
  | {
      readonly kind: 'line';
      readonly points: readonly Vec2[];
      readonly tone: MarkTone;
      readonly closed?: boolean;
      readonly dashed?: boolean;
      /** Lightly filled. */
      readonly filled?: boolean;
      /** 1.5 unless told. */
      readonly width?: number;
    }
  | {
      /** Many short lines that belong together. */
      readonly kind: 'lines';
      readonly lines: readonly (readonly [from: Vec2, to: Vec2])[];
      readonly tone: MarkTone;
      /** Not dashed. */
      readonly solid?: boolean;
    }
  | {
      readonly kind: 'curve';
      readonly nodes: readonly CurveNode[];
      readonly closed: boolean;
      readonly tone: MarkTone;
    }
  | {
      readonly kind: 'handle';
      readonly at: Vec2;
      readonly form: 'square' | 'round' | 'diamond';
      readonly tone: MarkTone;
      /** Filled with its colour: it is picked. */
      readonly picked?: boolean;
      /** Smaller than others. */
      readonly small?: boolean;
    }
  | { readonly kind: 'label'; readonly at: Vec2; readonly text: string; readonly tone?: MarkTone }
  | {
      readonly kind: 'arc';
      readonly at: Vec2;
      /** Degrees, clockwise from the right. */
      readonly from: number;
      readonly to: number;
      readonly radius: number;
      readonly tone: MarkTone;
    };

/** Nodes of an entity's own frame in the scene. */
export function nodesInScene(placed: Placed, nodes: readonly CurveNode[]): CurveNode[] {
  return nodes.map((node) => ({
    at: fromOwn(placed, node.at),
    in: rotate(node.in, placed.rotation),
    out: rotate(node.out, placed.rotation),
  }));
}
