/**
 * Finds a Chromium for the tests: PERIGEE_CHROMIUM, an installed Chromium or Chrome, then Playwright's own.
 * On Debian as root it installs the package; otherwise it says in one line what to install.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macApps];
  return candidates.find(isExecutable);
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return file && existsSync(file) ? file : undefined;
}

function installOnDebian() {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined;
  console.log('No Chromium found: installing the Debian package chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  const packages = ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
  execFileSync('apt-get', packages, { stdio: ['ignore', 'ignore', 'inherit'], env });
  return installed();
}

/** The path of a browser; throws an Error of one line when there is none. */
export async function findBrowser() {
  const named = process.env.PERIGEE_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`PERIGEE_CHROMIUM names ${named}, which is not there or cannot be run.`);
  }
  const found = installed() ?? (await playwrightsOwn()) ?? installOnDebian();
  if (found) return found;
  throw new Error(
    'No browser found for the tests: install Chromium or Chrome, or set PERIGEE_CHROMIUM to its path.',
  );
}
