/**
 * From the key press that saves a script to the first frame on screen that it has painted, through the page of the
 * built program. The baseline is what remains without hot reload: stopping the game and starting it again.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import type { BenchRow } from './rows.ts';

/** Each is three reloads and a restart. */
const TURNS = 20;
const WARM_UP = 2;

/** A board that fills the view and takes the colour that the first line of its script says. */
const project = zipSync({
  'project.yaml': strToU8('perigee: 1\nname: Hot reload\n'),
  'behavior/board.lua': strToU8(`local pick = 1
local board = {}
local colors = { "#ff0000", "#00ff00" }
function board.on_update(e) ams.set_color(e, colors[pick]) end
return board
`),
  'scenes/s.yaml': strToU8(`id: s
name: Scene
order: a0
entities:
  board:
    name: Board
    order: a0
    components:
      Transform:
        position: [480, 270]
        size: [4000, 4000]
      Shape:
        fill: "#0000ff"
      Script:board:
        script: behavior/board.lua
`),
});

declare global {
  interface Window {
    /** Watches for the next press of a key with this code, and then for the colour on the scene. */
    watch(code: string, color: string): void;
    /** Milliseconds from that press to the frame that shows the colour. */
    shown: Promise<number>;
  }
}

/** Runs in the page before anything else. */
function watchScreen(): void {
  const shown = (): string => {
    const scene = document.querySelector('[data-testid="scene-canvas"]');
    if (!scene) return '';
    const box = scene.getBoundingClientRect();
    // The scene is drawn on several canvases; what is seen is the topmost that is not clear there.
    const canvases = [...scene.querySelectorAll('canvas')].reverse();
    for (const canvas of canvases) {
      const own = canvas.getBoundingClientRect();
      const x = ((box.left + box.width / 3 - own.left) * canvas.width) / own.width;
      const y = ((box.top + box.height / 2 - own.top) * canvas.height) / own.height;
      const [red, green, blue, alpha] = canvas.getContext('2d')!.getImageData(x, y, 1, 1).data;
      if (alpha) return `${red},${green},${blue}`;
    }
    return '';
  };
  window.watch = (code, color) => {
    window.shown = new Promise((resolve) => {
      let start: number | null = null;
      const press = (event: KeyboardEvent) => {
        if (event.code !== code) return;
        start ??= event.timeStamp;
        removeEventListener('keydown', press, true);
      };
      addEventListener('keydown', press, true);
      const look = () => {
        // After the frame callbacks of the page itself, when this frame's picture is complete.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          if (start !== null && shown() === color) resolve(performance.now() - start);
          else requestAnimationFrame(look);
        };
        channel.port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
  };
}

async function startServer(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['bin/perigee.js', 'serve', '--port', '0', '--data', dataDir]);
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /ready: (\S+)\n/u.exec(output);
      if (ready) resolve(ready[1]!);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  return { child, url };
}

const colors = ['255,0,0', '0,255,0'] as const;

/** Opens the project with its script beside the scene, plays it and puts the caret behind the colour's number. */
async function openAndPlay(page: Page, url: string): Promise<void> {
  const answer = await fetch(`${url}/api/projects`, {
    method: 'POST',
    headers: { 'content-type': 'application/zip' },
    body: project,
  });
  if (!answer.ok) throw new Error(`the project was not taken: ${await answer.text()}`);
  const { id } = (await answer.json()) as { id: string };
  await page.goto(`${url}/p/${id}`);
  await page.getByRole('treeitem', { name: 'Board' }).click();
  await page
    .getByRole('button', { name: 'Open behavior/board.lua' })
    .or(page.getByTitle('Open behavior/board.lua'))
    .first()
    .click();
  await page.locator('.view-line').first().waitFor();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('status', { name: 'Live' }).waitFor();
  await placeCaret(page);
}

/** Puts the caret behind the number in the first line, once playing has taken the focus to the scene. */
async function placeCaret(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.closest('[aria-label="Canvas"]'));
  await page.locator('.view-line').first().click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
}

/** Changes the number in the script without saving it. */
async function typePick(page: Page, pick: number): Promise<void> {
  await page.keyboard.press('Backspace');
  await page.keyboard.press(`Digit${pick + 1}`);
}

/** How long it takes from the first of these keys, whose code is given, to the colour of the script on screen. */
async function measure(page: Page, pick: number, code: string, keys: readonly string[]): Promise<number> {
  await typePick(page, pick);
  await page.evaluate(([key, color]) => window.watch(key, color), [code, colors[pick]!] as const);
  for (const key of keys) await page.keyboard.press(key);
  return page.evaluate(() => window.shown);
}

const reload = (page: Page, pick: number): Promise<number> => measure(page, pick, 'KeyS', ['Control+s']);

async function restart(page: Page, pick: number): Promise<number> {
  const took = await measure(page, pick, 'F5', ['Shift+F5', 'Control+Enter']);
  await placeCaret(page);
  return took;
}

/** The value below which this part of all lies. */
function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)]!;
}

export default async function bench(): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'perigee-bench-'));
  const { child, url } = await startServer(dataDir);
  const browser = await chromium.launch({
    timeout: 30_000,
    executablePath: process.env.PERIGEE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(30_000);
    await page.addInitScript(watchScreen);
    await openAndPlay(page, url);
    const reloads: number[] = [];
    const restarts: number[] = [];
    // In turns, so that both see the same machine; each turn shows the other colour.
    for (let turn = 0; turn < TURNS + WARM_UP; turn++) {
      const took = [await reload(page, 1), await reload(page, 0), await reload(page, 1)];
      const again = await restart(page, 0);
      if (turn < WARM_UP) continue;
      reloads.push(...took);
      restarts.push(again);
    }
    const row = (part: number): BenchRow => {
      const value = percentile(reloads, part);
      return {
        name: `hot-reload-p${part * 100}`,
        value,
        unit: 'ms',
        ratio: value / percentile(restarts, part),
        baseline: 'stop the game and start it again',
      };
    };
    return [row(0.5), row(0.95)];
  } finally {
    await browser.close();
    child.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  }
}
