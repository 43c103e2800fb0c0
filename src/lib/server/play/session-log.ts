import { LogStream, type LogBatch, type SendOutcome } from '../../runtime/log-stream.ts';
import type { RemoteLogs } from '../logs/remote-logs.ts';
import type { FromThread } from './thread-protocol.ts';

/** What a game that several play logs goes where the logs of devices go: into files, and to whoever has the project open. */
export class SessionLog {
  readonly #stream: LogStream;

  constructor(
    private readonly logs: Pick<RemoteLogs, 'take'>,
    private readonly project: string,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.#stream = new LogStream({
      send: (body) => this.#send(body),
      clock: () => performance.now(),
      after: (milliseconds, callback) => {
        const timer = setTimeout(callback, milliseconds).unref();
        return () => clearTimeout(timer);
      },
    });
  }

  add({ level, text, script, line }: Extract<FromThread, { kind: 'log' }>): void {
    const place = line === undefined ? script : `${script}:${line}`;
    this.#stream.add(level, place ?? 'game', text);
  }

  /** Sends what is left. */
  end(): Promise<void> {
    return this.#stream.flush();
  }

  async #send(body: string): Promise<SendOutcome> {
    try {
      const answer = await this.logs.take(this.project, JSON.parse(body) as LogBatch, 'game', body.length);
      return answer.taken ? 'taken' : 'later';
    } catch (error) {
      this.onFailure(error);
      return 'later';
    }
  }
}
