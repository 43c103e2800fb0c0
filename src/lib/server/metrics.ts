import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { Histogram } from './histogram.ts';

/** Upper ends of the groups into which times are counted, in seconds. */
const ACKNOWLEDGED = [0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 5];
const TICKED = [0.001, 0.002, 0.004, 0.008, 0.0125, 0.0167, 0.033, 0.1];
const COMPACTED = [0.01, 0.05, 0.1, 0.5, 1, 5, 30];

type Kind = 'counter' | 'gauge' | 'histogram';
/** Values of one metric; the key is what stands behind the name, such as `{why="flood"}`. */
type Values = Iterable<readonly [labels: string, value: number]>;

/**
 * What the server counts, for `/metrics` in the text format of Prometheus (exposition format 0.0.4). Names are documented
 * in `docs/operate.md`. Counting is a sum: there are tens of thousands of frames a second.
 */
export class Metrics {
  readonly contentType = 'text/plain; version=0.0.4; charset=utf-8';
  readonly #traffic = { in: { frames: 0, bytes: 0 }, out: { frames: 0, bytes: 0 } };
  readonly #refusals = new Map<string, number>();
  readonly #errors = new Map<string, number>();
  /** Seconds from the question whether a change is durable to the answer. */
  readonly acknowledgements = new Histogram(
    'perigee_acknowledgement_seconds',
    'From the question whether a change is durable to the answer.',
    ACKNOWLEDGED,
  );
  /** Seconds that a tick of a game takes that is played together here. */
  readonly ticks = new Histogram(
    'perigee_tick_seconds',
    'What a tick of a game that is played together takes.',
    TICKED,
  );
  /** Seconds until a log is made shorter. */
  readonly compactions = new Histogram(
    'perigee_compaction_seconds',
    'Until the log of a project is made shorter, in a thread beside.',
    COMPACTED,
  );
  readonly #gauges: { name: string; help: string; read: () => number }[] = [];
  readonly #delay: IntervalHistogram | null = null;

  /** @param process whether to tell of memory, CPU and event loop too: once in a process */
  constructor({ process = false } = {}) {
    if (!process) return;
    this.#delay = monitorEventLoopDelay({ resolution: 20 });
    this.#delay.enable();
  }

  /** Tells how many there are of something whenever somebody looks. */
  gauge(name: string, help: string, read: () => number): void {
    this.#gauges.push({ name, help, read });
  }

  sent(bytes: number): void {
    this.#traffic.out.bytes += bytes;
    this.#traffic.out.frames++;
  }

  received(bytes: number): void {
    this.#traffic.in.bytes += bytes;
    this.#traffic.in.frames++;
  }

  refused(why: string): void {
    this.#refusals.set(why, (this.#refusals.get(why) ?? 0) + 1);
  }

  failed(of: 'storage' | 'request' | 'compaction' | 'unexpected'): void {
    this.#errors.set(of, (this.#errors.get(of) ?? 0) + 1);
  }

  /** Everything, as Prometheus reads it. */
  text(): string {
    const { in: received, out: sent } = this.#traffic;
    const parts = [
      metric('perigee_frames_total', 'counter', 'Frames of collaboration.', [
        ['{direction="in"}', received.frames],
        ['{direction="out"}', sent.frames],
      ]),
      metric('perigee_bytes_total', 'counter', 'Bytes of frames of collaboration.', [
        ['{direction="in"}', received.bytes],
        ['{direction="out"}', sent.bytes],
      ]),
      metric(
        'perigee_refused_total',
        'counter',
        'What was refused, and why.',
        labelled('why', this.#refusals),
      ),
      metric(
        'perigee_errors_total',
        'counter',
        'Failures of the server itself.',
        labelled('of', this.#errors),
      ),
      ...[this.acknowledgements, this.compactions, this.ticks].map(({ name, help, values }) =>
        metric(name, 'histogram', help, values),
      ),
      ...this.#gauges.map(({ name, help, read }) => metric(name, 'gauge', help, [['', read()]])),
      ...(this.#delay ? processMetrics(this.#delay) : []),
    ];
    return parts.join('');
  }
}

function metric(name: string, kind: Kind, help: string, values: Values): string {
  const lines = [...values].map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n${lines.join('')}`;
}

const labelled = (label: string, counts: ReadonlyMap<string, number>): Values =>
  [...counts].map(([value, count]) => [`{${label}="${value}"}`, count] as const);

function processMetrics(delay: IntervalHistogram): string[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const late = delay.count === 0 ? 0 : delay.percentile(99) / 1e9;
  delay.reset();
  return [
    metric('process_cpu_seconds_total', 'counter', 'CPU time.', [['', (user + system) / 1e6]]),
    metric('process_resident_memory_bytes', 'gauge', 'Memory of the process.', [['', rss]]),
    metric('nodejs_heap_size_used_bytes', 'gauge', 'Memory of JavaScript.', [['', heapUsed]]),
    metric(
      'nodejs_eventloop_lag_p99_seconds',
      'gauge',
      'How late things begin, since somebody looked last.',
      [['', late]],
    ),
  ];
}
