/** Builds the page of the canvas benchmarks, serves it on a free port and runs it in Chromium. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { rolldown } from 'rolldown';
import type { BenchRow } from '../rows.ts';

const ENTITIES = 5000;
const FRAMES = 160;

async function bundle(): Promise<string> {
  const build = await rolldown({
    input: fileURLToPath(new URL('./editor-page.ts', import.meta.url)),
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'esm', codeSplitting: false });
  await build.close();
  return output[0].code;
}

/** One row: milliseconds per frame of a scripted pan or drag, against bare Konva nodes with the same content. */
export async function measureCanvas(kind: 'pan' | 'drag'): Promise<BenchRow[]> {
  const code = await bundle();
  const server = createServer((request, response) => {
    const script = request.url === '/page.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(
      script ? code : '<!doctype html><body style="margin:0"><script type="module" src="/page.js"></script>',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const browser = await chromium.launch({
    executablePath: process.env.PERIGEE_CHROMIUM ?? '/usr/bin/chromium',
    // Without the limit frames come as fast as they can be drawn.
    args: ['--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction(() => 'measureCanvas' in window);
    const { ours, bare } = await page.evaluate(
      ([what, count, frames]) => window.measureCanvas(what, count, frames),
      [kind, ENTITIES, FRAMES] as const,
    );
    return [
      {
        name: `editor-${kind}`,
        value: ours,
        unit: 'ms/frame',
        ratio: ours / bare,
        baseline: 'bare Konva nodes',
      },
    ];
  } finally {
    await browser.close();
    server.close();
  }
}
