import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeldInput } from '../../../src/lib/engine/input.ts';
import { recordInputs, readRecordedInput, entryToJson } from '../../../src/lib/runtime/recorded-input.ts';
import { projectHash } from '../../../src/lib/runtime/testing/project-hash.ts';
import { formatReplay, parseReplay } from '../../../src/lib/runtime/testing/replay.ts';
import { acceptReplay, recordReplay, runReplay } from '../../../src/lib/runtime/testing/run-replay.ts';
import { blankEntity, blankLayer, blankProject, blankScene } from '../../../src/lib/schema/blank.ts';
import type { ProjectData } from '../../../src/lib/schema/project.ts';
import { replayPath } from '../../../src/lib/schema/test-files.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const held: fc.Arbitrary<HeldInput> = fc.record(
  {
    keys: fc.subarray(['ArrowLeft', 'Space', 'KeyA']),
    pointer: fc.option(fc.tuple(number, number)),
    buttons: fc.subarray([0, 1, 2]),
    wheel: number,
    touches: fc.array(fc.record({ id: fc.nat(), x: number, y: number }), { maxLength: 2 }),
    gamepads: fc.array(fc.option(fc.record({ buttons: fc.array(number), axes: fc.array(number) })), {
      maxLength: 4,
    }),
  },
  { requiredKeys: ['keys', 'pointer', 'buttons'] },
);
/** What a game can tell of an input: left out and empty are the same. */
const seen = ({ keys, pointer, buttons, wheel = 0, touches = [], gamepads = [] }: HeldInput) => ({
  keys,
  pointer,
  buttons,
  wheel: wheel + 0,
  touches,
  gamepads: gamepads.some((pad) => pad !== null) ? gamepads : [],
});

describe('recorded inputs', () => {
  it('give back every tick, through the text of a file too', () => {
    fc.assert(
      fc.property(fc.array(held, { maxLength: 20 }), (inputs) => {
        const recorded = recordInputs(inputs);
        const text = JSON.stringify(recorded.entries.map(entryToJson)).replaceAll('-0,', '0,');
        const read = readRecordedInput(JSON.parse(text) as unknown[]);
        if (!read.ok) throw new Error(read.error);
        inputs.forEach((input, tick) => expect(seen(read.value.at(tick))).toEqual(seen(input)));
      }),
    );
  });

  it('take one entry while nothing changes', () => {
    const input = { keys: ['Space'], pointer: null, buttons: [] };
    expect(recordInputs(Array<HeldInput>(500).fill(input)).entries).toHaveLength(1);
  });
});

/** A body that falls, and is pushed to the right while the key is down. */
function project(push = 300): ProjectData {
  const data = blankProject('Falling');
  return {
    ...data,
    scenes: {
      scene: blankScene({
        name: 'Level',
        order: 'a0',
        layers: { main: blankLayer({ name: 'Main', order: 'a0' }) },
        entities: {
          hero: blankEntity({
            name: 'Hero',
            order: 'a0',
            layer: 'main',
            components: {
              Transform: { position: [0, 0], size: [10, 10] },
              Body: {},
              Collider: {},
              'Script:push': { script: 'behavior/push.lua' },
            } as never,
          }),
        },
      }),
    },
    scripts: {
      'behavior/push.lua': `local p = {}
function p.on_update(e)
  if ams.is_key_down("ArrowRight") then e.vx = ${push} end
  if e.x > 200 then ams.win("over") end
end
return p`,
    },
  };
}
const session = {
  scene: 'scene',
  seed: 1,
  stored: {},
  ticks: 90,
  inputs: recordInputs(
    Array.from({ length: 90 }, (_, tick) => ({
      keys: tick < 60 ? ['ArrowRight'] : [],
      pointer: null,
      buttons: [],
    })),
  ),
};

describe('a recorded session', () => {
  const { replay } = recordReplay(project(), session);
  const text = formatReplay(replay);

  it('is a small file that reads back as it was', () => {
    expect(text.length).toBeLessThan(600);
    expect(parseReplay(text, 'test/a.replay.json')).toEqual({ ok: true, value: replay });
    expect(replay).toMatchObject({ state: 'won', ticks: 90 });
  });

  it('passes as long as the game plays alike', () => {
    expect(runReplay(project(), 'test/a.replay.json', text).problem).toBeNull();
    const renamed = {
      ...project(),
      name: 'Other',
      scripts: { ...project().scripts, 'test/x.lua': 'return {}' },
    };
    expect(runReplay(renamed, 'test/a.replay.json', text).problem).toBeNull();
  });

  it('fails when the game ends otherwise, and can be accepted', () => {
    const slower = project(100);
    const result = runReplay(slower, 'test/a.replay.json', text);
    expect(result.problem?.message).toMatch(/ends with: playing.*recorded: won/);
    expect(result.notes[0]).toContain('has changed');
    const accepted = acceptReplay(slower, 'test/a.replay.json', text);
    if (!accepted.ok) throw new Error(accepted.error.message);
    expect(accepted.value.told).toBe('won, score 0 -> playing, score 0');
    expect(runReplay(slower, 'test/a.replay.json', accepted.value.text).problem).toBeNull();
  });

  it('fails at the line of a script that fails', () => {
    const broken = {
      ...project(),
      scripts: {
        'behavior/push.lua': 'local p = {}\nfunction p.on_update(e) e.x = "a" .. nil end\nreturn p',
      },
    };
    expect(runReplay(broken, 'test/a.replay.json', text).problem).toMatchObject({
      file: 'behavior/push.lua',
      line: 2,
    });
    expect(acceptReplay(broken, 'test/a.replay.json', text).ok).toBe(false);
  });

  it('fails when its scene is gone', () => {
    expect(runReplay({ ...project(), scenes: {} }, 'a', text).problem?.message).toContain('no scene "scene"');
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', 'x', /no JSON/],
    ['a list', '[]', /must be a JSON object/],
    ['another format', text.replace('"format": 1', '"format": 9'), /format 9/],
    ['a hash that is none', text.replace(replay.hash, 'zz'), /16 hex digits/],
    ['a length beyond reason', text.replace('"ticks": 90', '"ticks": 1e9'), /"ticks" must be/],
    ['another end', text.replace('"won"', '"eaten"'), /playing, won or lost/],
    ['inputs out of order', text.replace('[60,', '[0,'), /larger than 0/],
    ['a seed that is no number', text.replace('"seed": 1', '"seed": "a"'), /"seed"/],
    ['stored tables', text.replace('"stored": {}', '"stored": {"a": []}'), /"stored"/],
  ])('refuses a file with %s', (_, wrong, message) => {
    const parsed = parseReplay(wrong, 'test/a.replay.json');
    expect(parsed).toMatchObject({ ok: false, error: { file: 'test/a.replay.json' } });
    if (!parsed.ok) expect(parsed.error.message).toMatch(message);
  });
});

describe('the hash of a project', () => {
  it('is of what plays, whatever the order of its keys', () => {
    const data = project();
    const turned = Object.fromEntries(Object.entries(data).reverse()) as unknown as ProjectData;
    expect(projectHash(turned)).toBe(projectHash(data));
    expect(projectHash({ ...data, name: 'B' })).toBe(projectHash(data));
    expect(projectHash(project(301))).not.toBe(projectHash(data));
  });
});

describe('the path of a recording', () => {
  it('keeps what file systems can hold', () => {
    expect(replayPath('Über den Abgrund!')).toBe('test/uber-den-abgrund.replay.json');
    expect(replayPath('../../etc')).toBe('test/etc.replay.json');
    expect(replayPath('   ')).toBe('test/session.replay.json');
  });
});
