import type { Browser } from '@playwright/test';

/** Runs a task with the built program served and a browser, and ends both after it. */
export function withServedPage(task: (browser: Browser, url: string) => Promise<void>): Promise<void>;
