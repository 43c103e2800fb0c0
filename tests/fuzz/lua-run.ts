/** Runs a random program in a simulation, twice and with ways back in time, and tells what a program must never be able to do. */
import { Random } from '../../src/lib/base/random.ts';
import { Simulation } from '../../src/lib/runtime/simulation.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { tilesFrom } from '../../src/lib/schema/tiles.ts';
import { checkSyntax } from '../../src/lib/script/check.ts';
import { FengariVm } from '../../src/lib/script/fengari/fengari-vm.ts';
import { ScriptHost } from '../../src/lib/script/script-host.ts';
import { entity, project } from '../engine/scene.ts';
import type { Program } from './lua-programs.ts';

const TICKS = 24;
/** A hot reload, as often as the program has texts for it. */
const RELOAD_EVERY = 8;
/** Small, so that programs that do not end do so soon. */
const limits = { call: 20_000, tick: 60_000, objects: 5_000, string: 20_000, text: 200_000, entities: 50 };

/** What becomes of an exception of the host where not even its place could be told. */
const LOST = 'error in error handling';

/** Comes and goes, and keeps something of each of its kind. */
const imp = `local ages = {}
return {
  on_spawn = function(e) ages[e] = 0 end,
  on_update = function(e)
    ages[e] = ages[e] + 1
    e.note = (e.note or "") .. "."
    if ages[e] > 4 then ams.destroy(e) end
  end,
  on_destroy = function(e) ages[e] = nil end,
}`;

function game(source: string): ProjectData {
  const body = { Shape: {}, Body: {}, Collider: {} };
  const script = 'behavior/fuzz.lua';
  const fuzzed = { ...body, Script: { script }, CollisionAction: { script, when: 'begin' } };
  const data = project(
    {
      'fuzz-1': entity([40, 40], [20, 20], fuzzed),
      'fuzz-2': entity([50, 60], [20, 20], fuzzed),
      other: entity([60, 80], [20, 20], {
        ...body,
        Text: {},
        InputAction: { script, on: 'press', input: 'KeyA' },
        Generator: { script, target: 'Shape.fill' },
      }),
      map: entity([0, 300], [320, 32], { Tilemap: { tiles: tilesFrom([[0, 0, 1]]), solid: 'all' } }),
      good: entity([400, 80], [20, 20], { Script: { script: 'behavior/good.lua' } }),
    },
    {
      scripts: {
        'behavior/fuzz.lua': source,
        'behavior/good.lua': 'return { on_update = function(e) e.rotation = e.rotation + 1 end }',
        'behavior/imp.lua': imp,
      },
    },
  );
  const prefabs = {
    Ball: { name: 'Ball', root: 'ball', entities: { ball: entity([0, 0], [8, 8], body) } },
    Imp: {
      name: 'Imp',
      root: 'imp',
      entities: { imp: entity([0, 0], [8, 8], { ...body, Script: { script: 'behavior/imp.lua' } }) },
    },
  };
  return { ...data, prefabs: prefabs as unknown as ProjectData['prefabs'] };
}

interface Run {
  /** The state after each tick. */
  hashes: string[];
  /** Failures and lines of the log, in order. */
  told: string[];
}

/** A game that a program plays in. */
class Played {
  readonly told: string[] = [];
  readonly hashes: string[] = [];
  readonly #simulation: Simulation;

  constructor(private readonly program: Program) {
    this.#simulation = new Simulation({
      project: game(program[0]!),
      scene: 'level',
      scripts: (world) => new ScriptHost({ world, vm: (host) => new FengariVm(host, limits) }),
    });
    this.#note(this.#simulation.loadError);
    this.#note(this.#simulation.takeStartError());
    this.#show();
  }

  /** Goes on to a tick, which is counted from 1. */
  playTo(last: number): void {
    const simulation = this.#simulation;
    for (let tick = this.hashes.length + 1; tick <= last; tick++) {
      this.#note(
        simulation.tick({ keys: tick % 5 === 0 ? ['KeyA'] : [], pointer: [tick, tick], buttons: [] }),
      );
      const next = tick % RELOAD_EVERY === 0 ? this.program[tick / RELOAD_EVERY] : undefined;
      if (next !== undefined)
        this.#note(simulation.apply([{ kind: 'script', path: 'behavior/fuzz.lua', source: next }]));
      this.#show();
      this.hashes.push(simulation.hash());
    }
  }

  /** Goes on to a tick, back to where it was, and there again; throws when it is another way the second time. */
  playTwiceTo(last: number): void {
    const saved = this.#simulation.save();
    const [ticks, lines] = [this.hashes.length, this.told.length];
    this.playTo(last);
    const [hashes, told] = [this.hashes.splice(ticks), this.told.splice(lines)];
    this.#simulation.restore(saved);
    this.playTo(last);
    const differs = difference(
      { hashes, told },
      { hashes: this.hashes.slice(ticks), told: this.told.slice(lines) },
    );
    if (differs) throw new Error(`gone back to tick ${ticks}, ${differs}`);
  }

  end(): Run {
    this.#simulation.stop();
    return this;
  }

  /** What is shown stays told when the game goes back in time, so this comes before any way back. */
  #show(): void {
    for (const each of this.#simulation.frame().events)
      if (each.kind === 'log') {
        this.told.push(each.text);
        if (each.text.includes('inside of the engine')) throw new Error(`told in the log: ${each.text}`);
      }
    if (!this.#simulation.world.hot.every(Number.isFinite))
      throw new Error('the world holds numbers that are not finite');
  }

  #note(error: { script: string; line: number; message: string } | null): void {
    if (!error) return;
    this.told.push(`${error.script}:${error.line}: ${error.message}`);
    if (error.message.includes('inside of the engine') || (error.line === 0 && error.message === LOST))
      throw new Error(`told a script: ${error.message}`);
  }
}

/** How one run differs from another, '' when it does not. */
function difference(one: Run, other: Run): string {
  const line = one.told.findIndex((text, i) => text !== other.told[i]);
  if (line >= 0) return `runs tell different things: ${one.told[line]} / ${other.told[line]}`;
  const tick = one.hashes.findIndex((hash, i) => hash !== other.hashes[i]);
  return tick >= 0 ? `runs have different states, ${tick + 1} ticks on` : '';
}

function run(program: Program): Run {
  const played = new Played(program);
  played.playTo(TICKS);
  return played.end();
}

/** With two ways back in time on the way; the same program has them at the same ticks. */
function runThroughTime(program: Program): Run {
  const random = new Random(program.join('').length);
  const played = new Played(program);
  for (const half of [0, TICKS / 2]) {
    const from = half + random.integer(0, TICKS / 4);
    played.playTo(from);
    played.playTwiceTo(from + random.integer(1, TICKS / 4));
  }
  played.playTo(TICKS);
  return played.end();
}

/** What is wrong with the engine as this program shows, '' for nothing. */
export function wrongWith(program: Program): string {
  try {
    return difference(run(program), runThroughTime(program));
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

/** So many lines at once are left out of a program to make it smaller, in this order. */
const SIZES = [60, 40, 25, 16, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

/** What failures of the same cause have in common. */
export function kindOf(wrong: string): string {
  return wrong.replace(/[\d.]+/g, '#').slice(0, 60);
}

/**
 * Makes a failing program smaller, by leaving out lines, as long as the same kind of thing goes wrong.
 *
 * @param onTry told each program before it runs, and the smallest so far; ends the search by false
 */
export function shrink(
  program: Program,
  wrong: string,
  onTry: (candidate: Program, smallest: Program) => boolean,
): Program {
  let small: string[] = [...program];
  let goesOn = true;
  const fails = (candidate: Program): boolean => {
    // Most of what leaving out lines makes does not even compile.
    if (candidate.some((text, i) => text !== small[i] && checkSyntax(text))) return false;
    goesOn &&= onTry(candidate, small);
    return goesOn && kindOf(wrongWith(candidate)) === kindOf(wrong);
  };
  /** Leaves out lines of one text, if that fails too. */
  const without = (at: number, from: number, count: number): boolean => {
    const lines = small[at]!.split('\n');
    const candidate = [...small];
    candidate[at] = [...lines.slice(0, from), ...lines.slice(from + count)].join('\n');
    const smaller = count > 0 && fails(candidate);
    if (smaller) small = candidate;
    return smaller;
  };
  while (small.length > 1 && fails(small.slice(0, -1))) small = small.slice(0, -1);
  for (const at of small.keys()) {
    // Whole hooks first, then blocks of every size.
    for (let from = 0; from < small[at]!.split('\n').length && goesOn;) {
      const lines = small[at]!.split('\n').slice(from);
      const end = lines[0]!.startsWith('function M.') ? lines.indexOf('end') : -1;
      if (!without(at, from, end + 1)) from++;
    }
    for (const size of SIZES)
      for (let from = 0; from < small[at]!.split('\n').length && goesOn;)
        if (!without(at, from, size)) from++;
  }
  return small;
}
