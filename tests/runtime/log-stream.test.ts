import { expect, it } from 'vitest';
import { LOG_LIMITS, LogStream, type LogBatch, type SendOutcome } from '../../src/lib/runtime/log-stream.ts';

/** A stream with a clock and a server of its own; `answers` are given in turn, then `taken`. */
function setup(answers: SendOutcome[] = []) {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const batches: LogBatch[] = [];
  const bodies: string[] = [];
  const stream = new LogStream({
    async send(body) {
      bodies.push(body);
      batches.push(JSON.parse(body) as LogBatch);
      return answers.shift() ?? 'taken';
    },
    clock: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
  });
  /** Lets time pass, and promises settle. */
  const pass = async (milliseconds: number) => {
    const end = now + milliseconds;
    while (true) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      timers = timers.filter((each) => each !== next);
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
  };
  const texts = () => batches.flatMap(({ lines }) => lines.map(({ text }) => text));
  return { stream, batches, bodies, pass, texts, waiting: () => timers.length };
}

it('sends lines together, in order, with their age, and nothing when there is nothing', async () => {
  const { stream, batches, pass, waiting } = setup();
  await pass(5000);
  expect(batches).toEqual([]);
  stream.add('info', 'behavior/hero.lua:3', 'one');
  await pass(100);
  stream.add('error', 'page', 'two');
  await pass(1000);
  expect(batches).toEqual([
    {
      session: expect.stringMatching(/^[\w-]{21}$/),
      batch: 1,
      dropped: 0,
      lines: [
        { level: 'info', source: 'behavior/hero.lua:3', text: 'one', age: 500 },
        { level: 'error', source: 'page', text: 'two', age: 400 },
      ],
    },
  ]);
  expect(waiting()).toBe(0);
});

it('sends the same batch again until it is taken, less and less often', async () => {
  const { stream, batches, pass, texts } = setup(['later', 'later', 'later']);
  stream.add('info', 'game', 'a');
  await pass(600);
  stream.add('info', 'game', 'b');
  await pass(10_000);
  expect(batches.map(({ batch }) => batch)).toEqual([1, 1, 1, 1, 2]);
  expect(texts()).toEqual(['a', 'a', 'a', 'a', 'b']);
});

it('keeps a bounded queue while offline and says how many lines were lost', async () => {
  const offline = Array<SendOutcome>(30).fill('later');
  const { stream, batches, pass } = setup(offline);
  for (let index = 0; index < 5000; index++) {
    stream.add('info', 'game', `line ${index}`);
    if (index % 50 === 0) await pass(100);
  }
  await pass(3_600_000);
  const taken = [...new Map(batches.map((batch) => [batch.batch, batch])).values()];
  const kept = taken.reduce((sum, { lines }) => sum + lines.length, 0);
  const lost = taken.reduce((sum, { dropped }) => sum + dropped, 0);
  expect(kept + lost).toBe(5000);
  expect(kept).toBeLessThanOrEqual(1000 + LOG_LIMITS.lines);
  expect(taken.at(-1)!.lines.at(-1)!.text).toBe('line 4999');
});

it('counts a batch that the server refuses as lost and goes on', async () => {
  const { stream, batches, pass } = setup(['refused']);
  stream.add('info', 'game', 'bad');
  await pass(1000);
  stream.add('info', 'game', 'good');
  await pass(1000);
  expect(batches.map(({ batch, dropped }) => [batch, dropped])).toEqual([
    [1, 0],
    [2, 1],
  ]);
});

it('ends when the project is gone', async () => {
  const { stream, batches, pass, waiting } = setup(['gone']);
  stream.add('info', 'game', 'a');
  await pass(1000);
  stream.add('info', 'game', 'b');
  await pass(60_000);
  expect(batches).toHaveLength(1);
  expect(waiting()).toBe(0);
});

it('keeps every request within its limits, whatever is logged', async () => {
  const { stream, bodies, batches, pass } = setup();
  for (let index = 0; index < 600; index++)
    stream.add('info', 's'.repeat(500), '\u0000"\\ü'.repeat(index % 3 ? 1 : 900));
  await pass(3_600_000);
  expect(batches.reduce((sum, { lines }) => sum + lines.length, 0)).toBe(600);
  for (const body of bodies) expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(64 * 1024);
  for (const { lines } of batches) {
    expect(lines.length).toBeLessThanOrEqual(LOG_LIMITS.lines);
    for (const { text, source } of lines) {
      expect(text.length).toBeLessThanOrEqual(LOG_LIMITS.text);
      expect(source.length).toBeLessThanOrEqual(LOG_LIMITS.source);
    }
  }
});

it('sends at once when the page is left', async () => {
  const { stream, batches } = setup();
  stream.add('info', 'game', 'bye');
  await stream.flush();
  expect(batches).toHaveLength(1);
});
