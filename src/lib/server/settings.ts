import { parseArgs } from 'node:util';
import { ProblemError } from '../base/result.ts';

/** Where the server listens and keeps its data. */
export interface ServerSettings {
  port: number;
  host: string;
  dataDir: string;
  /** Further names it answers to. */
  hosts: string[];
}

/**
 * Reads settings from flags, else from the environment (PORT, HOST, PERIGEE_DATA, PERIGEE_HOSTS), else from defaults.
 * @param args what follows the command
 * @throws {@link ProblemError} for an unknown flag or a port that is none
 */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): ServerSettings {
  const flags = parseFlags(args);
  const port = flags.port ?? env['PORT'] ?? '3000';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new ProblemError({ message: `The port must be a number from 0 to 65535, not "${port}".` });
  }
  return {
    port: Number(port),
    host: flags.host || env['HOST'] || 'localhost',
    dataDir: flags.data || env['PERIGEE_DATA'] || 'data',
    hosts: (env['PERIGEE_HOSTS'] ?? '').split(/[\s,]+/).filter(Boolean),
  };
}

function parseFlags(args: readonly string[]): { port?: string; host?: string; data?: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' } },
    });
    return values;
  } catch (error) {
    throw new ProblemError({ message: `${(error as Error).message} Known are --port, --host and --data.` });
  }
}
