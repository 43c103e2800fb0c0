/** The status line says one of a few things in every state, with the reason, and never that something is safe which is not. */
import { expect, it } from 'vitest';
import { saveStatus, saveStatusText, type SaveState } from '../../../src/lib/editor/client/save-status.ts';

const choices: { readonly [K in keyof SaveState]: readonly SaveState[K][] } = {
  loaded: [false, true],
  synced: [false, true],
  readOnly: [null, 'the server cannot write to its disk'],
  mayWrite: [true, false],
  made: [2],
  durable: [2, 1],
  uploads: [[], [{ size: 200, sent: 50 }]],
  refused: [[], ['coin.png']],
  unreachable: [false, true],
  gone: [null, 'missing', 'withdrawn', 'expired', 'player'],
  keptHere: [true, false],
};

/** Every state that there can be. */
const states = Object.entries(choices).reduce<Partial<SaveState>[]>(
  (all, [name, values]) => all.flatMap((state) => values.map((value) => ({ ...state, [name]: value }))),
  [{}],
) as SaveState[];

it('says exactly one thing in each state', () => {
  const words = {
    loading: /^Loading/,
    saved: /^Saved$/,
    saving: /^(Saving…|Sending 1 file, 25 %)$/,
    incomplete: /^Saved, but not coin\.png$/,
    offline: /^Offline, kept (on this device|only until this page is closed: this browser has no room)$/,
    'read-only': /^Read-only: \S.+/,
  };
  for (const state of states) expect(saveStatusText(state)).toMatch(words[saveStatus(state)]);
});

it('never calls safe what is not', () => {
  for (const state of states) {
    const text = saveStatusText(state);
    const safe = state.loaded && state.synced && state.durable === state.made && state.uploads.length === 0;
    if (text === 'Saved') expect(safe && state.refused.length === 0 && state.gone === null).toBe(true);
    if (text.includes('on this device')) expect(state.keptHere).toBe(true);
    if (state.gone !== null) expect(text).toMatch(/link|address/);
    else if (state.loaded && state.readOnly !== null && state.mayWrite)
      expect(text).toContain(state.readOnly);
  }
});

it.each<[Partial<SaveState>, string]>([
  [{}, 'Saved'],
  [{ loaded: false }, 'Loading…'],
  [{ loaded: false, unreachable: true }, 'Loading: the server cannot be reached, trying again'],
  [{ made: 3 }, 'Saving…'],
  [{ synced: false }, 'Offline, kept on this device'],
  [
    { synced: false, keptHere: false },
    'Offline, kept only until this page is closed: this browser has no room',
  ],
  [{ mayWrite: false }, 'Read-only: you are here to look'],
  [{ mayWrite: false, synced: false }, 'Read-only: you are here to look (offline)'],
  [{ gone: 'expired' }, 'Read-only: this link has expired'],
  [
    { gone: 'withdrawn', made: 3 },
    'Read-only: this link was withdrawn by the owner of the project; changes are kept on this device',
  ],
  [
    { readOnly: 'the server cannot write to its disk' },
    'Read-only: the server cannot write to its disk; changes are kept on this device',
  ],
])('says of %o: %s', (more, text) => {
  const usual: SaveState = {
    ...{ loaded: true, synced: true, readOnly: null, mayWrite: true, made: 2, durable: 2 },
    ...{ uploads: [], refused: [], unreachable: false, gone: null, keptHere: true },
  };
  expect(saveStatusText({ ...usual, ...more })).toBe(text);
});
