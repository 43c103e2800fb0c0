/** The clocks of somebody who plays over a network: at which tick their own input is, and at which they see the others. */

const TICK_MS = 1000 / 60;
/** The server shall have so many frames of input in hand. */
const WANTED_MARGIN = 2.5;
/** Up to here all is well. */
const CALM = 1.25;
/** Further off than this the clock is set rather than run faster or slower. */
const JUMP = 24;
/** How much faster it may run, and how much slower. */
const MOST_HASTE = 0.12;
const MOST_REST = 0.02;
/** How long a gap in the network is remembered, in milliseconds; and what of it counts, in ticks. */
const REMEMBERED_MS = 6000;
const MOST_LEAD = 18;

/** Counts the ticks of the own input: ahead of the server by the way there and what it wants in hand. */
export class InputClock {
  #tick: number;
  #last: number;
  #rate = 1;
  /** Ticks that the clock has gained by running faster. */
  #gained = 0;
  readonly #reports: { at: number; base: number }[] = [];
  #speed = 1;
  #part = 0;
  /** Reports of before the clock was set say nothing. */
  #quietUntil = 0;

  /** @param now milliseconds @param tick the server's tick, as far as known @param roundTrip milliseconds */
  constructor(now: number, tick: number, roundTrip: number) {
    this.#last = now;
    this.#tick = Math.ceil(tick + roundTrip / TICK_MS + WANTED_MARGIN);
  }

  /** The tick whose input was made last. */
  get tick(): number {
    return this.#tick;
  }

  /** How much of the next tick has passed, 0 to 1. */
  get part(): number {
    return this.#part;
  }

  /** Ticks that have begun since the last call, at most so many that a sleeping device does not flood anybody. */
  advance(now: number): number {
    const passed = (Math.max(0, now - this.#last) / TICK_MS) * this.#speed;
    this.#part += passed * this.#rate;
    this.#gained += passed * (this.#rate - 1);
    this.#last = now;
    const ticks = Math.floor(this.#part);
    this.#part -= ticks;
    this.#tick += ticks;
    return Math.min(ticks, 8);
  }

  /**
   * Takes the server's word on by how many ticks input comes too early. What matters is the worst of the last seconds: the own
   * entity is foreseen anyway, so being far ahead costs little, while input that comes too late is lost.
   */
  correct(now: number, margin: number, roundTrip: number): void {
    if (now < this.#quietUntil) return;
    this.#reports.push({ at: now, base: margin - this.#gained });
    while (this.#reports[0]!.at < now - REMEMBERED_MS) this.#reports.shift();
    const bases = this.#reports.map(({ base }) => base).sort((a, b) => a - b);
    const worst = Math.max(bases[0]!, bases[bases.length >> 1]! - MOST_LEAD);
    const wrong = WANTED_MARGIN - worst - this.#gained;
    if (Math.abs(wrong) > JUMP) {
      this.#tick += Math.round(wrong);
      this.#gained = 0;
      this.#reports.length = 0;
      this.#quietUntil = now + roundTrip + 30 * TICK_MS;
      this.#rate = 1;
      return;
    }
    const haste = Math.min(MOST_HASTE, Math.max(-MOST_REST, wrong * 0.03));
    this.#rate = Math.abs(wrong) <= CALM ? 1 : 1 + haste;
  }

  /** The server is at another tick than before, or goes on at another speed: it was paused, rewound, or begins again. */
  set(now: number, tick: number, roundTrip: number, speed: number): void {
    this.#speed = speed;
    this.#last = now;
    this.#part = 0;
    this.#tick = Math.ceil(tick + (roundTrip / TICK_MS) * speed + WANTED_MARGIN);
    this.#quietUntil = now + roundTrip + 30 * TICK_MS;
    this.#rate = 1;
    this.#gained = 0;
    this.#reports.length = 0;
  }
}

/** How far behind the newest snapshot others are shown at least, in ticks: about 100 ms. */
const USUAL_DELAY = 6;
const MOST_DELAY = 30;

/** At which tick others are shown: a steady step behind what comes in, further behind where it comes in unevenly. */
export class ShowClock {
  /** The server's tick minus the own clock in ticks, of what came in quickest lately. */
  #offset: number | null = null;
  #delay = USUAL_DELAY;
  #shown = -Infinity;
  #late = 0;
  #speed = 1;

  /** A snapshot of a tick has come. */
  receive(now: number, tick: number): void {
    const offset = tick - this.#ticks(now);
    if (this.#offset === null || Math.abs(offset - this.#offset) > 60) {
      this.#offset = offset;
      this.#shown = -Infinity;
      return;
    }
    // What comes quicker counts at once, what comes later only slowly: that is the network's doing.
    this.#offset += (offset - this.#offset) * (offset > this.#offset ? 0.5 : 0.02);
    const late = Math.max(0, this.#offset - offset);
    this.#late = late > this.#late ? late : this.#late * 0.98;
    const wanted = Math.min(MOST_DELAY, USUAL_DELAY + this.#late);
    this.#delay += (wanted - this.#delay) * (wanted > this.#delay ? 0.3 : 0.01);
  }

  /** The tick, with its part, that is shown now; it never goes back but by {@link reset}. */
  at(now: number): number {
    if (this.#offset === null) return -Infinity;
    this.#shown = Math.max(this.#shown, this.#ticks(now) + this.#offset - this.#delay);
    return this.#shown;
  }

  /** How far behind others are shown, in ticks. */
  get delay(): number {
    return this.#delay;
  }

  /** The game is elsewhere, or goes on at another speed. */
  reset(speed = 1): void {
    this.#speed = speed;
    this.#offset = null;
    this.#shown = -Infinity;
    this.#late = 0;
    this.#delay = USUAL_DELAY;
  }

  #ticks(now: number): number {
    return (now / TICK_MS) * this.#speed;
  }
}
