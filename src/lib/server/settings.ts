import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isRecord } from '../base/guards.ts';
import { ProblemError } from '../base/result.ts';
import type { MetricsFor } from './http/metrics.ts';
import { USUAL_LIMITS, type Limits } from './limits.ts';

/** How the server runs. */
export interface ServerSettings {
  port: number;
  host: string;
  dataDir: string;
  /** Further names it answers to. */
  hosts: string[];
  /** What everybody is asked for; '' for nothing. */
  password: string;
  /** Who may read `/metrics`. */
  metrics: MetricsFor;
  /** From which level on the log has lines. */
  log: string;
  limits: Limits;
}

/** One setting: where it is read from, in this order of precedence: flag, environment, file, default. */
interface Setting {
  /** In the file of settings, and as a flag where {@link flag} is set. */
  name: string;
  env: string;
  flag?: true;
  standard: string;
  /** What it is for, with its unit. */
  words: string;
}

const MB = 1024 * 1024;
const KB = 1024;

/** Every setting of the server. `docs/operate.md` has this table, too; a test compares them. */
export const SETTINGS: readonly Setting[] = [
  { name: 'port', env: 'PORT', flag: true, standard: '3000', words: 'port; 0 for any free one' },
  {
    name: 'host',
    env: 'HOST',
    flag: true,
    standard: 'localhost',
    words: 'address to listen on; `0.0.0.0` for the network',
  },
  { name: 'data', env: 'PERIGEE_DATA', flag: true, standard: 'data', words: 'data directory' },
  {
    name: 'hosts',
    env: 'PERIGEE_HOSTS',
    standard: '',
    words: 'further names a server on `localhost` answers to, with commas',
  },
  {
    name: 'password',
    env: 'PERIGEE_PASSWORD',
    standard: '',
    words: 'what everybody is asked for; empty for nothing',
  },
  {
    name: 'metrics',
    env: 'PERIGEE_METRICS',
    standard: 'local',
    words: 'who may read `/metrics`: `local`, `all`, `off`',
  },
  {
    name: 'log',
    env: 'PERIGEE_LOG',
    standard: 'warn',
    words: 'least level that is logged: `debug`, `info`, `warn`, `error`, `silent`',
  },
  {
    name: 'maxFrame',
    env: 'PERIGEE_MAX_FRAME',
    standard: String(USUAL_LIMITS.frameBytes / MB),
    words: 'longest message of a socket, MB',
  },
  {
    name: 'maxBacklog',
    env: 'PERIGEE_MAX_BACKLOG',
    standard: String(USUAL_LIMITS.backlogBytes / MB),
    words: 'how far a reader may fall behind, MB',
  },
  {
    name: 'maxPresence',
    env: 'PERIGEE_MAX_PRESENCE',
    standard: String(USUAL_LIMITS.presenceBytes / KB),
    words: 'presence of one connection, kB a second',
  },
  {
    name: 'maxMessages',
    env: 'PERIGEE_MAX_MESSAGES',
    standard: String(USUAL_LIMITS.framesPerSecond),
    words: 'messages of one connection a second; ten times as many at once',
  },
  {
    name: 'maxConnections',
    env: 'PERIGEE_MAX_CONNECTIONS',
    standard: String(USUAL_LIMITS.connections),
    words: 'connections of one project',
  },
  {
    name: 'maxGames',
    env: 'PERIGEE_MAX_GAMES',
    standard: String(USUAL_LIMITS.games),
    words: 'games that several play at once, on the whole server',
  },
];

const FLAGS = SETTINGS.filter(({ flag }) => flag).map(({ name }) => name);

/**
 * Reads settings: from flags, else from the environment, else from the JSON file that `--config` or PERIGEE_CONFIG names,
 * else from the defaults of {@link SETTINGS}.
 * @param args what follows the command
 * @throws {@link ProblemError} for an unknown flag, a file that cannot be read, or a value that is none
 */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): ServerSettings {
  const flags = parseFlags(args);
  const file = readFile(flags['config'] ?? env['PERIGEE_CONFIG']);
  const texts = new Map(
    SETTINGS.map(({ name, env: variable, standard }) => [
      name,
      flags[name] || env[variable] || file.get(name) || standard,
    ]),
  );
  const text = (name: string) => texts.get(name) ?? '';
  const port = text('port');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new ProblemError({ message: `The port must be a number from 0 to 65535, not "${port}".` });
  }
  const amount = (name: string, unit = 1): number => {
    const value = Number(text(name));
    if (!(value > 0) || !Number.isFinite(value))
      throw new ProblemError({ message: `${name} must be a number above 0, not "${text(name)}".` });
    return Math.ceil(value * unit);
  };
  return {
    port: Number(port),
    host: text('host'),
    dataDir: text('data'),
    hosts: text('hosts')
      .split(/[\s,]+/)
      .filter(Boolean),
    password: text('password'),
    metrics: oneOf('metrics', text('metrics'), ['local', 'all', 'off']),
    log: oneOf('log', text('log'), ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    limits: {
      ...USUAL_LIMITS,
      frameBytes: amount('maxFrame', MB),
      backlogBytes: amount('maxBacklog', MB),
      presenceBytes: amount('maxPresence', KB),
      framesPerSecond: amount('maxMessages'),
      connections: amount('maxConnections'),
      games: amount('maxGames'),
    },
  };
}

function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined)
    throw new ProblemError({ message: `${name} must be one of ${choices.join(', ')}, not "${value}".` });
  return found;
}

function readFile(path: string | undefined): Map<string, string> {
  if (!path) return new Map();
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ProblemError({
      message: `The settings in ${path} cannot be read: ${(error as Error).message}`,
    });
  }
  if (!isRecord(value)) throw new ProblemError({ message: `The settings in ${path} must be a JSON object.` });
  const unknown = Object.keys(value).filter((name) => !SETTINGS.some((setting) => setting.name === name));
  if (unknown.length > 0)
    throw new ProblemError({
      message: `The settings in ${path} have "${unknown.join('", "')}", which is unknown. Known are ${SETTINGS.map(({ name }) => name).join(', ')}.`,
    });
  return new Map(
    Object.entries(value).map(([name, each]) => [name, Array.isArray(each) ? each.join(',') : String(each)]),
  );
}

function parseFlags(args: readonly string[]): Record<string, string | undefined> {
  const options = Object.fromEntries([...FLAGS, 'config'].map((name) => [name, { type: 'string' as const }]));
  try {
    return parseArgs({ args: [...args], options }).values as Record<string, string | undefined>;
  } catch (error) {
    throw new ProblemError({
      message: `${(error as Error).message} Known are --port, --host, --data and --config.`,
    });
  }
}
