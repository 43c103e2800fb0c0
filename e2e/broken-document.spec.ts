/** Documents that a newer version or a broken tool has written to: opened, listed, edited, and kept. */
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { expect, test } from './fixtures.ts';
import { Hands } from './hands.ts';
import { otherSize } from './sizes.ts';

test('a newer, damaged document opens, says what is wrong, can be edited, and keeps what is not known', async ({
  page,
  perigee,
}) => {
  await page.setViewportSize(otherSize);
  const hands = await Hands.open(page, perigee.url);
  await hands.draw('Shift+R', [100, 100], [160, 160]);
  const [id] = page.url().split('/').slice(-1);

  // Another program in the same project, that knows more, and less.
  const doc = new Y.Doc();
  const sync = `${perigee.url.replace('http', 'ws')}/sync`;
  const other = new WebsocketProvider(sync, id!, doc, { WebSocketPolyfill: WebSocket as never });
  try {
    await expect.poll(() => doc.getMap('scenes').size).toBe(1);
    const [scene] = [...doc.getMap<Y.Map<unknown>>('scenes').values()];
    const entities = scene!.get('entities') as Y.Map<Y.Map<unknown>>;
    const [entity] = [...entities.values()];
    doc.transact(() => {
      doc.getMap('project').set('format', 9);
      doc.getMap('project').set('name', new Y.Text('no name'));
      doc.getMap('scenes').set('stray', 'not a scene');
      doc.getMap('scripts').set('behavior/x.lua', 7);
      doc.getMap('tilesets').set('t', new Y.Map<unknown>([['tileSize', 'wide']]));
      scene!.set('layers', 12);
      entities.set('ghost', 'boo' as never);
      entity!.set('Transform/position', 'here');
      entity!.set('Hologram', true);
      entity!.set('Hologram/depth', 3);
    });
    // In the open page, and when it is opened again.
    await expect(hands.field('Position x')).toHaveValue('0');
    await page.reload();
    await Hands.on(page);
    await expect(
      page.getByText('made by a newer version of Perigee').filter({ visible: true }).first(),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Show problems' }).click();
    const problems = page.getByRole('list', { name: 'Problems' });
    for (const words of [
      'format is 9',
      'Hologram comes from a newer version',
      'position reads as its default',
      'ghost in Scene 1: is left out',
      'behavior/x.lua: is left out',
      'tileSize of a tileset reads as',
    ])
      await expect(problems.getByRole('button').filter({ hasText: words })).toHaveCount(1);
    await problems.getByRole('button').filter({ hasText: 'Hologram' }).click();
    await expect(hands.row('Rectangle')).toHaveAttribute('aria-selected', 'true');

    await hands.field('Position x').fill('40');
    await hands.field('Position x').press('Enter');
    await expect.poll(() => entity!.get('Transform/position')).toEqual([40, 0]);
    expect(entity!.get('Hologram/depth')).toBe(3);
    expect(doc.getMap('project').get('format')).toBe(9);
    expect(doc.getMap('scenes').get('stray')).toBe('not a scene');
    await expect(problems.getByRole('button').filter({ hasText: 'position reads' })).toHaveCount(0);

    // A panel that fails is no blank page either: what happened is said, and the work goes on.
    await page.addInitScript(() => {
      const real = window.matchMedia.bind(window);
      window.matchMedia = (query) => {
        if (query.includes('coarse') && !('mended' in window)) throw new Error('The pointer broke.');
        return real(query);
      };
    });
    await page.reload();
    const failure = page.getByRole('alert').filter({ hasText: 'The editor has failed' });
    await expect(failure).toContainText('The pointer broke.');
    await expect(failure.getByRole('button', { name: 'Save the project folder' })).toBeVisible();
    await expect(failure.getByRole('link', { name: 'All projects' })).toBeVisible();
    await page.evaluate(() => Object.assign(window, { mended: true }));
    await failure.getByRole('button', { name: 'Try again' }).click();
    await expect(hands.canvas).toBeVisible();
    await expect(hands.row('Rectangle')).toBeVisible();
  } finally {
    other.destroy();
    doc.destroy();
  }
});
