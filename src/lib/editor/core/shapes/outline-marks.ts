/** How outlines that are edited are marked on the canvas. Pure. */
import { isCorner, type CurveNode } from '../../../base/curves.ts';
import { add } from '../../../base/geometry.ts';
import type { Placed } from '../entity-geometry.ts';
import { nodesInScene, type Mark, type MarkTone } from '../marks.ts';
import { typeOfKey } from '../../../schema/components.ts';
import type { Outline } from './outlines.ts';

/** The colour that an outline goes by. */
export const toneOf = ({ component }: Pick<Outline, 'component'>): MarkTone =>
  typeOfKey(component) === 'Collider' ? 'collider' : component === 'Path' ? 'path' : 'accent';

/** An outline that is not in hand: to be seen, and to be taken by a click. */
export function restingMarks(placed: Placed, outline: Outline): Mark[] {
  const { nodes, closed } = outline;
  return [
    {
      kind: 'line',
      points: nodesInScene(placed, nodes).map(({ at }) => at),
      closed,
      dashed: true,
      width: 1,
      tone: toneOf(outline),
    },
  ];
}

/**
 * The outline in hand: its line, its points, and the handles of curves at picked points.
 * @param nodes as they are now, in the frame of the entity
 */
export function heldMarks(
  placed: Placed,
  outline: Outline,
  nodes: readonly CurveNode[],
  picked: ReadonlySet<number>,
  bad: boolean,
): Mark[] {
  const { closed, kind } = outline;
  const tone = bad ? 'bad' : toneOf(outline);
  const places = nodesInScene(placed, nodes);
  const line: Mark =
    kind === 'path'
      ? { kind: 'curve', nodes: places, closed, tone }
      : { kind: 'line', points: places.map(({ at }) => at), closed, filled: closed, tone };
  return [line, ...handleMarks(places, picked), ...nodeMarks(places, picked, tone)];
}

function handleMarks(places: readonly CurveNode[], picked: ReadonlySet<number>): Mark[] {
  return places.flatMap((node, i): Mark[] => {
    if (!picked.has(i) || isCorner(node)) return [];
    return ([node.in, node.out] as const).flatMap((handle): Mark[] => {
      if (handle[0] === 0 && handle[1] === 0) return [];
      const at = add(node.at, handle);
      return [
        { kind: 'line', points: [node.at, at], tone: 'accent', width: 1 },
        { kind: 'handle', at, form: 'round', tone: 'accent', small: true },
      ];
    });
  });
}

function nodeMarks(places: readonly CurveNode[], picked: ReadonlySet<number>, tone: MarkTone): Mark[] {
  return places.map((node, i): Mark => ({
    kind: 'handle',
    at: node.at,
    form: isCorner(node) ? 'square' : 'round',
    tone: tone === 'path' ? 'accent' : tone,
    picked: picked.has(i),
  }));
}
