import fc from 'fast-check';
import * as Y from 'yjs';
import { expect, it, onTestFinished } from 'vitest';
import { Random } from '../../src/lib/base/random.ts';
import { startServer, stockClient, until } from '../server/test-server.ts';
import { lagProxy } from './lag-proxy.ts';
import { TcpDelays } from './tcp-delays.ts';

const weather = fc.record({
  roundTrip: fc.integer({ min: 0, max: 400 }),
  jitter: fc.integer({ min: 0, max: 100 }),
  loss: fc.double({ min: 0, max: 0.4, noNaN: true }),
});

it('delays bytes as TCP does: in order, never too early, and all behind a lost packet wait', () => {
  fc.assert(
    fc.property(weather, fc.integer(), fc.array(fc.nat({ max: 9000 })), (bad, seed, sizes) => {
      const random = new Random(seed);
      const delays = new TcpDelays(
        () => bad,
        () => random.float(),
      );
      let before = -Infinity;
      sizes.forEach((bytes, i) => {
        const arrival = delays.arrival(i * 16, bytes);
        expect(arrival).toBeGreaterThanOrEqual(before);
        expect(arrival).toBeGreaterThanOrEqual(i * 16 + Math.max(0, bad.roundTrip / 2 - bad.jitter));
        before = arrival;
      });
    }),
  );
});

it('ten people on trains lose nothing: all that each wrote is with everybody in the end', async () => {
  const server = await startServer();
  const project = await server.newProject();
  const random = new Random(7);
  const proxy = await lagProxy(server.port, { roundTrip: 120, jitter: 50, loss: 0.05 }, () => random.float());
  onTestFinished(() => proxy.close());
  const people = Array.from({ length: 10 }, () => stockClient(`ws://127.0.0.1:${proxy.port}/sync`, project));
  const docs = people.map(({ doc }) => doc);
  await until(() => people.every(({ synced }) => synced));

  for (let round = 0; round < 40; round++) {
    docs.forEach((doc, who) => {
      doc.getMap('test').set(`${who} ${round}`, round);
      doc.getText('together').insert(random.integer(0, doc.getText('together').length), `${who}`);
    });
    if (round % 10 === 9) proxy.cut(150);
    await new Promise((resolve) => setTimeout(resolve, 16));
  }

  const all = (doc: Y.Doc) => [doc.getMap('test').size, doc.getText('together').toString()] as const;
  await until(() => docs.every((doc) => all(doc)[0] === 400 && all(doc)[1].length === 400));
  for (const doc of docs) expect(all(doc)).toEqual(all(docs[0]!));
});
