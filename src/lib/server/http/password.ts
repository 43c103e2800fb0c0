import { createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { noticePage } from '../../export/page.ts';
import { readBody, mediaType } from './body.ts';
import { Guesses } from './guesses.ts';
import { HttpError } from './respond.ts';

const COOKIE = 'perigee_door';
/** How long somebody who knew the password is let in without it, in milliseconds. */
const LASTS_MS = 30 * 24 * 60 * 60 * 1000;
const MAX_FORM_BYTES = 4096;

/**
 * A password in front of the whole server. A browser that has shown it keeps a signed cookie; programs send it with each
 * request as HTTP Basic (any name). Both end when the password is changed.
 */
export class PasswordDoor {
  readonly #key: Buffer;
  readonly #guesses = new Guesses();
  /** Compared instead of passwords themselves, which may differ in length. */
  readonly #compare = randomBytes(32);

  constructor(private readonly password: string) {
    this.#key = scryptSync(password, 'perigee/door', 32);
  }

  /** Whether a request comes from somebody who knows the password. */
  knows(request: IncomingMessage): boolean {
    if (this.#isFresh(cookieOf(request))) return true;
    const basic = /^Basic ([A-Za-z0-9+/=]{1,1000})$/.exec(request.headers.authorization ?? '');
    if (!basic) return false;
    const [, ...said] = Buffer.from(basic[1]!, 'base64').toString('utf8').split(':');
    return this.#isRight(said.join(':'), request);
  }

  /**
   * Lets a request pass, or answers it with the page that asks for the password.
   * @returns whether it may pass
   * @throws {@link HttpError} 401 for what is no page, 429 after many wrong passwords
   */
  async opens(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (this.knows(request)) return true;
    const path = (request.url ?? '/').split('?')[0]!;
    if (request.method === 'POST' && mediaType(request) === 'application/x-www-form-urlencoded') {
      const form = new URLSearchParams((await readBody(request, MAX_FORM_BYTES)).toString());
      if (this.#isRight(form.get('password') ?? '', request)) {
        response.writeHead(303, {
          // With two slashes it would be another site's.
          location: path.replace(/^\/+/, '/'),
          'set-cookie': this.#cookie(request),
          'cache-control': 'no-store',
        });
        response.end();
        return false;
      }
      sendDoor(response, 'That is not the password.');
      return false;
    }
    if (request.method !== 'GET' || path.startsWith('/api/') || path === '/metrics')
      throw new HttpError(401, 'This server asks for a password.');
    sendDoor(response, '');
    return false;
  }

  /** @throws {@link HttpError} 429 after many wrong ones from there, whatever this one is: the answer must not help to guess */
  #isRight(said: string, request: IncomingMessage): boolean {
    const from = request.socket.remoteAddress ?? '';
    const wait = this.#guesses.begin(from);
    if (wait > 0) throw new HttpError(429, `Too many wrong passwords. Try again in ${Math.ceil(wait)} s.`);
    const hash = (text: string) => createHmac('sha256', this.#compare).update(text).digest();
    const right = timingSafeEqual(hash(said), hash(this.password));
    if (right) this.#guesses.wasRight(from);
    return right;
  }

  #sign(until: string): string {
    return createHmac('sha256', this.#key).update(until).digest('base64url');
  }

  #cookie(request: IncomingMessage): string {
    const until = String(Date.now() + LASTS_MS);
    const secure = request.headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
    return `${COOKIE}=${until}.${this.#sign(until)}; Path=/; Max-Age=${LASTS_MS / 1000}; HttpOnly; SameSite=Lax${secure}`;
  }

  #isFresh(cookie: string | null): boolean {
    const [until, signature] = cookie?.split('.') ?? [];
    if (until === undefined || signature === undefined || !(Number(until) > Date.now())) return false;
    const [given, right] = [Buffer.from(signature), Buffer.from(this.#sign(until))];
    return given.length === right.length && timingSafeEqual(given, right);
  }
}

function cookieOf(request: IncomingMessage): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value !== undefined) return value;
  }
  return null;
}

const FORM =
  '<form method="post"><label>Password <input name="password" type="password" autocomplete="current-password" autofocus required></label> ' +
  '<button>Come in</button></form>';

function sendDoor(response: ServerResponse, wrong: string): void {
  const text = wrong || 'Whoever runs it knows it.';
  const bytes = Buffer.from(noticePage('This server asks for a password.', text, FORM));
  response.writeHead(401, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
  });
  response.end(bytes);
}
