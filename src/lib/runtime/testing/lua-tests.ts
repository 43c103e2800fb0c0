/**
 * Tests in Lua that play a game: files `test/NAME.lua`, each of which returns a table of functions. Every function is one
 * test and plays a game of its own from the start, through the table `test` (see test-api.ts) and through `ams`.
 */
import { HOT_STRIDE } from '../../engine/game-world.ts';
import type { EntityRecord } from '../../engine/entity-record.ts';
import { Random } from '../../base/random.ts';
import type { ProjectData } from '../../schema/project.ts';
import { api } from '../../script/api.ts';
import type { ApiContext } from '../../script/api/define.ts';
import { FengariVm } from '../../script/fengari/fengari-vm.ts';
import type { LuaValue } from '../../script/runner.ts';
import { ScriptFault, type HostFunction, type LuaVm, type VmError } from '../../script/vm.ts';
import { driverFunctions, driverPrelude } from '../../script/test-api.ts';
import { SimulationDriver } from './driver.ts';
import { problemOfGame, type TestResult } from './test-result.ts';

/** What one test may do; it plays many ticks in one call. */
const limits = { call: 50_000_000, tick: Infinity, objects: 5_000_000, text: 1 << 28, time: Infinity };

/** Stands for the test where the machine wants an entity. */
const nobody: EntityRecord = {
  id: 'test',
  slot: 0,
  alive: false,
  name: 'test',
  type: '',
  tags: [],
  parent: null,
  children: [],
  components: {} as EntityRecord['components'],
  props: new Map(),
  playing: null,
  owner: 0,
  health: 0,
  z: 0,
  startSize: [0, 0],
  visible: false,
};

/** The source of a machine's chunk: the file between what makes `test` and what runs one function of its table. */
const wrap = (source: string): string =>
  `${driverPrelude(hostName)}local tests=(function(...) ${source}\n end)(...) ` +
  `if type(tests)~="table" then error("a test file must return a table of functions",0) end ` +
  `local names={} for name,fn in pairs(tests) do if type(name)=="string" and type(fn)=="function" then names[#names+1]=name end end ` +
  `return {names=names,run=function(name) tests[name]() end}`;

const hostName = (short: string): string => `test.${short}`;

const notInTests = (): never => {
  throw new ScriptFault('this works in behaviours only, not in tests');
};

/** A machine with a test file, and the game that it plays. */
class Stage {
  readonly vm: LuaVm;
  readonly #random = new Random(1);
  /** What the test printed. */
  readonly lines: string[] = [];

  constructor(readonly driver: SimulationDriver | null) {
    const none = new Float64Array(HOT_STRIDE);
    this.vm = new FengariVm(
      {
        functions: this.#functions(),
        hot: () => driver?.simulation.world.hot ?? none,
        find: (id) => driver?.simulation.world.find(id),
        random: () => this.#random.float(),
        log: (text) => this.lines.push(text),
      },
      limits,
    );
    if (driver) driver.onGone = (entity) => this.vm.release(entity);
  }

  #functions(): HostFunction[] {
    const context = this.#context();
    const playing = (): SimulationDriver => this.driver ?? notPlaying();
    return [
      ...api.map(({ run, ...fn }) => ({
        ...fn,
        ...(run ? { run: (...args: LuaValue[]) => (playing(), run(context, ...args)) } : {}),
      })),
      ...driverFunctions.map(({ name, params, moves, run }) => ({
        name: hostName(name),
        params,
        ...(moves ? { moves } : {}),
        run: (...args: LuaValue[]) => run(playing(), ...args) ?? null,
      })),
    ];
  }

  /** What a test does to the game counts at once, and is never taken back: a failed test ends its game. */
  #context(): ApiContext {
    const { driver } = this;
    return {
      get world() {
        return driver?.simulation.world ?? notPlaying();
      },
      input: () => (driver?.simulation.world ?? notPlaying()).input,
      undo: () => {},
      later: (effect) => effect(),
      random: () => this.#random.float(),
      config: notInTests,
      schedule: notInTests,
      tween: notInTests,
      stopTweens: notInTests,
      send: notInTests,
      where: () => this.vm.where(),
    };
  }
}

function notPlaying(): never {
  throw new ScriptFault('a test file only defines functions; play the game inside of them');
}

/** The tests of a file by name, in order; or why it has none. */
export function testsIn(path: string, source: string): { names: string[]; error: VmError | null } {
  const { vm } = new Stage(null);
  const error = vm.load(path, wrap(source));
  if (error) return { names: [], error: { traceback: '', locals: [], ...error } };
  const names = vm.read(path, 'names');
  return { names: Array.isArray(names) ? (names as string[]) : [], error: null };
}

/** Plays one test of a file from the start of the game. Throws a RangeError for a project without a scene. */
export function runLuaTest(project: ProjectData, path: string, source: string, name: string): TestResult {
  const driver = new SimulationDriver(project);
  try {
    if (driver.failure)
      return { file: path, name, ticks: 0, problem: problemOfGame(driver.failure), notes: [] };
    const { vm, lines } = new Stage(driver);
    const refused = vm.load(path, wrap(source));
    let problem = refused && { file: refused.script, line: refused.line, message: refused.message };
    if (!problem) {
      const fail = (_: unknown, { script, line, message }: VmError): void => {
        problem = { file: script, line, message };
      };
      vm.beginTick();
      vm.pull();
      vm.evaluate(vm.behaviour(path, nobody, {}), 'run', [name], { begin() {}, end() {}, fail });
    }
    return { file: path, name, ticks: driver.ticks, problem, notes: lines };
  } finally {
    driver.stop();
  }
}
