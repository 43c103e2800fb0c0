/**
 * Finds a Chromium for the tests: PERIGEE_CHROMIUM, an installed Chromium or Chrome, then Playwright's own.
 * On Debian as root it installs the package; otherwise it says in one line what to install.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const macApps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What is asked of this machine; tests put another in its place. */
const thisMachine = {
  env: process.env,
  isExecutable(file) {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  async playwrightsOwn() {
    const { chromium } = await import('@playwright/test');
    return chromium.executablePath();
  },
  canInstall: () => existsSync('/etc/debian_version') && process.getuid?.() === 0,
  install() {
    console.log('No Chromium found: installing the Debian package chromium …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const packages = ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', packages, { stdio: ['ignore', 'ignore', 'inherit'], env });
  },
};

/** The path of a browser; throws an Error of one line when there is none. */
export async function findBrowser(machine = thisMachine) {
  const { env, isExecutable } = machine;
  const named = env.PERIGEE_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`PERIGEE_CHROMIUM names ${named}, which is not there or cannot be run.`);
  }
  const installed = () => {
    const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
    const places = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macApps];
    return places.find(isExecutable);
  };
  const found = installed();
  if (found) return found;
  const own = await machine.playwrightsOwn();
  if (own && isExecutable(own)) return own;
  if (machine.canInstall()) {
    machine.install();
    const fresh = installed();
    if (fresh) return fresh;
  }
  throw new Error(
    'No browser found for the tests: install Chromium or Chrome, or set PERIGEE_CHROMIUM to its path.',
  );
}
