import { describe, expect, it } from 'vitest';
import { play } from './fake-world.ts';

/** What a script prints, one text for each call of `print`. */
function printed(body: string): string[] {
  const { world, script, tick } = play();
  world.score = 4_000_000_000;
  script(
    world.add('e', { x: 7 }),
    `local n = 2147483647\nreturn { on_update = function(e, dt, props)\n${body}\nend }`,
  );
  const failure = tick();
  if (failure) throw new Error(`${failure.line}: ${failure.message}`);
  return world.logs.map(({ text }) => text);
}

describe('Numbers of scripts', () => {
  const examples: [expression: string, shown: string][] = [
    ['3000000000', '3000000000'],
    ['n + 1', '2147483648'],
    ['2147483647 + 1', '2147483648'],
    ['-n - 2', '-2147483649'],
    ['100000 * 100000', '10000000000'],
    ['math.floor(99999.5) * math.floor(99999.5)', '9999800001'],
    ['math.random(50000, 50000) * math.random(50000, 50000)', '2500000000'],
    ['tonumber("50000") * tonumber("50000")', '2500000000'],
    ['ams.get_score() + 1', '4000000001'],
    ['ams.get_score() * 1000000', '4000000000000000'],
    ['#"abc" * 1000000000', '3000000000'],
    ['9007199254740991', '9007199254740991'],
    ['math.maxinteger', '9007199254740991'],
    ['10', '10'],
    ['10 / 2', '5'],
    ['10.0', '10'],
    ['7 // 2', '3'],
    ['7 / 2', '3.5'],
    ['-7 % 3', '2'],
    ['2 ^ 10', '1024'],
    ['e.x', '7'],
    ['0.1 + 0.2', '0.3'],
    ['1e300 * 10', '1e+301'],
    ['1 / 0', 'inf'],
    ['-1 / 0', '-inf'],
    ['5 & 3 | 8', '9'],
    ['1 << 4', '16'],
    ['~0', '-1'],
    ['"10" + 5', '15'],
    ['"5" * "5"', '25'],
    ['10 .. ""', '10'],
    ['1 .. 2.5 .. e.x', '12.57'],
    ['tostring(3.0) .. tostring(n + 1)', '32147483648'],
    ['table.concat({ 1, 2.0, 2.5, n + 1 }, " ")', '1 2 2.5 2147483648'],
    ['("%d %s %5.1f %x"):format(3, 4.0, 5, 255)', '3 4   5.0 ff'],
    [
      '("%d|%12d|%-12d|%i"):format(3000000000, 3000000000, -3000000000, 1e12)',
      '3000000000|  3000000000|-3000000000 |1000000000000',
    ],
    ['("%% %s ä %d%%"):format(1, 50)', '% 1 ä 50%'],
    ['math.type(1) .. math.type(1.5) .. tostring(math.type("1"))', 'integerfloatnil'],
    ['math.tointeger(3.0)', '3'],
    ['tostring(math.tointeger(3.5))', 'nil'],
    ['math.max(1, 2) + math.abs(-3) + math.fmod(7, 4)', '8'],
    ['select("#", 1, 2) + select(2, 5, 6)', '8'],
    ['("x"):rep(3) .. ("hello"):sub(2, 3)', 'xxxel'],
    ['tostring(1 == 1.0) .. tostring(math.floor(2.5) == 2)', 'truetrue'],
    ['tostring(3000000000 > n)', 'true'],
  ];
  for (const [expression, shown] of examples)
    it(`${expression} is ${shown}`, () => {
      expect(printed(`print(${expression})`)).toEqual([shown]);
    });

  it('count on past 2^31, in loops and sums', () => {
    expect(
      printed(`local sum = 0
        for i = 2147483646, 2147483650 do sum = sum + i end
        for i = 10, 1, -3 do sum = sum + i end
        for i, v in ipairs({ 5, 5 }) do sum = sum + i * v end
        print(sum)
        local k = 0
        while k < 5 do k = k + 1 n = n * 2 end
        print(n, k)`),
    ).toEqual([String(5 * 2147483648 + 22 + 15), `${2147483647 * 32}\t5`]);
  });

  it('are the same keys of tables, whole or not', () => {
    expect(
      printed(`local t = { 1, 2 }
        t[3.0] = 3
        t[#t + 1] = 4
        t[6 / 3] = "two"
        t[3000000000] = "far"
        print(t[1], t[1.0], t[2], #t, t[2000000000 + 1000000000], t[math.floor(3.7)])
        for k, v in pairs({ [1] = "a", [2.5] = "b" }) do print(k, v) end
        print(next({ [7.0] = true }))`),
    ).toEqual(['1\t1\ttwo\t4\tfar\t3', '1\ta', '2.5\tb', '7\ttrue']);
  });

  it('go to the host and back as they are', () => {
    expect(
      printed(`ams.set_prop(e, "n", n + 1)
        ams.set_value("list", 3)
        print(ams.get_prop(e, "n"), ams.get_value("list"), ams.clamp(12, 0, 10))`),
    ).toEqual(['2147483648\t3\t10']);
  });
});
