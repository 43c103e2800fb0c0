import type { Page } from '@playwright/test';

/**
 * Drags files from outside over the window and lets them go at a point, through the browser's own drag and drop.
 * @param paths of files on disk
 */
export async function dropFiles(page: Page, paths: readonly string[], at: [number, number]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: at[0], y: at[1], data });
  await session.detach();
}
