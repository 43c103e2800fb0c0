import { newAddress } from '../base/ids.ts';
import { ROLES, type Role, type RoleLink } from '../net/roles.ts';
import type { UpdateLog } from './update-log.ts';

/** What an address opens. */
export interface Pass {
  /** The project's own id, which only its first owner's link shows. */
  project: string;
  role: Role;
  /** The address that was shown. */
  token: string;
  /** Milliseconds since 1970; `null` for never. */
  expires: number | null;
  /** Where the game is played by those who may no more; '' when there is no such link. */
  play: string;
}

/** What became of an address under which people are in: `changed` is for coming in again and hearing what holds now. */
type Ended = 'withdrawn' | 'changed';

/** What is kept of one project: at most one link of each role. */
type Links = Partial<Record<Role, Omit<RoleLink, 'role'>>>;

/** The longest wait that a timer can hold, in milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Who may come into which project as what. An address is either a link's token or, as long as its owner has not
 * changed that, the project's own id, which is the owner's link then: so a project of somebody who shares nothing
 * needs no link at all. Every address is as good as a password; there is nothing else to log in with.
 */
export class Access {
  /** Who wants to hear that an address no longer opens its project. */
  readonly #watchers = new Map<string, Set<(why: Ended) => void>>();
  /** The last change of each project that is being changed: one waits for the other. */
  readonly #changing = new Map<string, Promise<unknown>>();

  constructor(
    private readonly log: UpdateLog,
    private readonly now: () => number = Date.now,
  ) {}

  /** What an address opens; `null` for nothing, `expired` when it did once. */
  async pass(token: string): Promise<Pass | 'expired' | null> {
    const named = await this.log.getRecord(linkKey(token));
    const project = named ? new TextDecoder().decode(named) : token;
    if (!(await this.log.find(project))) return null;
    const links = await this.#read(project);
    const found = list(links).find((link) => link.token === token);
    if (!found) return null;
    if (found.expires !== null && found.expires <= this.now()) return 'expired';
    return { project, role: found.role, token, expires: found.expires, play: links.player?.token ?? '' };
  }

  /**
   * Calls back once when what an address opens has changed. @returns a function that ends it.
   * Begin before asking for the pass: what is withdrawn in between is heard of then.
   */
  watch(token: string, fn: (why: Ended) => void): () => void {
    const watchers = this.#watchers.get(token) ?? new Set();
    this.#watchers.set(token, watchers.add(fn));
    return () => {
      watchers.delete(fn);
      if (watchers.size === 0 && this.#watchers.get(token) === watchers) this.#watchers.delete(token);
    };
  }

  /** Calls back when the time has come at which a pass ends. @returns a function that ends it */
  atEnd({ expires }: Pick<Pass, 'expires'>, fn: () => void): () => void {
    if (expires === null) return () => {};
    let timer: NodeJS.Timeout;
    const wait = () => {
      const left = expires - this.now();
      timer = left <= 0 ? setTimeout(fn, 0) : setTimeout(wait, Math.min(left, LONGEST_TIMER_MS));
      timer.unref();
    };
    wait();
    return () => clearTimeout(timer);
  }

  /** All links of a project, the owner's first. */
  async links(project: string): Promise<RoleLink[]> {
    return list(await this.#read(project));
  }

  /** The address by which the owner comes in. */
  async ownerAddress(project: string): Promise<string> {
    return (await this.#read(project)).owner!.token;
  }

  /** Makes the link of a role, or a new one in place of it: the old one is withdrawn. */
  renew(project: string, role: Role, expires: number | null = null): Promise<RoleLink> {
    return this.#change(project, (links) => {
      const link = { token: newAddress(), created: this.now(), expires: role === 'owner' ? null : expires };
      links[role] = link;
      return { role, ...link };
    });
  }

  /** Sets when a link ends. @returns `null` when there is no such link, or it is the owner's */
  expire(project: string, role: Role, expires: number | null): Promise<RoleLink | null> {
    return this.#change(project, (links) => {
      const link = links[role];
      if (!link || role === 'owner') return null;
      link.expires = expires;
      return { role, ...link };
    });
  }

  /** Withdraws the link of a role; no error when there is none. The owner's stays: nobody could come in again. */
  withdraw(project: string, role: Exclude<Role, 'owner'>): Promise<void> {
    return this.#change(project, (links) => void delete links[role]);
  }

  /** Forgets a project that is deleted. */
  async deleteProject(project: string): Promise<void> {
    const links = await this.links(project);
    const records = links.map(({ token }) => [linkKey(token), null] as const);
    await this.log.putRecords(new Map([...records, [accessKey(project), null]]));
  }

  async #read(project: string): Promise<Links> {
    const bytes = await this.log.getRecord(accessKey(project));
    if (bytes) return JSON.parse(new TextDecoder().decode(bytes)) as Links;
    return { owner: { token: project, created: 0, expires: null } };
  }

  #change<T>(project: string, change: (links: Links) => T): Promise<T> {
    const done = (this.#changing.get(project) ?? Promise.resolve())
      .catch(() => {})
      .then(() => this.#write(project, change));
    this.#changing.set(project, done);
    const forget = () => this.#changing.get(project) === done && this.#changing.delete(project);
    done.then(forget, forget);
    return done;
  }

  async #write<T>(project: string, change: (links: Links) => T): Promise<T> {
    const links = await this.#read(project);
    const before = list(links);
    const result = change(links);
    const after = new Map(list(links).map((link) => [link.token, link]));
    const records = new Map<string, Uint8Array | null>();
    for (const { token } of before) if (!after.has(token)) records.set(linkKey(token), null);
    for (const token of after.keys())
      if (token !== project) records.set(linkKey(token), new TextEncoder().encode(project));
    records.set(accessKey(project), new TextEncoder().encode(JSON.stringify(links)));
    await this.log.putRecords(records);
    for (const { token, expires } of before) {
      const now = after.get(token);
      if (!now) this.#end(token, 'withdrawn');
      else if (now.expires !== expires) this.#end(token, 'changed');
    }
    return result;
  }

  #end(token: string, why: Ended): void {
    const watchers = this.#watchers.get(token);
    this.#watchers.delete(token);
    for (const tell of watchers ?? []) tell(why);
  }
}

const linkKey = (token: string) => `link/${token}`;
const accessKey = (project: string) => `access/${project}`;

const list = (links: Links): RoleLink[] =>
  ROLES.flatMap((role) => {
    const link = links[role];
    return link ? [{ role, ...link }] : [];
  });
