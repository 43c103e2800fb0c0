/** What a page's main thread works in each frame, as Chromium's own trace tells. */
import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  dur?: number;
  /** Of them the thread itself worked. */
  tdur?: number;
  args?: { name?: string };
}

/** What Chromium notes when a frame goes from the main thread to the compositor. */
const FRAME_END = 'BeginCommitCompositorFrame';

/** Milliseconds. */
const ms = (microseconds: number): number => microseconds / 1000;

/**
 * Milliseconds of work of the main thread for each frame that was made while something happened. Time that the thread waited for a
 * processor is not in it, so that other programs hardly matter.
 */
export async function workPerFrame(page: Page, happen: () => Promise<void>): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: [
        'toplevel',
        'devtools.timeline',
        '__metadata',
        'disabled-by-default-devtools.timeline',
      ],
    },
  });
  await happen();
  const events = await stop(session);
  await session.detach();
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const busiest = mostFrames(events, threads);
  const ours = events.filter(({ pid, tid }) => `${pid}:${tid}` === busiest);
  // Each frame ends by being handed over to be shown, in the middle of a task.
  const ends = ours.filter(({ name }) => name === FRAME_END).map(({ ts }) => ts);
  const tasks = ours.filter(({ name, ph }) => ph === 'X' && name === 'RunTask');
  ends.sort((a, b) => a - b);
  const work = ends.map(() => 0);
  for (const { ts, dur = 0, tdur = dur } of tasks) {
    const frame = ends.findIndex((end) => end >= ts);
    if (frame >= 0) work[frame]! += ms(tdur);
  }
  return work;
}

async function stop(session: CDPSession): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  return events;
}

/** The main thread that made most frames: that of the page in front. */
function mostFrames(events: readonly TraceEvent[], threads: ReadonlySet<string>): string {
  const counts = new Map<string, number>();
  for (const { name, pid, tid } of events) {
    const thread = `${pid}:${tid}`;
    if (name === FRAME_END && threads.has(thread)) counts.set(thread, (counts.get(thread) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** The value below which 95 of 100 lie. */
export function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
}
