import { TokenBucket } from '../logs/token-bucket.ts';

/** Wrong passwords from one place: so many at once, and so many a second after that. */
const AT_ONCE = 20;
const PER_SECOND = 0.5;
/** Of how many places guesses are remembered: those that guessed last. */
const MOST_PLACES = 1000;

/** Counts wrong passwords by where they come from, so that one who guesses does not lock others out. */
export class Guesses {
  readonly #places = new Map<string, TokenBucket>();

  /**
   * Somebody says a password.
   * @param address of the network; a home's whole IPv6 network counts as one
   * @returns 0 when it may be looked at, or the seconds until one from there may
   */
  begin(address: string): number {
    const place = placeOf(address);
    const bucket = this.#places.get(place) ?? new TokenBucket(AT_ONCE, PER_SECOND, () => performance.now());
    this.#places.delete(place);
    this.#places.set(place, bucket);
    if (this.#places.size > MOST_PLACES) this.#places.delete(this.#places.keys().next().value!);
    return bucket.take(1);
  }

  /** What was said last from there was the password. */
  wasRight(address: string): void {
    this.#places.get(placeOf(address))?.giveBack(1);
  }
}

/** An IPv4 address as it is, of an IPv6 address its network of 64 bits. */
function placeOf(address: string): string {
  const v4 = address.replace(/^::ffff:/, '');
  if (!v4.includes(':')) return v4;
  const [front = '', back] = v4.split('::');
  const head = front === '' ? [] : front.split(':');
  if (back === undefined) return head.slice(0, 4).join(':');
  const tail = back === '' ? [] : back.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}
