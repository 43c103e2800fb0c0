/** The log of a game's page: its console, its errors and its scripts, sent to the server when the address asks for it. */
import type { LogSink } from './game-player.ts';
import { LogStream, type LogLevel, type SendOutcome } from './log-stream.ts';

const consoleLevels = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } as const;

/** One argument of `console.log`, as text. */
function describe(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? `${value.name}: ${value.message}`;
  try {
    return typeof value === 'object' ? (JSON.stringify(value) ?? String(value)) : String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** What a server's answer means for a batch. */
function outcomeOf(status: number): SendOutcome {
  if (status >= 200 && status < 300) return 'taken';
  if (status === 404) return 'gone';
  // Too many at once, a full disk, a restart: all of these pass.
  return status === 429 || status >= 500 ? 'later' : 'refused';
}

/** Passes lines of the page's console on, which still shows them. */
function followConsole(add: (level: LogLevel, source: string, text: string) => void): void {
  for (const [name, level] of Object.entries(consoleLevels) as [keyof typeof consoleLevels, LogLevel][]) {
    const show = console[name].bind(console);
    console[name] = (...args: unknown[]) => {
      show(...args);
      add(level, 'console', args.map(describe).join(' '));
    };
  }
}

/**
 * Begins the log of the page.
 * @param logsTo where to send it; `undefined` for a page without a server, which keeps its log to the console
 * @returns what takes the lines of the game itself
 */
export function startPageLog(logsTo: string | undefined): LogSink {
  const show = { info: console.info, warn: console.warn, error: console.error };
  const wanted = new URLSearchParams(location.search).get('logstream') === 'true';
  if (logsTo === undefined || !wanted)
    return (level, source, text) => show[level].call(console, `${source}: ${text}`);

  const stream = new LogStream({
    async send(body) {
      try {
        const answer = await fetch(logsTo, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body,
          // The last lines arrive although the page is being left.
          keepalive: true,
        });
        return outcomeOf(answer.status);
      } catch {
        return 'later';
      }
    },
    clock: () => performance.now(),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  followConsole((level, source, text) => stream.add(level, source, text));
  window.addEventListener('error', ({ error, message, filename, lineno }) =>
    stream.add('error', 'page', error ? describe(error) : `${message} (${filename}:${lineno})`),
  );
  window.addEventListener('unhandledrejection', ({ reason }) =>
    stream.add('error', 'page', describe(reason)),
  );
  window.addEventListener('online', () => void stream.flush());
  window.addEventListener('pagehide', () => void stream.flush());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) void stream.flush();
  });
  stream.add('info', 'page', `Opened on ${navigator.userAgent}`);
  return (level, source, text) => {
    show[level].call(console, `${source}: ${text}`);
    stream.add(level, source, text);
  };
}
