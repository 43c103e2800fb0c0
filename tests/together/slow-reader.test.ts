import { expect, it } from 'vitest';
import { BitReader } from '../../src/lib/net/play/bits.ts';
import { encodeFromPlayer, PLAY_VERSION } from '../../src/lib/net/play/messages.ts';
import { entity, project } from '../engine/scene.ts';
import { Stage } from './stage.ts';

/** The kind of message that carries a snapshot. */
const FRAME = 18;

it('tells who never says what it saw everything anew once a second, then sends it away; the others hear as before', () => {
  const stage = new Stage(project({ wall: entity([0, 200], [50, 50], { Shape: {} }) }));
  const ada = stage.join('Ada');
  let frames = 0;
  let largest = 0;
  const silent = stage.connect({
    opened: () => {},
    closed: () => {},
    received: (bytes) => {
      if (new BitReader(bytes).bits(8) !== FRAME) return;
      frames++;
      largest = Math.max(largest, bytes.length);
    },
  });
  const hello = { version: PLAY_VERSION, name: 'Mute', key: '', watches: false };
  silent.send(encodeFromPlayer({ kind: 'hello', hello }));
  stage.pass(1900);
  expect(frames).toBeGreaterThan(40);
  stage.pass(300);
  frames = 0;
  stage.pass(6000);
  expect(frames).toBeGreaterThanOrEqual(5);
  expect(frames).toBeLessThanOrEqual(7);
  expect(stage.sentAway).toEqual([]);
  const heard = ada.received;
  stage.pass(3000);
  expect(stage.sentAway).toEqual(['too slow']);
  expect(ada.received - heard).toBeGreaterThan(60 * 10);
  expect(ada.standing).toMatchObject({ phase: 'playing' });
  expect(largest).toBeLessThan(2000);
});
