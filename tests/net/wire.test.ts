import * as decoding from 'lib0/decoding';
import { expect, it } from 'vitest';
import { newAddress } from '../../src/lib/base/ids.ts';
import {
  encodeBarrier,
  encodeNotice,
  isAddress,
  MessageType,
  readBarrier,
  readNotice,
} from '../../src/lib/net/wire.ts';

it.each([0, 1, 127, 128, 2 ** 32, Number.MAX_SAFE_INTEGER])('carries the nonce %d', (nonce) => {
  const decoder = decoding.createDecoder(encodeBarrier(nonce));
  expect(decoding.readVarUint(decoder)).toBe(MessageType.barrier);
  expect(readBarrier(decoder)).toBe(nonce);
});

it.each([null, 'the disk is full · Platte voll'])('carries the notice %s', (readOnly) => {
  const decoder = decoding.createDecoder(encodeNotice({ readOnly, role: 'editor', play: 'p' }));
  expect(decoding.readVarUint(decoder)).toBe(MessageType.notice);
  expect(readNotice(decoder)).toEqual({ readOnly, role: 'editor', play: 'p' });
});

it('knows an address when it sees one', () => {
  expect(isAddress(newAddress())).toBe(true);
  for (const text of ['', 'a'.repeat(20), 'a'.repeat(22), `${'a'.repeat(20)}/`, `${'a'.repeat(20)}é`]) {
    expect(isAddress(text)).toBe(false);
  }
});
