import { defineConfig } from '@playwright/test';
import { oneSize } from './e2e/sizes.ts';

/** Flags without which Chromium in a closed network or as root does not start or talks to the outside. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    viewport: oneSize,
    video: 'off',
    trace: 'off',
    screenshot: 'off',
    // Only the story of opening without a server has it: filling its cache takes time from all others.
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath: process.env.PERIGEE_CHROMIUM ?? '/usr/bin/chromium',
      args: chromiumFlags,
    },
  },
});
