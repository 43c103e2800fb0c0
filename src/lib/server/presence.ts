import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** Who speaks for which people in a room: each for those who came first by them, until they go. */
export class Speakers<Sender extends object> {
  readonly #of = new Map<number, Sender>();

  /**
   * What of a presence update its sender may say. Stock clients repeat what they hear of others, and somebody else may
   * want to speak for them: both are left out without a word.
   * @param most how many people one sender may speak for
   * @param contested is told of the speaker whose person the sender says something new of: it may be the same browser,
   *   whose old connection has died without a word
   * @returns an update of the same form; `null` when nothing is left
   * @throws when the bytes are no presence
   */
  own(
    update: Uint8Array,
    sender: Sender,
    most: number,
    contested: (speaker: Sender, person: number, clock: number) => void,
  ): Uint8Array | null {
    const decoder = decoding.createDecoder(update);
    const kept: [person: number, clock: number, state: string][] = [];
    let count = 0;
    for (const speaker of this.#of.values()) if (speaker === sender) count++;
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const person = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const state = decoding.readVarString(decoder);
      const value: unknown = JSON.parse(state);
      if (value !== null && (typeof value !== 'object' || Array.isArray(value)))
        throw new Error('presence must be an object');
      const speaker = this.#of.get(person);
      if (speaker !== undefined && speaker !== sender) {
        if (value !== null) contested(speaker, person, clock);
        continue;
      }
      if (speaker === undefined) {
        // Nobody to say goodbye for.
        if (value === null) continue;
        if (++count > most) throw new Error('too many people behind one connection');
        this.#of.set(person, sender);
      }
      kept.push([person, clock, state]);
    }
    return kept.length === 0 ? null : encode(kept);
  }

  /** The people that a sender speaks for. */
  peopleOf(sender: unknown): number[] {
    return [...this.#of].filter(([, speaker]) => speaker === sender).map(([person]) => person);
  }

  /** A sender goes. @returns the people it spoke for */
  leave(sender: Sender): number[] {
    const people = this.peopleOf(sender);
    for (const person of people) this.#of.delete(person);
    return people;
  }
}

function encode(entries: readonly [person: number, clock: number, state: string][]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const [person, clock, state] of entries) {
    encoding.writeVarUint(encoder, person);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state);
  }
  return encoding.toUint8Array(encoder);
}
