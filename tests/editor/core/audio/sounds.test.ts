import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  cutSilence,
  edgeOf,
  edgeRange,
  moveEdge,
  type Edge,
} from '../../../../src/lib/editor/core/audio/cut-edit.ts';
import { mutated, newEffect, presetNames } from '../../../../src/lib/editor/core/audio/effect-presets.ts';
import {
  effectSettings,
  fitted,
  fullValues,
  setValues,
  settingNames,
} from '../../../../src/lib/editor/core/audio/effect-settings.ts';
import { EFFECT_RATE, renderEffect } from '../../../../src/lib/editor/core/audio/render-effect.ts';
import { encodeWav } from '../../../../src/lib/editor/core/audio/wav.ts';
import { heardSpan, peaksOf } from '../../../../src/lib/editor/core/audio/waveform.ts';
import { soundCut, type SoundMeta } from '../../../../src/lib/schema/sounds.ts';

const edges: readonly Edge[] = ['start', 'loopStart', 'loopEnd', 'end'];

describe('the picture of a sound', () => {
  it('has the lowest and highest sample of each column', () => {
    const left = Float32Array.from([0, 0.5, -0.25, 1]);
    const right = Float32Array.from([0, -1, 0.25, 0]);
    expect([...peaksOf([left, right], 0, 4, 2)]).toEqual([-1, 0.5, -0.25, 1]);
  });

  it('loses no sample, however few columns there are', () => {
    const samples = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 1, max: 50 }), (list, columns) => {
        fc.pre(columns <= list.length);
        const channel = Float32Array.from(list);
        const peaks = peaksOf([channel], 0, channel.length, columns);
        expect(Math.min(...peaks)).toBeCloseTo(Math.min(...channel), 9);
        expect(Math.max(...peaks)).toBeCloseTo(Math.max(...channel), 9);
      }),
    );
  });

  it('shows nothing where there is nothing', () => {
    expect([...peaksOf([], 0, 0, 2)]).toEqual([0, 0, 0, 0]);
    expect(heardSpan([new Float32Array(10)])).toBeNull();
  });

  it('tells where something is heard, also in a quiet sound', () => {
    const quiet = new Float32Array(100);
    quiet[20] = 0.01;
    quiet[59] = -0.001;
    expect(heardSpan([new Float32Array(100), quiet])).toEqual([20, 60]);
    expect(cutSilence([20, 60], 100, 1)).toEqual({ start: 0.1999, end: 0.6001 });
    expect(cutSilence([0, 100], 100, 1)).toEqual({ start: undefined, end: undefined });
  });
});

describe('cutting a sound', () => {
  it('keeps every edge between its neighbours, whatever is asked for', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom(...edges), fc.double({ min: -1, max: 4, noNaN: true })));
    fc.assert(
      fc.property(moves, fc.double({ min: 0.01, max: 3, noNaN: true }), (list, length) => {
        let meta: SoundMeta = {};
        for (const [edge, to] of list) {
          meta = { ...meta, ...moveEdge(meta, length, edge, to) };
          const { start, end, loop } = soundCut(meta, length);
          expect(start).toBeLessThan(end);
          expect(loop[0]).toBeGreaterThanOrEqual(start - 1e-9);
          expect(loop[1]).toBeLessThanOrEqual(end + 1e-9);
          const [low, high] = edgeRange(meta, length, edge);
          expect(edgeOf(meta, length, edge)).toBeGreaterThanOrEqual(low - 1e-3);
          expect(edgeOf(meta, length, edge)).toBeLessThanOrEqual(high + 1e-3);
        }
      }),
    );
  });

  it('says nothing of an edge that is where the file has it', () => {
    expect(moveEdge({ start: 0.5 }, 2, 'start', -1)).toEqual({ start: undefined });
    expect(moveEdge({}, 2, 'end', 9)).toEqual({ end: undefined });
    expect(moveEdge({}, 2, 'start', 0.12345)).toEqual({ start: 0.1235 });
  });
});

describe('effects', () => {
  // The synthesizer opens the sound of the browser while it loads; there is none here.
  beforeAll(() => vi.stubGlobal('AudioContext', class {}));

  it('have settings whose defaults are allowed, and keep them within their limits', () => {
    for (const name of settingNames) {
      const { usual, min, max } = effectSettings[name];
      expect(fitted(name, usual), name).toBeCloseTo(usual, 6);
      expect([fitted(name, min - 99), fitted(name, max + 1e9)], name).toEqual([min, max]);
      expect(fitted(name, Number.NaN), name).toBe(usual);
    }
    expect(setValues(fullValues({ frequency: 440, unknown: 3 }))).toEqual({ frequency: 440 });
  });

  it('are the same with the same seed, and others with another', () => {
    for (const preset of presetNames) {
      expect(newEffect(preset, 7)).toEqual(newEffect(preset, 7));
      expect(newEffect(preset, 7).values).not.toEqual(newEffect(preset, 8).values);
    }
    const coin = newEffect('coin', 1);
    expect(mutated(coin, 5)).toEqual(mutated(coin, 5));
    expect(mutated(coin, 5).values).not.toEqual(coin.values);
  });

  it('can all be heard, however they are changed, and last no longer than they may', async () => {
    for (const preset of presetNames)
      for (let seed = 1; seed <= 2; seed++) {
        let effect = newEffect(preset, seed);
        for (let change = 0; change < 2; change++) effect = mutated(effect, seed * 10 + change);
        const samples = await renderEffect(effect);
        expect(samples.length, preset).toBeGreaterThan(EFFECT_RATE * 0.02);
        expect(samples.length, preset).toBeLessThanOrEqual(EFFECT_RATE * 6);
        const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
        expect(loudest, `${preset} ${seed}`).toBeCloseTo(0.9, 4);
        if (seed > 1) continue;
        const again = await renderEffect(effect);
        expect(Buffer.from(again.buffer).equals(Buffer.from(samples.buffer)), preset).toBe(true);
      }
  });
});

describe('a WAV file', () => {
  it('has the header that players look for, and its samples', () => {
    const bytes = encodeWav(Float32Array.from([0, 1, -1, 2, 0.5]), EFFECT_RATE);
    const view = new DataView(bytes.buffer);
    const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
    expect([text(0), text(8), text(12), text(36)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data']);
    expect([view.getUint32(4, true), view.getUint32(40, true)]).toEqual([bytes.length - 8, 10]);
    expect([view.getUint32(24, true), view.getUint16(22, true), view.getUint16(34, true)]).toEqual([
      EFFECT_RATE,
      1,
      16,
    ]);
    expect([0, 1, 2, 3, 4].map((at) => view.getInt16(44 + at * 2, true))).toEqual([
      0, 32767, -32767, 32767, 16384,
    ]);
  });
});
