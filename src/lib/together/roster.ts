import { newAddress } from '../base/ids.ts';
import { MAX_PLAYERS } from '../engine/players.ts';
import type { SeatInfo } from '../net/play/messages.ts';

/** How long the seat of somebody who lost their connection waits for them, in milliseconds. */
export const SEAT_WAITS_MS = 60_000;

/** By seat, in turn: told apart on dark and light, and by those who see few colours. */
const COLORS = ['#3d9bff', '#ff8c42', '#4ec07a', '#e86fb0', '#f2c94c', '#9b7bff', '#46c8c8', '#e5605e'];

interface Seat {
  readonly seat: number;
  readonly key: string;
  name: string;
  /** The connection that sits here; `null` while somebody is away. */
  connection: number | null;
  /** When they went away, in milliseconds. */
  leftAt: number;
  roundTrip: number;
}

/** Who sits where in a game. */
export class Roster {
  readonly #seats = new Map<number, Seat>();

  /**
   * Gives somebody a seat: their own when they come back with its key, else the first that is free. `null` when all are
   * taken.
   * @returns whether it is theirs from before, and which connection sat there until now
   */
  sit(
    connection: number,
    name: string,
    key: string,
  ): { seat: number; key: string; back: boolean; instead: number | null } | null {
    const own = [...this.#seats.values()].find((seat) => key !== '' && seat.key === key);
    if (own) {
      const instead = own.connection;
      own.connection = connection;
      if (name) own.name = name;
      return { seat: own.seat, key: own.key, back: true, instead };
    }
    for (let seat = 1; seat <= MAX_PLAYERS; seat++) {
      if (this.#seats.has(seat)) continue;
      const made: Seat = {
        seat,
        key: newAddress(),
        name: name || `Player ${seat}`,
        connection,
        leftAt: 0,
        roundTrip: 0,
      };
      this.#seats.set(seat, made);
      return { seat, key: made.key, back: false, instead: null };
    }
    return null;
  }

  /** Somebody's connection is gone; the seat waits. */
  away(connection: number, now: number): void {
    for (const seat of this.#seats.values())
      if (seat.connection === connection) Object.assign(seat, { connection: null, leftAt: now });
  }

  /** The seat is free again. */
  free(seat: number): void {
    this.#seats.delete(seat);
  }

  /** Seats whose people have been away for too long. */
  abandoned(now: number): number[] {
    return [...this.#seats.values()]
      .filter(({ connection, leftAt }) => connection === null && now - leftAt >= SEAT_WAITS_MS)
      .map(({ seat }) => seat);
  }

  connectionOf(seat: number): number | null {
    return this.#seats.get(seat)?.connection ?? null;
  }

  measured(seat: number, roundTrip: number): void {
    const found = this.#seats.get(seat);
    if (found) found.roundTrip = roundTrip;
  }

  /** In order of their seats. */
  get list(): SeatInfo[] {
    return [...this.#seats.values()]
      .sort((a, b) => a.seat - b.seat)
      .map(({ seat, name, connection, roundTrip }) => ({
        seat,
        name,
        color: colorOf(seat),
        here: connection !== null,
        roundTrip,
      }));
  }
}

export const colorOf = (seat: number): string => COLORS[(seat - 1) % COLORS.length]!;
