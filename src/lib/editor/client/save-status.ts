import { counted, named } from '../../base/words.ts';
import { CloseCode } from '../../net/wire.ts';

/**
 * Where a person's latest changes are, as the status line says it:
 * - `loading`: the project is not here yet
 * - `saved`: the server has made everything durable
 * - `saving`: the server has not said so yet
 * - `incomplete`: all but files that the server does not take
 * - `offline`: no connection; changes are kept on this device
 * - `read-only`: the server cannot take changes now
 */
export type SaveStatus = 'loading' | 'saved' | 'saving' | 'incomplete' | 'offline' | 'read-only';

/** Why a project cannot be reached by its address: there is none, or its link is no longer good, or good for playing only. */
export type Gone = 'missing' | 'withdrawn' | 'expired' | 'player';

const GONE: Readonly<Record<Gone, string>> = {
  missing: 'the server has no project at this address',
  withdrawn: 'this link was withdrawn by the owner of the project',
  expired: 'this link has expired',
  player: 'this link is for playing only',
};

/** What decides the status. */
export interface SaveState {
  /** The document is here, from the server or from this device. */
  loaded: boolean;
  /** Connected, and both sides have told each other all they had. */
  synced: boolean;
  /** Why the server takes no changes; `null` when it does. */
  readOnly: string | null;
  /** Whether the link by which this page came in lets it change anything. */
  mayWrite: boolean;
  /** How many changes were made here, and how many of them are known to be durable. */
  made: number;
  durable: number;
  /** Files that the server does not have yet, in bytes: of how many, how many. */
  uploads: readonly { size: number; sent: number }[];
  /** Names of files that the project uses and the server does not take. */
  refused: readonly string[];
  /** The last attempt to connect has failed. */
  unreachable: boolean;
  /** Why the server does not let this page in any longer; `null` when it does. */
  gone: Gone | null;
  /** Whether changes are kept in this browser's own storage. */
  keptHere: boolean;
}

/** What the server means by closing a connection for good; `null` when it is not for good. */
export function goneBy(code: number, reason: string): Gone | null {
  if (code === CloseCode.noSuchProject) return 'missing';
  if (code === CloseCode.expired) return 'expired';
  if (code !== CloseCode.noAccess) return null;
  return reason.includes('playing') ? 'player' : 'withdrawn';
}

export function saveStatus(state: SaveState): SaveStatus {
  if (!state.loaded && state.gone === null) return 'loading';
  if (state.gone !== null || state.readOnly !== null || !state.mayWrite) return 'read-only';
  if (!state.synced) return 'offline';
  if (state.durable !== state.made || state.uploads.length > 0) return 'saving';
  return state.refused.length > 0 ? 'incomplete' : 'saved';
}

/** The status in words, with the reason. */
export function saveStatusText(state: SaveState): string {
  switch (saveStatus(state)) {
    case 'loading':
      return state.unreachable ? 'Loading: the server cannot be reached, trying again' : 'Loading…';
    case 'saved':
      return 'Saved';
    case 'saving':
      return state.uploads.length > 0 ? sending(state.uploads) : 'Saving…';
    case 'incomplete':
      return `Saved, but not ${named(state.refused, 'file', 'files')}`;
    case 'offline':
      return state.keptHere
        ? 'Offline, kept on this device'
        : 'Offline, kept only until this page is closed: this browser has no room';
    case 'read-only':
      if (state.gone !== null)
        return `Read-only: ${GONE[state.gone]}${state.made > state.durable ? kept(state) : ''}`;
      if (!state.mayWrite) return `Read-only: you are here to look${state.synced ? '' : ' (offline)'}`;
      return `Read-only: ${state.readOnly ?? ''}${kept(state)}`;
  }
}

const kept = ({ keptHere }: SaveState): string =>
  keptHere ? '; changes are kept on this device' : '; changes are kept only until this page is closed';

function sending(uploads: SaveState['uploads']): string {
  const size = uploads.reduce((sum, each) => sum + each.size, 0);
  const sent = uploads.reduce((sum, each) => sum + each.sent, 0);
  return `Sending ${counted(uploads.length, 'file')}${sent > 0 ? `, ${Math.floor((sent / size) * 100)} %` : '…'}`;
}
