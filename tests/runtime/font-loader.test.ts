import { expect, it, onTestFinished, vi } from 'vitest';
import { FontLoader } from '../../src/lib/runtime/font-loader.ts';

/** Fonts are those files whose first byte is 1; there is one at `/good` as soon as `stored` says so. */
function setUp() {
  const server = { stored: false, asked: 0 };
  vi.stubGlobal(
    'FontFace',
    class {
      constructor(
        readonly family: string,
        readonly bytes: ArrayBuffer,
      ) {}
      load = () =>
        new Uint8Array(this.bytes)[0] === 1 ? Promise.resolve() : Promise.reject(new Error('bad'));
    },
  );
  vi.stubGlobal('fetch', (url: string) => {
    server.asked++;
    const there = url === '/damaged' || server.stored;
    return Promise.resolve(
      new Response(Uint8Array.of(url === '/damaged' ? 2 : 1), { status: there ? 200 : 404 }),
    );
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const loader = new FontLoader();
  const heard = (url: string) =>
    new Promise<string | null>((resolve) => loader.family(url, () => resolve(loader.family(url, () => {}))));
  return { server, loader, heard };
}

it('fetches a font again that was not there yet, when told to', async () => {
  const { server, loader, heard } = setUp();
  expect(await heard('/good')).toBeNull();
  expect(loader.lost('/good')).toBe(true);
  server.stored = true;
  expect(loader.family('/good', () => {})).toBeNull();
  expect(server.asked).toBe(1);
  loader.retry();
  expect(await heard('/good')).toMatch(/^project-font-\d+$/u);
  expect(loader.lost('/good')).toBe(false);
});

it('does not ask again for what is no font', async () => {
  const { server, loader, heard } = setUp();
  expect(await heard('/damaged')).toBeNull();
  expect(loader.lost('/damaged')).toBe(false);
  loader.retry();
  expect(loader.family('/damaged', () => {})).toBeNull();
  expect(server.asked).toBe(1);
});
