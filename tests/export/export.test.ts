import { unzipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFiles, exportHtml } from '../../src/lib/export/export.ts';
import { zipFiles } from '../../src/lib/export/zip.ts';
import { PlayedScene } from '../../src/lib/runtime/played-scene.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import { blankEntity, blankLayer, blankProject } from '../../src/lib/schema/blank.ts';
import { gameFromJson, gameToJson } from '../../src/lib/schema/game-json.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { arbitraryProject } from '../schema/arbitrary-project.ts';

const bytes = Uint8Array.of(1, 2, 3);
const asset = { name: 'a.png', kind: 'image', sha256: 'ab'.repeat(32), size: 3, meta: {} } as const;
const project: ProjectData = { ...blankProject('Game'), assets: { a: asset } };
const player = 'console.log("</script><!-- <script>")';

function gameIn(html: string) {
  const text = /<script type="application\/json" id="perigee-game">([^]*?)<\/script>/.exec(html)?.[1];
  return gameFromJson(text!);
}

describe('one HTML file', () => {
  it('holds the game, its pictures and the player, and asks no network for anything', () => {
    const made = exportHtml(project, () => bytes, player);
    if (!made.ok) throw new Error(made.error.message);
    expect(gameIn(made.value).assets).toEqual({ a: 'data:image/png;base64,AQID' });
    expect(made.value).toContain("default-src 'none'");
    expect(made.value).not.toMatch(/(src|href)="?https?:/);
  });

  it('cannot be ended early by any text of the project', () => {
    const nasty = '</script><script>alert(1)</script><!--';
    const named = { ...project, name: nasty, scripts: { 'behavior/x.lua': nasty } };
    const made = exportHtml(named, () => bytes, player);
    if (!made.ok) throw new Error(made.error.message);
    expect(made.value.match(/<\/script>/g)).toHaveLength(2);
    expect(made.value).not.toContain('<!--');
    expect(gameIn(made.value).project.scripts['behavior/x.lua']).toBe(nasty);
    expect(made.value).toContain('<title>&#60;/script&#62;');
  });

  it('says which asset is missing, and that an empty project cannot play', () => {
    expect(exportHtml(project, () => null, player)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('"a.png" is missing') },
    });
    expect(exportHtml({ ...project, scenes: {} }, () => bytes, player).ok).toBe(false);
  });
});

it('the light on a layer shines in the exported game', () => {
  const box = blankEntity({ layer: 'l', components: { Transform: {}, Shape: { fill: '#ffffff' } } });
  const layers = { l: blankLayer({ tint: '#ff8000' }) };
  const scenes = { s: { name: 'S', order: 'a0', settings: {}, layers, entities: { box } } };
  const made = exportHtml({ ...blankProject('Lit'), scenes }, () => bytes, player);
  if (!made.ok) throw new Error(made.error.message);
  const { project: exported, scene } = gameIn(made.value);
  const simulation = new Simulation({ project: exported, scene });
  const shown = new PlayedScene();
  const { draws, count, events } = simulation.frame();
  shown.apply({
    draws,
    count,
    events,
    drawings: [],
    physics: null,
    tick: 0,
    camera: { x: 0, y: 0, zoom: 1 },
  } as never);
  const fills: unknown[] = [];
  const ctx = new Proxy({ globalAlpha: 1 } as Record<string, unknown>, {
    get: (target, name: string) => (name in target ? target[name] : () => undefined),
    set: (_, name, value) => (name === 'fillStyle' && fills.push(value), true),
  }) as unknown as CanvasRenderingContext2D;
  const view = { x: -100, y: -100, width: 200, height: 200 };
  const looks = {
    images: { get: () => null },
    tilesets: {},
    assets: {},
    layers: exported.scenes[scene]!.layers,
  };
  shown.paint(ctx, view, { x: 0, y: 0 }, looks);
  expect(fills).toContain('#ff8000');
});

describe('a zip', () => {
  it('holds a page, the player, the game and the pictures, and is the same every time', () => {
    const made = exportFiles(project, () => bytes, player);
    if (!made.ok) throw new Error(made.error.message);
    const zip = zipFiles(made.value);
    expect(zipFiles(made.value)).toEqual(zip);
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual([
      'assets/abababababababab.png',
      'game.json',
      'index.html',
      'player.js',
    ]);
    const game = gameFromJson(new TextDecoder().decode(files['game.json']));
    expect(files[game.assets.a!]).toEqual(bytes);
  });
});

/** JSON knows no -0. */
function withoutMinusZero(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(withoutMinusZero);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMinusZero(item)]));
}

it('tests of a project stay behind', () => {
  const project = blankProject('Tested');
  const scripts = { 'behavior/a.lua': 'return {}', 'test/a.lua': 'return {}', 'test/b.replay.json': '{}' };
  const read = gameFromJson(gameToJson({ project: { ...project, scripts }, scene: 's', assets: {} }));
  expect(Object.keys(read.project.scripts)).toEqual(['behavior/a.lua']);
});

it('a game comes back from its JSON as it was', () => {
  fc.assert(
    fc.property(arbitraryProject, (bundle) => {
      const project = withoutMinusZero({ ...bundle.project, comments: undefined }) as ProjectData;
      const game = { project, scene: 's', assets: {} };
      expect(gameFromJson(gameToJson(game))).toEqual(game);
    }),
    { numRuns: 40 },
  );
});
