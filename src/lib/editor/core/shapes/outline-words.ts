/** Outlines in words and numbers, for labels and names of steps. Pure. */
import type { CurveNode } from '../../../base/curves.ts';
import { subtract, type Vec2 } from '../../../base/geometry.ts';
import { typeOfKey } from '../../../schema/components.ts';
import type { Outline } from './outlines.ts';

/** ` · 64 px` for each line that ends at a node. */
export function edgeWords(nodes: readonly CurveNode[], closed: boolean, at: number): string {
  const length = (other: number): string => {
    const wrapped = closed ? (other + nodes.length) % nodes.length : other;
    const node = nodes[wrapped];
    return node && wrapped !== at
      ? ` · ${Math.round(Math.hypot(...subtract(node.at, nodes[at]!.at)))} px`
      : '';
  };
  return length(at - 1) + length(at + 1);
}

/** Length and direction of a line. */
export function lineWords(from: Vec2, to: Vec2): string {
  const [dx, dy] = subtract(to, from);
  return `${Math.round(Math.hypot(dx, dy))} px · ${Math.round((Math.atan2(dy, dx) * 180) / Math.PI)}°`;
}

/** What an outline is called: `polygon`, `path`, `collider feet`. */
export function outlineName({ component, kind }: Pick<Outline, 'component' | 'kind'>): string {
  if (typeOfKey(component) !== 'Collider') return kind;
  const own = component.slice('Collider:'.length);
  return own ? `collider ${own}` : 'collider';
}

/** What the points of an outline are called. */
export const pointWord = ({ kind }: Pick<Outline, 'kind'>): string =>
  kind === 'polygon' ? 'corner' : 'point';

/** `1 corner`, `3 points`. */
export const countedPoints = (outline: Pick<Outline, 'kind'>, count: number): string =>
  `${count} ${pointWord(outline)}${count === 1 ? '' : 's'}`;
