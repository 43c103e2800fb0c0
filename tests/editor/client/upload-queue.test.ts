import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { KeptUpload, KeptUploads } from '../../../src/lib/editor/client/kept-uploads.ts';
import { UploadQueue, type UploadDeps } from '../../../src/lib/editor/client/upload-queue.ts';
import { startServer, until } from '../../server/test-server.ts';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const large = new Uint8Array(2_500_000).map((_, at) => (at * 7919) >> 5);

function memoryKept(): KeptUploads & { files: Map<string, KeptUpload> } {
  const files = new Map<string, KeptUpload>();
  return {
    files,
    put: (upload) => Promise.resolve(void files.set(upload.sha256, upload)),
    delete: (sha256) => Promise.resolve(void files.delete(sha256)),
    all: () => Promise.resolve([...files.values()]),
  };
}

async function setUp(more: Partial<UploadDeps> = {}) {
  const server = await startServer();
  const project = await server.newProject();
  const urlOf = (sha256: string) => `${server.url}/api/projects/${project}/assets/${sha256}`;
  const refused: string[] = [];
  const asked: string[] = [];
  const kept = memoryKept();
  const deps: UploadDeps = {
    urlOf,
    kept,
    fetch: (input, init) => {
      asked.push(`${init?.method} ${new Headers(init?.headers).get('content-range') ?? ''}`.trim());
      return fetch(input, init);
    },
    pause: () => new Promise((resolve) => setTimeout(resolve, 1)),
    onRefused: ({ file, message }) => refused.push(`${file}: ${message}`),
    ...more,
  };
  const stored = async (bytes: Uint8Array) => {
    const answer = await fetch(urlOf(hashOf(bytes)));
    return answer.ok && Buffer.from(await answer.arrayBuffer()).equals(bytes);
  };
  return { deps, urlOf, refused, asked, kept, stored };
}

it('sends large files in parts and shows how far they are; small ones in one piece', async () => {
  const { deps, asked, kept, stored } = await setUp();
  const queue = new UploadQueue(deps);
  const sent: number[] = [];
  queue.subscribe(() => sent.push(...queue.pending.map((upload) => upload.sent)));
  queue.add(hashOf(large), large, 'large.png');
  expect(queue.localUrl(hashOf(large))).toMatch(/^blob:/);
  expect(kept.files.size).toBe(1);
  await until(() => queue.pending.length === 0);
  expect(await stored(large)).toBe(true);
  expect(asked).toEqual([
    'HEAD',
    'PUT bytes 0-1048575/2500000',
    'PUT bytes 1048576-2097151/2500000',
    'PUT bytes 2097152-2499999/2500000',
  ]);
  expect([...new Set(sent)]).toEqual([0, 1048576, 2097152]);
  expect(kept.files.size).toBe(0);
  expect(queue.localUrl(hashOf(large))).toBeNull();
  queue.dispose();
});

it('sends nothing that is there already, and nothing twice', async () => {
  const { deps, asked } = await setUp();
  const queue = new UploadQueue(deps);
  const bytes = large.slice(0, 1000);
  queue.add(hashOf(bytes), bytes, 'a.png');
  queue.add(hashOf(bytes), bytes, 'b.png');
  await until(() => queue.pending.length === 0);
  queue.add(hashOf(bytes), bytes, 'c.png');
  await until(() => queue.pending.length === 0);
  expect(asked).toEqual(['HEAD', 'PUT', 'HEAD']);
  queue.dispose();
});

it('goes on where it broke off, in another page too', async () => {
  const { deps, asked, kept, stored } = await setUp();
  let parts = 0;
  const cut = new UploadQueue({
    ...deps,
    fetch: (input, init) => {
      if (init?.method === 'PUT' && ++parts > 1) return Promise.reject(new TypeError('Failed to fetch'));
      return deps.fetch(input, init);
    },
  });
  cut.add(hashOf(large), large, 'large.png');
  await until(() => parts > 3);
  // The page is closed.
  cut.dispose();
  expect(kept.files.size).toBe(1);
  asked.length = 0;
  const next = new UploadQueue(deps);
  await until(() => kept.files.size === 0);
  expect(asked.filter((each) => each.startsWith('PUT'))).toEqual([
    'PUT bytes 1048576-2097151/2500000',
    'PUT bytes 2097152-2499999/2500000',
  ]);
  expect(await stored(large)).toBe(true);
  next.dispose();
});

it('arrives whole, whatever breaks on the way', async () => {
  const breaks = fc.array(fc.constantFrom('before', 'after', 'server', 'fine'), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(breaks, fc.integer({ min: 0, max: large.length }), async (plan, size) => {
      const { deps, refused, stored } = await setUp();
      const ahead = [...plan];
      const queue = new UploadQueue({
        ...deps,
        fetch: async (input, init) => {
          const what = ahead.shift();
          if (what === 'before') throw new TypeError('Failed to fetch');
          if (what === 'server') return new Response('{"error":"not well"}', { status: 503 });
          const answer = await deps.fetch(input, init);
          if (what === 'after') throw new TypeError('The answer got lost');
          return answer;
        },
      });
      const bytes = large.slice(0, size);
      queue.add(hashOf(bytes), bytes, 'a.bin');
      await until(() => queue.pending.length === 0);
      expect(refused).toEqual([]);
      expect(await stored(bytes)).toBe(true);
      queue.dispose();
    }),
    { numRuns: 12 },
  );
});

it('keeps what the server does not take until it is sent again or forgotten, and lets the others go on', async () => {
  const { deps, refused, kept, stored } = await setUp();
  const bytes = large.slice(0, 1000);
  const [wrong, right] = [hashOf(large), hashOf(bytes)];
  let full = true;
  const queue = new UploadQueue({
    ...deps,
    fetch: async (input, init) =>
      full && init?.method === 'PUT' && String(input).endsWith(wrong)
        ? new Response('{"error":"The disk is full."}', { status: 507 })
        : deps.fetch(input, init),
  });
  queue.add(wrong, large, 'large.png');
  queue.add(right, bytes, 'right.png');
  await until(() => queue.pending.length === 0);
  expect(refused).toEqual(['large.png: Could not be stored. The disk is full.']);
  expect(queue.refused).toMatchObject([{ sha256: wrong, name: 'large.png', refusal: 'The disk is full.' }]);
  expect(queue.of(right)).toBeNull();
  expect(queue.localUrl(wrong)).toMatch(/^blob:/);
  expect(await stored(bytes)).toBe(true);
  expect([...kept.files.keys()]).toEqual([wrong]);

  // Forgotten, it is not there in the next page; in this one it can still be sent.
  queue.forget(wrong);
  expect(kept.files.size).toBe(0);
  full = false;
  queue.retry(wrong);
  expect(kept.files.size).toBe(1);
  await until(() => queue.of(wrong) === null);
  expect(await stored(large)).toBe(true);
  expect(kept.files.size).toBe(0);
  queue.dispose();
});

it('asks once more for what was refused when it is dropped again', async () => {
  const { deps, refused } = await setUp();
  const queue = new UploadQueue(deps);
  queue.add('0'.repeat(64), large.slice(0, 10), 'wrong.png');
  await until(() => queue.refused.length === 1);
  queue.add('0'.repeat(64), large.slice(0, 10), 'wrong.png');
  expect(queue.refused).toEqual([]);
  await until(() => queue.refused.length === 1);
  expect(refused).toEqual(
    Array(2).fill(expect.stringMatching(/^wrong\.png: Could not be stored\. The bytes have the SHA-256/)),
  );
  queue.dispose();
});
