/** The server as it is built, in a process of its own that can be killed. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { until } from './test-server.ts';

/** A bundle of its own, as other tests may use the one in build/server. */
let bundle: string | null = null;

function built(): string {
  if (bundle) return bundle;
  removeStale();
  const path = `build/test-server-${process.pid}`;
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', '--node-only', path], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return (bundle = path);
}

/** A worker of the tests is ended without a word: the next one removes what it has left. */
function removeStale(): void {
  for (const name of existsSync('build') ? readdirSync('build') : []) {
    const pid = /^test-server-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join('build', name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Starts it on a free port; it ends with the test. @param accident code that the process runs beside it */
export async function startProcess(
  dataDir: string,
  accident = '',
): Promise<{ child: ChildProcess; url: string; sync: string }> {
  const program = `
    import { main } from ${JSON.stringify(pathToFileURL(join(built(), 'cli.js')).href)};
    process.exitCode = await main(${JSON.stringify(['serve', '--port', '0', '--data', dataDir])});
    ${accident}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  await until(() => {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output}`);
    return /ready: \S+\n/.test(output);
  });
  const url = /ready: (\S+)/.exec(output)![1]!;
  return { child, url, sync: `${url.replace('http', 'ws')}/sync` };
}

/** Makes a project. @returns its address */
export async function makeProject(url: string, name: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/projects`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return ((await answer.json()) as { id: string }).id;
}
