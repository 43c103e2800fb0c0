import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OUT_NAMES, type PanelName } from '../../../src/lib/editor/core/workspace-port.ts';
import {
  frameOf,
  isInPlace,
  isOutNames,
  isPanelShown,
  isShown,
  type PanelState,
  readDocks,
  usualDocks,
} from '../../../src/lib/editor/core/panel-layout.ts';

const panels: readonly PanelName[] = ['left', 'inspector', 'tiles', 'code', 'bottom'];
const usual: PanelState = {
  shown: { left: true, inspector: true, code: true, bottom: true },
  docks: usualDocks,
  out: new Set(),
  allHidden: false,
  wide: true,
  narrow: false,
  sheet: null,
  tiling: false,
};
const states: fc.Arbitrary<PanelState> = fc.record({
  shown: fc.record({ left: fc.boolean(), inspector: fc.boolean(), code: fc.boolean(), bottom: fc.boolean() }),
  docks: fc.record({
    code: fc.constantFrom('auto', 'beside', 'under'),
    inspector: fc.constantFrom('left', 'right'),
    console: fc.constantFrom('bottom', 'left', 'right'),
    timeline: fc.constantFrom('canvas', 'console'),
  }),
  out: fc.subarray([...OUT_NAMES]).map((names) => new Set(names)),
  allHidden: fc.boolean(),
  wide: fc.boolean(),
  narrow: fc.boolean(),
  sheet: fc.option(fc.constantFrom(...panels)),
  tiling: fc.boolean(),
});

/** All panels of a frame, one mention each. */
function placed(state: PanelState): PanelName[] {
  const { before, after, code, bottom } = frameOf(state);
  return [
    ...[...before, ...after].flatMap((column) => column.panels),
    ...(code ? (['code'] as const) : []),
    ...(bottom ? (['bottom'] as const) : []),
  ];
}

describe('the frame', () => {
  it('has every panel that takes room once, and no other', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(placed(state).sort()).toEqual(panels.filter((name) => isInPlace(state, name)).sort());
      }),
    );
  });

  it('has no empty column', () => {
    fc.assert(
      fc.property(states, (state) => {
        const { before, after } = frameOf(state);
        for (const { panels: stacked } of [...before, ...after]) expect(stacked).not.toEqual([]);
      }),
    );
  });

  it('as it comes: project, canvas beside code, inspector; the console along the bottom', () => {
    expect(frameOf(usual)).toEqual({
      before: [{ name: 'project', panels: ['left'] }],
      after: [{ name: 'side', panels: ['inspector'] }],
      code: 'beside',
      bottom: true,
    });
    expect(frameOf({ ...usual, wide: false }).code).toBe('under');
  });

  it('stacks the console under what is on its side, which may be nothing', () => {
    const right = { ...usual, docks: { ...usualDocks, console: 'right' as const } };
    expect(frameOf(right)).toMatchObject({
      after: [{ name: 'side', panels: ['inspector', 'bottom'] }],
      bottom: false,
    });
    const alone = { ...right, docks: { ...right.docks, inspector: 'left' as const } };
    expect(frameOf(alone)).toMatchObject({
      before: [
        { name: 'inspector', panels: ['inspector'] },
        { name: 'project', panels: ['left'] },
      ],
      after: [{ name: 'side', panels: ['bottom'] }],
    });
    const left = { ...usual, docks: { ...usualDocks, console: 'left' as const } };
    expect(frameOf(left).before).toEqual([{ name: 'project', panels: ['left', 'bottom'] }]);
  });

  it('gives what has a window of its own no room here', () => {
    const out = { ...usual, out: new Set(['inspector', 'code', 'bottom', 'timeline'] as const) };
    expect(frameOf(out)).toEqual({
      before: [{ name: 'project', panels: ['left'] }],
      after: [],
      code: null,
      bottom: false,
    });
    expect(isPanelShown(out, 'inspector')).toBe(true);
  });

  it('keeps the code where everything else is put away, and one sheet in a narrow window', () => {
    expect(placed({ ...usual, allHidden: true })).toEqual(['code']);
    expect(placed({ ...usual, narrow: true })).toEqual([]);
    expect(placed({ ...usual, narrow: true, sheet: 'inspector' })).toEqual(['inspector']);
  });
});

describe('what was stored', () => {
  it('is read whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        expect(readDocks(readDocks(stored))).toEqual(readDocks(stored));
        expect(typeof isShown(stored)).toBe('boolean');
        expect(typeof isOutNames(stored)).toBe('boolean');
      }),
    );
  });

  it('comes back as it was; what an older Perigee did not know is as usual', () => {
    fc.assert(
      fc.property(states, ({ docks, shown, out }) => {
        const again = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
        expect(readDocks(again(docks))).toEqual(docks);
        expect(isShown(again(shown))).toBe(true);
        expect(isOutNames(again([...out]))).toBe(true);
      }),
    );
    expect(readDocks({ code: 'under', inspector: 'left' })).toEqual({
      ...usualDocks,
      code: 'under',
      inspector: 'left',
    });
    expect(readDocks({ console: 'ceiling', inspector: 'left' })).toEqual({
      ...usualDocks,
      inspector: 'left',
    });
    expect(isOutNames(['code', 'code'])).toBe(false);
    expect(isOutNames(['canvas'])).toBe(false);
  });
});
