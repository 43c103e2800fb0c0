import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  stepsOf,
  withAnimation,
  withCopies,
  withMoved,
  withoutSteps,
  withStepFields,
  withSteps,
} from '../../../../src/lib/editor/core/sheets/animation-edits.ts';

function made(frames: number[]) {
  let next = 0;
  const id = () => `s${next++}`;
  return { animation: withAnimation({}, frames, id, 'a').a!, id };
}
const framesOf = (animation: Parameters<typeof stepsOf>[0]) =>
  stepsOf(animation).map(([, { frame }]) => frame);

it('adds, copies, moves and removes steps as a list would', () => {
  const edit = fc.record({
    kind: fc.constantFrom('add', 'copy', 'move', 'remove'),
    picked: fc.array(fc.nat(11)),
    at: fc.nat(11),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const { animation: first, id } = made([0, 1, 2, 3]);
      let animation = first;
      let list = stepsOf(animation).map(([step, { frame }]) => ({ step, frame }));
      for (const { kind, picked, at } of edits) {
        const ids = new Set(picked.flatMap((index) => list[index]?.step ?? []));
        const chosen = list.filter(({ step }) => ids.has(step));
        const place = Math.min(at, list.length);
        let expected = list.map(({ frame }) => frame);
        if (kind === 'add') {
          animation = withSteps(animation, [7, 8], list[place]?.step ?? null, id);
          expected.splice(list[place] ? place + 1 : list.length, 0, 7, 8);
        } else if (kind === 'copy') {
          animation = withCopies(animation, ids, id);
          const last = list.findLastIndex(({ step }) => ids.has(step));
          expected.splice(last + 1, 0, ...chosen.map(({ frame }) => frame));
        } else if (kind === 'move') {
          animation = withMoved(animation, ids, place);
          const rest = (from: typeof list) => from.filter(({ step }) => !ids.has(step));
          expected = [...rest(list.slice(0, place)), ...chosen, ...rest(list.slice(place))].map(
            ({ frame }) => frame,
          );
        } else {
          animation = withoutSteps(animation, ids);
          expected = list.filter(({ step }) => !ids.has(step)).map(({ frame }) => frame);
        }
        expect(framesOf(animation)).toEqual(expected);
        list = stepsOf(animation).map(([step, { frame }]) => ({ step, frame }));
      }
    }),
  );
});

it('sets times and events, and gives each animation a name of its own', () => {
  const { animation, id } = made([4, 5]);
  const both = new Set(Object.keys(animation.steps));
  const timed = withStepFields(withStepFields(animation, both, { duration: 40, event: 'foot' }), both, {
    event: '',
  });
  expect(Object.values(timed.steps).map(({ duration, event }) => [duration, event])).toEqual([
    [40, undefined],
    [40, undefined],
  ]);
  expect(withSteps(timed, [1], null, id).steps).toMatchObject({ s2: { frame: 1, duration: 40 } });
  const two = withAnimation({ a: animation }, [], id, 'b');
  expect(two.b).toMatchObject({ name: 'animation 2' });
  expect(two.b!.order > two.a!.order).toBe(true);
});
