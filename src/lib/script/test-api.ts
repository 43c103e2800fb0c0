/**
 * The one table of what tests can do beyond `ams`: functions of the table `test`. Documentation, checks of arguments
 * and the reference are derived from it.
 */
import { describe } from './api/game.ts';
import { number, text, type ApiDoc, type ArgumentsOf, type Param } from './api/define.ts';
import type { LuaValue } from './runner.ts';
import { ScriptFault } from './vm.ts';
import type { Vec2 } from '../base/geometry.ts';

/** The game that a test plays. */
export interface GameDriver {
  /** Holds a key down: an input of the project, else a KeyboardEvent code. Throws a ScriptFault for an unknown one. */
  press(name: string): void;
  /** Lets a key go, `null` all of them. */
  release(name: string | null): void;
  /** Moves the pointer to a point of the scene and holds a mouse button there; `null` lets go. */
  point(at: Vec2, button: number | null): void;
  /** Lets ticks pass. Throws a ScriptFault when a script of the game fails, or the test has lasted too long. */
  play(ticks: number): void;
}

export interface DriverFunction extends ApiDoc {
  /** Time passes: entities move. */
  moves?: boolean;
  run(driver: GameDriver, ...args: LuaValue[]): LuaValue | void;
}

/** An entry with the types of its implementation's arguments taken from its parameters. */
const drive = <const P extends readonly Param[]>(
  entry: Omit<DriverFunction, 'params' | 'run' | 'group'> & {
    params: P;
    run(driver: GameDriver, ...args: ArgumentsOf<P>): LuaValue | void;
  },
): DriverFunction => ({ group: 'test', ...entry }) as unknown as DriverFunction;

const key = text('key', 'an input of the project such as jump, else a key such as ArrowRight, KeyA, Space');
const seconds = (doc: string) => ({ ...number('seconds', doc, 's'), min: 0, max: 600 }) as const;
const ticksOf = (duration: number) => Math.max(1, Math.round(duration * 60));

export const driverFunctions: readonly DriverFunction[] = [
  drive({
    name: 'press',
    doc: 'Holds a key down. With a time it is let go after it; the game plays meanwhile.',
    params: [key, { ...seconds('how long; without it until test.release'), optional: true }],
    example: 'test.press("right", 0.5)',
    moves: true,
    run(driver, name, duration) {
      driver.press(name);
      if (typeof duration !== 'number') return;
      driver.play(ticksOf(duration));
      driver.release(name);
    },
  }),
  drive({
    name: 'release',
    doc: 'Lets a key go, or all keys.',
    params: [{ ...key, optional: true }],
    example: 'test.press("jump")\ntest.wait(0.2)\ntest.release("jump")',
    run: (driver, name) => driver.release(name ?? null),
  }),
  drive({
    name: 'click',
    doc: 'Presses the left mouse button at a point of the scene for a moment.',
    params: [number('x', 'where', 'px'), number('y', 'where', 'px')],
    example: 'test.click(100, 60)',
    moves: true,
    run(driver, x, y) {
      driver.point([x, y], 0);
      driver.play(2);
      driver.point([x, y], null);
      driver.play(1);
    },
  }),
  drive({
    name: 'wait',
    doc: 'Lets the game play for a time.',
    params: [seconds('how long')],
    example: 'test.wait(0.5)',
    moves: true,
    run: (driver, duration) => driver.play(ticksOf(duration)),
  }),
  drive({
    name: 'expect',
    doc: 'Ends the test as failed unless the value is neither false nor nil.',
    params: [
      { name: 'value', type: 'any', doc: 'what should hold', optional: true },
      { ...text('message', 'what was expected'), optional: true },
    ],
    example: 'test.expect(ams.get_score() >= 0, "the score is never negative")',
    run(_driver, value, message) {
      if (value === undefined || value === null || value === false)
        throw new ScriptFault(typeof message !== 'string' ? 'this does not hold' : `expected: ${message}`);
    },
  }),
  drive({
    name: 'expect_equal',
    doc: 'Ends the test as failed unless both values are equal. Numbers may differ by a thousandth.',
    params: [
      { name: 'actual', type: 'any', doc: 'what it is', optional: true },
      { name: 'expected', type: 'any', doc: 'what it should be', optional: true },
    ],
    example: 'test.expect_equal(ams.get_state(), "playing")',
    run(_driver, actual, expected) {
      const near =
        typeof actual === 'number' && typeof expected === 'number' && Math.abs(actual - expected) <= 0.001;
      if (!near && describe(actual) !== describe(expected))
        throw new ScriptFault(`expected ${describe(expected)}, got ${describe(actual)}`);
    },
  }),
];

/** Written in Lua, since functions do not leave it. */
const conditionDoc: ApiDoc = {
  name: 'wait_until',
  group: 'test',
  doc: 'Lets the game play until a function gives true; ends the test as failed when it takes too long.',
  params: [
    { name: 'condition', type: 'any', doc: 'a function, asked after each tick' },
    { ...seconds('how long at most; 10 without it'), optional: true },
    { ...text('message', 'what was waited for'), optional: true },
  ],
  example: 'test.wait_until(function() return ams.get_time() > 0.2 end, 5, "a fifth of a second")',
};

/** What is shown of the table `test`. */
export const driverDocs: readonly ApiDoc[] = [
  ...driverFunctions.map(({ moves: _, run: __, ...doc }) => doc),
  conditionDoc,
];

/**
 * What stands before a test file, on its first line, so that lines keep their numbers: the local table `test`.
 * @param name what a function of the table is called among those of `ams`
 */
export const driverPrelude = (name: (short: string) => string): string =>
  [
    'local test={',
    ...driverFunctions.map((fn) => `${fn.name}=ams["${name(fn.name)}"],`),
    '}',
    'function test.wait_until(condition,seconds,message)',
    'seconds=seconds or 10',
    'for _=1,math.ceil(seconds*60) do if condition() then return end test.wait(1/60) end',
    'if not condition() then error("waited "..seconds.." s for "..(message or "a condition").." in vain",2) end',
    'end ',
  ].join(' ');
