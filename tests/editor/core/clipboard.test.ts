import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyOf } from '../../../src/lib/editor/core/clipboard.ts';
import { fitNeeds } from '../../../src/lib/editor/core/clipboard-fit.ts';
import { needsOf } from '../../../src/lib/editor/core/clipboard-needs.ts';
import { fitSettings, withMissing } from '../../../src/lib/editor/core/clipboard-settings.ts';
import { fromText, toText, type Clipping } from '../../../src/lib/editor/core/clipboard-text.ts';
import { SceneIndex } from '../../../src/lib/editor/core/scene-index.ts';
import { blankEntity, blankProject } from '../../../src/lib/schema/blank.ts';
import type { AssetData, ProjectData } from '../../../src/lib/schema/project.ts';
import { tilesFrom } from '../../../src/lib/schema/tiles.ts';
import { projectOf } from './fixtures.ts';

const asset = (name: string, letter: string): AssetData => ({
  name,
  kind: 'image',
  sha256: letter.repeat(64),
  size: 10,
  meta: { width: 4, height: 4 },
});
const prefab = (name: string, more: Parameters<typeof blankEntity>[0] = {}) => ({
  name,
  order: 'a0',
  root: 'r',
  entities: { r: blankEntity({ name, ...more }) },
});

const rich: ProjectData = {
  ...projectOf({
    hero: {
      components: {
        Transform: { position: [5, 6] },
        Sprite: { asset: 'p' },
        Script: { script: 'behavior/hero.lua' },
      },
    },
    ground: {
      components: {
        Transform: {},
        Tilemap: { tilesets: [{ firstTile: 1, tileset: 't' }], tiles: tilesFrom([[1, 2, 3]]) },
      },
    },
    gun: { parent: 'hero', prefab: 'gun' },
    unused: { components: { Transform: {}, Sprite: { asset: 'other' } } },
  }),
  scripts: {
    'behavior/hero.lua': 'ams.spawn("Bullet")\nams.play(\'shot.wav\') require("lib/util")',
    'lib/util.lua': 'return {}',
    'behavior/unused.lua': '',
  },
  assets: {
    p: asset('hero.png', 'a'),
    tiles: asset('tiles.png', 'b'),
    shot: { ...asset('shot.wav', 'c'), kind: 'sound' },
    other: asset('other.png', 'd'),
    flame: asset('flame.png', 'e'),
  },
  tilesets: {
    t: {
      name: 'T',
      image: 'tiles',
      tileSize: [8, 8],
      margin: 0,
      spacing: 0,
      columns: 2,
      count: 4,
      offset: [0, 0],
      tiles: {},
    },
  },
  prefabs: {
    gun: prefab('Gun', { prefab: 'flame' }),
    flame: prefab('Flame', { components: { Transform: {}, Sprite: { asset: 'flame' } } }),
    bullet: prefab('Bullet'),
    idle: prefab('Idle'),
  },
};

function clipping(project: ProjectData, ids: string[]): Clipping {
  const index = new SceneIndex();
  index.load(project, 's');
  const copied = copyOf(index, ids)!;
  return {
    copied,
    needs: needsOf(project, Object.values(copied.entities)),
    project: 'source',
    files: { ['a'.repeat(64)]: 'AAAA' },
  };
}

let next = 0;
const newId = () => `new${next++}`;

describe('what copied entities need', () => {
  it('is all that they name, and what that names in turn', () => {
    const { needs } = clipping(rich, ['hero', 'ground']);
    expect(Object.keys(needs.scripts).sort()).toEqual(['behavior/hero.lua', 'lib/util.lua']);
    expect(Object.keys(needs.assets).sort()).toEqual(['flame', 'p', 'shot', 'tiles']);
    expect(Object.keys(needs.tilesets)).toEqual(['t']);
    expect(Object.keys(needs.prefabs).sort()).toEqual(['bullet', 'flame', 'gun']);
  });

  it('does not go round in rings of prefabs', () => {
    const ring = { ...rich, prefabs: { gun: prefab('Gun', { prefab: 'gun' }) } };
    expect(Object.keys(clipping(ring, ['hero']).needs.prefabs)).toEqual(['gun']);
    expect(() => fitNeeds(blankProject('B'), clipping(ring, ['hero']).needs, false, newId)).not.toThrow();
  });
});

describe('a text on the clipboard', () => {
  it('comes back as it went', () => {
    const given = clipping(rich, ['hero', 'ground']);
    expect(fromText(toText(given))).toEqual({ ok: true, value: given });
  });

  it('is refused with a reason when it is anything else', () => {
    fc.assert(fc.property(fc.string(), (text) => void expect(fromText(text).ok).toBe(false)));
    const kind = '"kind":"perigee/entities"';
    for (const [text, reason] of [
      ['hello', 'Nothing to paste'],
      [`{${kind}}`, 'the entities are missing'],
      [`{${kind},"roots":["x"],"entities":{"x":3}}`, 'x is no entity'],
      [`{${kind},"roots":["y"],"entities":{"x":{}}}`, 'holds no entity'],
      [
        `{${kind},"roots":["x"],"entities":{"x":{"components":{"Transform":{"position":["a",2]}}}}}`,
        'position',
      ],
      [`{${kind},"roots":["x"],"entities":{"x":{}},"scripts":{"a.lua":7}}`, 'a.lua'],
      [
        `{${kind},"roots":["x"],"entities":{"x":{}},"assets":{"a":{"name":"a","sha256":"../../etc"}}}`,
        'assets',
      ],
      [`{${kind},"roots":["x"],"entities":{"__proto__":{"name":"x"},"x":{}}}`, 'id'],
      [`{${kind},"roots":["x"]`, 'damaged'],
    ] as const) {
      const read = fromText(text);
      expect(read.ok, text).toBe(false);
      if (!read.ok) expect(read.error.message).toContain(reason);
    }
  });

  it('never throws and never gives what a project cannot hold, whatever is done to it', () => {
    const text = toText(clipping(rich, ['hero', 'ground']));
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.nat(40),
        fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('null', '1e999', '[]', '{}', '"', '-1')),
        (at, length, put) => {
          const read = fromText(text.slice(0, at) + put + text.slice(at + length));
          if (!read.ok) {
            expect(read.error.message).not.toBe('');
            return;
          }
          for (const entity of Object.values(read.value.copied.entities)) {
            expect(typeof entity.name).toBe('string');
            expect(Array.isArray(entity.tags)).toBe(true);
          }
          for (const { position } of Object.values(read.value.copied.places))
            expect(position.every(Number.isFinite)).toBe(true);
          fitNeeds(rich, read.value.needs, false, newId);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('fitting into a project', () => {
  const { copied, needs } = clipping(rich, ['hero', 'ground']);

  it('brings all along into an empty one, and nothing the second time', () => {
    const empty = blankProject('Empty');
    const { missing, notes } = fitNeeds(empty, needs, false, newId);
    expect(missing).toEqual(needs);
    expect(notes).toEqual([]);
    const again = fitNeeds({ ...empty, ...missing }, needs, false, newId);
    expect(Object.values(again.missing).flatMap((records) => Object.keys(records))).toEqual([]);
    expect(again.entity(copied.entities.hero!)).toEqual(copied.entities.hero);
  });

  it('takes what is there as it is now when the project is the same', () => {
    const changed = { ...rich, scripts: { ...rich.scripts, 'behavior/hero.lua': 'changed' } };
    const { missing } = fitNeeds(changed, needs, true, newId);
    expect(Object.values(missing).flatMap((records) => Object.keys(records))).toEqual([]);
  });

  it('gives another name to what is something else here, and says so', () => {
    const other: ProjectData = {
      ...blankProject('Other'),
      scripts: { 'behavior/hero.lua': 'mine' },
      assets: { p: asset('mine.png', 'f'), q: asset('same.png', 'a') },
      prefabs: { gun: prefab('Gun', { tags: ['mine'] }) },
    };
    const fit = fitNeeds(other, needs, false, newId);
    expect(Object.keys(fit.missing.scripts)).toContain('behavior/hero-2.lua');
    expect(fit.notes.join()).toContain('behavior/hero-2.lua');
    expect(fit.notes.join()).toContain('Gun 2');
    const hero = fit.entity(copied.entities.hero!);
    expect(hero.components.Script!.script).toBe('behavior/hero-2.lua');
    // The same bytes are the same picture, whatever it is called here.
    expect(hero.components.Sprite!.asset).toBe('q');
    const gun = fit.entity(copied.entities.gun!).prefab;
    expect(gun).not.toBe('gun');
    expect(fit.missing.prefabs[gun]!.name).toBe('Gun 2');
  });
});

describe('named settings', () => {
  const own = (): ProjectData => {
    const project = projectOf({
      ball: {
        components: {
          Transform: {},
          Collider: { material: 'jelly', collisionLayer: 'balls', collidesWith: ['walls'] },
          'InputAction:go': { input: 'dash' },
          Script: { script: 'behavior/ball.lua' },
        },
      },
      robot: { prefab: 'gun', overrides: { eye: { components: { Collider: { material: 'slime' } } } } },
    });
    const jelly = { friction: 0.1, restitution: 0.9, density: 1 };
    return {
      ...project,
      scripts: { 'behavior/ball.lua': 'if ams.pressed("charge") then end' },
      prefabs: { gun: prefab('Gun') },
      settings: {
        ...project.settings,
        materials: { jelly, slime: jelly, unused: jelly },
        inputs: { dash: ['KeyZ'], charge: ['KeyC'], unused: ['KeyU'] },
        collisionLayers: ['default', 'balls', 'walls', 'unused'],
      },
    };
  };
  const given = own();
  const { needs } = clipping(given, ['ball', 'robot']);

  it('go along as far as entities, their overrides and scripts name them', () => {
    expect(Object.keys(needs.materials)).toEqual(['jelly', 'slime']);
    expect(needs.inputs).toEqual({ dash: ['KeyZ'], charge: ['KeyC'] });
    expect(needs.collisionLayers).toEqual(['balls', 'walls']);
    const back = fromText(toText(clipping(given, ['ball'])));
    expect(back.ok && back.value.needs.inputs).toEqual(needs.inputs);
  });

  it('come in by their name, never over what is there, and say so', () => {
    const other = blankProject('Other');
    const jelly = { friction: 1, restitution: 0, density: 3 };
    const settings = {
      ...other.settings,
      materials: { jelly },
      inputs: { dash: ['KeyZ'] },
      collisionLayers: ['ground', 'walls'],
    };
    const { missing, notes } = fitNeeds({ ...other, settings }, needs, false, newId);
    expect(Object.keys(missing.materials)).toEqual(['slime']);
    expect(missing.inputs).toEqual({ charge: ['KeyC'] });
    expect(missing.collisionLayers).toEqual(['balls']);
    expect(notes).toEqual([
      'Added to the settings: material slime, input charge, collision layer balls.',
      'The material jelly is another one here: it is used as it is here.',
    ]);
    const after = withMissing(settings, missing);
    expect(after.materials!.jelly).toEqual(jelly);
    expect(after.collisionLayers).toEqual(['ground', 'walls', 'balls']);
    expect(
      withMissing(
        { ...settings, ...after },
        fitNeeds({ ...other, settings: { ...settings, ...after } }, needs, false, newId).missing,
      ),
    ).toEqual({});
  });

  it('stop at as many collision layers as there can be', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 32 });
    fc.assert(
      fc.property(names, names, (here, wanted) => {
        const settings = { materials: {}, inputs: {}, collisionLayers: here };
        const { missing, notes } = fitSettings(settings, { ...settings, collisionLayers: wanted });
        const all = withMissing(settings, missing).collisionLayers ?? here;
        expect(all.slice(0, here.length)).toEqual(here);
        expect(all.length).toBeLessThanOrEqual(32);
        const lost = wanted.filter((name) => !all.includes(name));
        expect(notes).toHaveLength((lost.length > 0 ? 1 : 0) + (all.length > here.length ? 1 : 0));
      }),
    );
  });

  it('are refused when they are damaged', () => {
    const text = toText(clipping(given, ['ball']));
    expect(fromText(text.replace('"friction":0.1', '"friction":"x"')).ok).toBe(false);
    expect(fromText(text.replace('["balls","walls"]', '7')).ok).toBe(false);
  });
});
