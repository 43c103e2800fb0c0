import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBrowser, type Machine } from '../../scripts/find-browser.mjs';

const own = '/home/me/.cache/ms-playwright/chromium/chrome';

/** A machine on which these files can be run; installing the package of Debian adds `/usr/bin/chromium`. */
function machine(
  files: string[],
  { debianRoot = false, offline = false, ...env }: Record<string, unknown> = {},
) {
  const there = new Set(files);
  const log: string[] = [];
  const fake: Machine = {
    env: { PATH: ['/opt/bin', '/usr/bin'].join(delimiter), ...(env as NodeJS.ProcessEnv) },
    isExecutable: (file) => there.has(file),
    playwrightsOwn: () => Promise.resolve(own),
    canInstall: () => debianRoot === true,
    install: () => {
      log.push('install');
      if (!offline) there.add('/usr/bin/chromium');
    },
  };
  return { fake, log };
}

describe('a browser for the tests', () => {
  it('is the one that PERIGEE_CHROMIUM names, before all others', async () => {
    const { fake } = machine(['/mine/chrome', '/usr/bin/chromium', own], {
      PERIGEE_CHROMIUM: '/mine/chrome',
    });
    expect(await findBrowser(fake)).toBe('/mine/chrome');
  });

  it('is no other one when PERIGEE_CHROMIUM names what is not there', async () => {
    const { fake } = machine(['/usr/bin/chromium'], { PERIGEE_CHROMIUM: '/mine/chrome' });
    await expect(findBrowser(fake)).rejects.toThrow(
      /^PERIGEE_CHROMIUM names \/mine\/chrome, which is not there/,
    );
  });

  it.each([
    ['/usr/bin/chromium'],
    ['/opt/bin/chromium-browser'],
    ['/usr/bin/google-chrome-stable'],
    ['/usr/bin/google-chrome'],
    ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  ])("is an installed one, %s, before Playwright's own", async (file) => {
    expect(await findBrowser(machine([own, file], { debianRoot: true }).fake)).toBe(file);
  });

  it('is Chromium where both it and Chrome are installed', async () => {
    const { fake } = machine(['/opt/bin/google-chrome', '/usr/bin/chromium']);
    expect(await findBrowser(fake)).toBe('/usr/bin/chromium');
  });

  it("is Playwright's own before anything is installed", async () => {
    const { fake, log } = machine([own], { debianRoot: true });
    expect(await findBrowser(fake)).toBe(own);
    expect(log).toEqual([]);
  });

  it('is installed by the root of a Debian, once', async () => {
    const { fake, log } = machine([], { debianRoot: true });
    expect(await findBrowser(fake)).toBe('/usr/bin/chromium');
    expect(log).toEqual(['install']);
  });

  it.each([
    ['elsewhere', {}],
    ['where installing fails', { debianRoot: true, offline: true }],
    ['without a PATH', { PATH: undefined }],
  ])('is asked for in one line %s', async (_, options) => {
    const error = await findBrowser(machine([], options).fake).catch((reason: unknown) => reason as Error);
    expect((error as Error).message).toBe(
      'No browser found for the tests: install Chromium or Chrome, or set PERIGEE_CHROMIUM to its path.',
    );
  });
});
