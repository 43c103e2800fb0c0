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

/** A file that is on no disk. */
export interface FileToDrop {
  name: string;
  content: Buffer | Uint8Array | string;
}

/** Lets files that are made up go over the page. */
export async function drop(page: Page, files: readonly FileToDrop[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name));
      }
      return data;
    },
    files.map(({ name, content }) => ({ name, base64: Buffer.from(content).toString('base64') })),
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
