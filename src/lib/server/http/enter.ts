import { mayAs, type Role } from '../../net/roles.ts';
import { isAddress } from '../../net/wire.ts';
import type { Access, Pass } from '../access.ts';
import { HttpError } from './respond.ts';

export const noProject = () => new HttpError(404, 'There is no project at this address.');

/** What somebody may who shows an address. @throws {@link HttpError} 400, 404, or 410 when the link has expired */
export async function enter(access: Access, address: string): Promise<Pass> {
  if (!isAddress(address)) throw new HttpError(400, 'This is not the address of a project.');
  const pass = await access.pass(address);
  if (pass === null) throw noProject();
  if (pass === 'expired')
    throw new HttpError(410, 'This link has expired. Ask the owner of the project for another one.');
  return pass;
}

const WORDS: Readonly<Record<Role, string>> = {
  owner: 'Only the owner of the project may do this.',
  editor: 'This link is for looking only.',
  viewer: 'This link is for playing only.',
  player: '',
};

/** @throws {@link HttpError} 403 when a pass does not allow what is asked for */
export function need({ role }: Pass, least: Role): void {
  if (!mayAs(role, least)) throw new HttpError(403, WORDS[least]);
}
