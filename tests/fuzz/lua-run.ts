/** Runs a random program in a simulation, twice, and tells what a program must never be able to do. */
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { FengariVm } from '../../src/lib/script/fengari/fengari-vm.ts';
import { ScriptHost } from '../../src/lib/script/script-host.ts';
import { entity, project } from '../engine/scene.ts';
import type { Program } from './lua-programs.ts';

const TICKS = 24;
/** A hot reload, as often as the program has texts for it. */
const RELOAD_EVERY = 8;
/** Small, so that programs that do not end do so soon. */
const limits = { call: 20_000, tick: 60_000, objects: 5_000, string: 20_000, text: 200_000, entities: 50 };

function game(source: string): ProjectData {
  const body = { Shape: {}, Body: {}, Collider: {} };
  const fuzzed = { ...body, Script: { script: 'behavior/fuzz.lua' } };
  const data = project(
    {
      'fuzz-1': entity([40, 40], [20, 20], fuzzed),
      'fuzz-2': entity([50, 60], [20, 20], fuzzed),
      other: entity([60, 80], [20, 20], { ...body, Text: {} }),
      good: entity([400, 80], [20, 20], { Script: { script: 'behavior/good.lua' } }),
    },
    {
      scripts: {
        'behavior/fuzz.lua': source,
        'behavior/good.lua': 'return { on_update = function(e) e.rotation = e.rotation + 1 end }',
      },
    },
  );
  const prefabs = {
    Ball: { name: 'Ball', root: 'ball', entities: { ball: entity([0, 0], [8, 8], body) } },
  };
  return { ...data, prefabs: prefabs as unknown as ProjectData['prefabs'] };
}

interface Run {
  hash: string;
  /** Failures and lines of the log, in order. */
  told: string[];
}

function run(program: Program): Run {
  const told: string[] = [];
  const simulation = new Simulation({
    project: game(program[0]!),
    scene: 'level',
    scripts: (world) => new ScriptHost({ world, vm: (host) => new FengariVm(host, limits) }),
  });
  const note = (error: { script: string; line: number; message: string } | null): void => {
    if (!error) return;
    told.push(`${error.script}:${error.line}: ${error.message}`);
    if (error.message.includes('inside of the engine')) throw new Error(`told a script: ${error.message}`);
  };
  note(simulation.loadError);
  note(simulation.takeStartError());
  for (let tick = 1; tick <= TICKS; tick++) {
    note(simulation.tick({ keys: tick % 5 === 0 ? ['KeyA'] : [], pointer: [tick, tick], buttons: [] }));
    const next = tick % RELOAD_EVERY === 0 ? program[tick / RELOAD_EVERY] : undefined;
    if (next !== undefined)
      note(simulation.apply([{ kind: 'script', path: 'behavior/fuzz.lua', source: next }]));
    for (const each of simulation.frame().events)
      if (each.kind === 'log') {
        told.push(each.text);
        if (each.text.includes('inside of the engine')) throw new Error(`told in the log: ${each.text}`);
      }
    if (!simulation.world.hot.every(Number.isFinite))
      throw new Error('the world holds numbers that are not finite');
  }
  const hash = simulation.hash();
  simulation.stop();
  return { hash, told };
}

/** What is wrong with the engine as this program shows, '' for nothing. */
export function wrongWith(program: Program): string {
  try {
    const [first, second] = [run(program), run(program)];
    if (first.hash !== second.hash) return 'two runs of the same program end in different states';
    const differs = first.told.findIndex((line, i) => line !== second.told[i]);
    if (differs >= 0)
      return `two runs tell different things: ${first.told[differs]} / ${second.told[differs]}`;
    return '';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** Makes a failing program smaller, by leaving out lines, as long as the same kind of thing goes wrong. */
export function shrink(program: Program, wrong: string): Program {
  const kind = (text: string): string => text.replace(/[\d.]+/g, '#').slice(0, 60);
  const fails = (candidate: Program): boolean => kind(wrongWith(candidate)) === kind(wrong);
  let small: string[] = [...program];
  while (small.length > 1 && fails(small.slice(0, -1))) small = small.slice(0, -1);
  for (let at = 0; at < small.length; at++)
    for (let size = 16; size >= 1; size = size >> 1)
      for (let line = 0; line < small[at]!.split('\n').length;) {
        const lines = small[at]!.split('\n');
        const candidate = [...small];
        candidate[at] = [...lines.slice(0, line), ...lines.slice(line + size)].join('\n');
        if (fails(candidate)) small = candidate;
        else line += size;
      }
  return small;
}
