import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { sha256Hex } from '../../src/lib/base/sha256.ts';
import { writeProject } from '../../src/lib/document/edit-project.ts';
import { systemOrigin } from '../../src/lib/document/origin.ts';
import { readProject } from '../../src/lib/document/read.ts';
import { blankProject } from '../../src/lib/schema/blank.ts';
import { readFolder } from '../../src/lib/schema/folder-read.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { SHORTEST, soundCut, type SoundMeta } from '../../src/lib/schema/sounds.ts';
import { checkProject } from '../../src/lib/schema/validate.ts';

const time = fc.double({ min: 0, max: 30, noNaN: true });
const meta: fc.Arbitrary<SoundMeta> = fc.record(
  {
    duration: time,
    start: time,
    end: time,
    volume: fc.double({ min: 0, max: 2, noNaN: true }),
    loopStart: time,
    loopEnd: time,
    effect: fc.record({
      preset: fc.constantFrom('jump', 'coin'),
      seed: fc.nat(),
      values: fc.dictionary(
        fc.constantFrom('frequency', 'release', 'slide'),
        fc.double({ min: -1, max: 1, noNaN: true }),
      ),
    }),
  },
  { requiredKeys: [] },
);

const content = new TextEncoder().encode('boing');
const projectWith = (sound: SoundMeta): ProjectData => ({
  ...blankProject('Sounds', () => 's1'),
  // A copy has plain objects everywhere, as projects do.
  assets: structuredClone({
    a: { name: 'jump.wav', kind: 'sound' as const, sha256: sha256Hex(content), size: 5, meta: sound },
  }),
});

describe('the cut of a sound', () => {
  it('is always something to hear inside of the file, whatever its record says', () => {
    fc.assert(
      fc.property(meta, fc.double({ min: SHORTEST, max: 20, noNaN: true }), (sound, length) => {
        const { start, end, loop, volume } = soundCut(sound, length);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(length + 1e-9);
        expect(end - start).toBeGreaterThan(SHORTEST / 2);
        expect(loop[0]).toBeGreaterThanOrEqual(start - 1e-9);
        expect(loop[1]).toBeLessThanOrEqual(end + 1e-9);
        expect(loop[1] - loop[0]).toBeGreaterThan(SHORTEST / 2);
        expect(volume).toBe(Math.min(2, sound.volume ?? 1));
      }),
    );
  });

  it('is the whole file at its own volume where nothing is said', () => {
    expect(soundCut({}, 2)).toEqual({ start: 0, end: 2, volume: 1, loop: [0, 2] });
  });

  it('repeats only what it also plays', () => {
    expect(soundCut({ start: 0.5, end: 1.5, loopStart: 0, loopEnd: 2 }, 2).loop).toEqual([0.5, 1.5]);
  });
});

describe('what is kept of a sound', () => {
  it('comes through the document and through folders as it was', () => {
    fc.assert(
      fc.property(meta, (sound) => {
        const project = projectWith(sound);
        expect(checkProject(project)).toEqual([]);
        const doc = new Y.Doc();
        writeProject(doc, systemOrigin, project);
        expect(readProject(doc).assets).toEqual(project.assets);
        const read = readFolder(writeFolder(project, () => content));
        expect(read.ok && read.value.project.assets).toEqual(project.assets);
      }),
      { numRuns: 40 },
    );
  });

  it('is refused where it makes no sense, with its place', () => {
    const wrong = projectWith({ start: -1, effect: { preset: 'jump', seed: 1.5, values: {} } });
    expect(checkProject(wrong).map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([
      'assets.a.meta.start must be a number from 0 to 86400, is -1',
      'assets.a.meta.effect.seed must be a whole number from 0 to 4294967295, is 1.5',
    ]);
  });
});
