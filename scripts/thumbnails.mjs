// npm run thumbnails [-- NAME...]: takes the small pictures of the samples on the start page, of each game (or those
// named) a moment after its start.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build-state.mjs';
import { withServedPage } from './served-page.mjs';

const samples = JSON.parse(readFileSync(join(root, 'static/samples/index.json'), 'utf8'));
/** What is held down meanwhile, where a game that stands still shows little. */
const keys = { advanced: ['Space', 'KeyC'], bridge: ['ArrowRight'], rover: ['ArrowRight'] };

/** So many frames of the page. */
const frames = (page, count) =>
  page.evaluate(
    (left) =>
      new Promise((resolve) => {
        const next = () => (left-- > 0 ? requestAnimationFrame(next) : resolve());
        next();
      }),
    count,
  );

await withServedPage(async (browser, url) => {
  const named = process.argv.slice(2);
  for (const { name } of samples) {
    if (named.length > 0 && !named.includes(name)) continue;
    const made = await fetch(new URL('/api/projects', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(url).origin },
      body: JSON.stringify({ sample: name }),
    });
    const { id } = await made.json();
    const page = await browser.newPage({ viewport: { width: 480, height: 270 } });
    await page.goto(new URL(`/play/${id}`, url).href);
    await page.getByRole('application').waitFor();
    await frames(page, 30);
    for (let round = 0; round < 12; round++) {
      for (const key of keys[name] ?? []) await page.keyboard.down(key);
      await frames(page, 5);
      if (name === 'advanced') for (const key of keys[name]) await page.keyboard.up(key);
      await frames(page, 2);
    }
    const path = join(root, 'static/samples', name, 'thumbnail.jpg');
    await page.screenshot({ path, type: 'jpeg', quality: 82 });
    await page.close();
    console.log(`${name}: ${Math.round(statSync(path).size / 1000)} kB`);
  }
});
