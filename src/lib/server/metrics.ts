import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the server counts, for `/metrics` in the text format of Prometheus. Names are documented in `docs/operate.md`. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #acknowledgement = this.#own(
    new Histogram({
      name: 'perigee_acknowledgement_seconds',
      help: 'From the question whether a change is durable to the answer.',
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 5],
      registers: [],
    }),
  );
  /** Frames are too many to be counted one by one under labels: they are added up here, and told when somebody looks. */
  readonly #traffic = { in: { frames: 0, bytes: 0 }, out: { frames: 0, bytes: 0 } };
  readonly #refusals = this.#own(
    new Counter({
      name: 'perigee_refused_total',
      help: 'What was refused, and why.',
      labelNames: ['why'],
      registers: [],
    }),
  );
  readonly #errors = this.#own(
    new Counter({
      name: 'perigee_errors_total',
      help: 'Failures of the server itself.',
      labelNames: ['of'],
      registers: [],
    }),
  );

  /** @param process whether to tell of memory, CPU and event loop too: once in a process */
  constructor({ process = false } = {}) {
    for (const what of ['frames', 'bytes'] as const) {
      const traffic = this.#traffic;
      const help = `${what === 'frames' ? 'Frames' : 'Bytes of frames'} of collaboration.`;
      const counter: Counter = new Counter({
        name: `perigee_${what}_total`,
        help,
        labelNames: ['direction'],
        registers: [],
        collect() {
          counter.reset();
          for (const direction of ['in', 'out'] as const)
            counter.inc({ direction }, traffic[direction][what]);
        },
      });
      this.#own(counter);
    }
    if (process) collectDefaultMetrics({ register: this.#registry });
  }

  /** Tells how many there are of something whenever somebody looks. */
  gauge(name: 'perigee_rooms' | 'perigee_connections', help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({ name, help, registers: [], collect: () => gauge.set(read()) });
    this.#registry.registerMetric(gauge);
  }

  acknowledged(seconds: number): void {
    this.#acknowledgement.observe(seconds);
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
    this.#refusals.inc({ why });
  }

  failed(of: 'storage' | 'request'): void {
    this.#errors.inc({ of });
  }

  /** Everything, as Prometheus reads it. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  #own<T extends Counter | Histogram>(metric: T): T {
    this.#registry.registerMetric(metric);
    return metric;
  }
}
