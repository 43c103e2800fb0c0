import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { newProject } from './new-project.ts';

/** Hands on the scene: everything by mouse and keyboard, everything asserted through what the page shows. */
export class Hands {
  readonly canvas: Locator;
  readonly rows: Locator;
  #left = 0;
  #top = 0;

  private constructor(readonly page: Page) {
    this.canvas = page.getByRole('application', { name: 'Scene' });
    this.rows = page.getByRole('treeitem');
  }

  /** A new project. */
  static async open(page: Page, url: string): Promise<Hands> {
    await page.goto(await newProject(url));
    return Hands.on(page);
  }

  /** The project that a page shows, or is about to show. */
  static async on(page: Page): Promise<Hands> {
    const hands = new Hands(page);
    await expect(hands.canvas).toBeVisible();
    await expect(page.getByRole('status', { name: 'Save status' })).toContainText('saved', {
      ignoreCase: true,
    });
    const box = (await hands.canvas.boundingBox())!;
    hands.#left = box.x;
    hands.#top = box.y;
    return hands;
  }

  /** A point of the canvas as a point of the window. */
  at(x: number, y: number): [number, number] {
    return [this.#left + x, this.#top + y];
  }

  async drag(from: [number, number], to: [number, number], keys: string[] = []): Promise<void> {
    const { mouse, keyboard } = this.page;
    await mouse.move(...this.at(...from));
    await mouse.down();
    for (const key of keys) await keyboard.down(key);
    await mouse.move(...this.at((from[0] + to[0]) / 2, (from[1] + to[1]) / 2));
    await mouse.move(...this.at(...to));
    await mouse.up();
    for (const key of keys) await keyboard.up(key);
  }

  async click(x: number, y: number): Promise<void> {
    await this.page.mouse.click(...this.at(x, y));
  }

  async draw(key: string, from: [number, number], to: [number, number]): Promise<void> {
    await this.canvas.focus();
    await this.page.keyboard.press(key);
    await this.drag(from, to);
  }

  field(name: string): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' }).getByLabel(name, { exact: true });
  }

  async number(name: string): Promise<number> {
    return Number(await this.field(name).inputValue());
  }

  async expectNumbers(values: Record<string, number>): Promise<void> {
    for (const [name, value] of Object.entries(values))
      await expect.poll(() => this.number(name), { message: name }).toBe(value);
  }

  row(name: string): Locator {
    return this.page.getByRole('treeitem', { name, exact: true });
  }

  /** Takes a step back or forth, by the button or by the keys. */
  async step(which: 'undo' | 'redo', how: 'button' | 'keys'): Promise<void> {
    const button = this.page.getByRole('button', { name: which === 'undo' ? 'Undo' : 'Redo', exact: true });
    await expect(button).toBeEnabled();
    if (how === 'button') return button.click();
    await this.canvas.focus();
    await this.page.keyboard.press(which === 'undo' ? 'Control+z' : 'Control+Shift+z');
  }

  /** Undo and redo of the last edit, each by the button and by the keys; it is done again in the end. */
  async backAndForth(undone: () => Promise<void>, done: () => Promise<void>): Promise<void> {
    for (const how of ['button', 'keys'] as const) {
      await this.step('undo', how);
      await undone();
      await this.step('redo', how);
      await done();
    }
  }

  /** Names of all rows of the hierarchy, from top to bottom. */
  async names(): Promise<(string | null)[]> {
    return Promise.all((await this.rows.all()).map((row) => row.getAttribute('aria-label')));
  }

  /** The colour that the screen shows at a point of the canvas, as `[red, green, blue]`. */
  async colorAt(x: number, y: number): Promise<[number, number, number]> {
    const [left, top] = this.at(x, y);
    const picture = await this.page.screenshot({ clip: { x: left, y: top, width: 1, height: 1 } });
    return this.page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const context = new OffscreenCanvas(1, 1).getContext('2d')!;
      context.drawImage(image, 0, 0);
      const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
      return [red!, green!, blue!];
    }, picture.toString('base64'));
  }
}
