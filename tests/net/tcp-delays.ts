/** What a bad network does to bytes that travel over TCP: they come late, never twice, never out of order, and all behind a lost packet wait for it. */

export interface NetworkWeather {
  /** Milliseconds there and back. */
  roundTrip: number;
  /** By how many milliseconds each way varies up and down at most. */
  jitter: number;
  /** Which share of packets is lost on the way, 0 to 1. */
  loss: number;
}

/** Bytes in one packet of an ordinary network. */
const PACKET = 1448;
/**
 * How long the sender takes to notice a loss when more follows, in milliseconds beside the round trip: three packets more must
 * have come (RFC 5681, 3.2), which are 50 ms with sixty messages a second.
 */
const NOTICE_MS = 50;

/** One direction of one connection: says when bytes arrive that are sent now. */
export class TcpDelays {
  #last = -Infinity;

  /** @param weather as it is now: it may change @param random as `Math.random` */
  constructor(
    private readonly weather: () => NetworkWeather,
    private readonly random: () => number,
  ) {}

  /** @param now milliseconds @returns when the last of so many bytes arrives */
  arrival(now: number, bytes: number): number {
    const { roundTrip, jitter, loss } = this.weather();
    let latest = this.#last;
    for (let packet = 0; packet < Math.max(1, Math.ceil(bytes / PACKET)); packet++) {
      let at = now + Math.max(0, roundTrip / 2 + (this.random() * 2 - 1) * jitter);
      // What is sent again can be lost again.
      while (loss > 0 && this.random() < loss) at += roundTrip + NOTICE_MS;
      latest = Math.max(latest, at);
    }
    this.#last = latest;
    return latest;
  }
}
