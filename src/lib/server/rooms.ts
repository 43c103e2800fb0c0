import { CloseCode } from '../net/wire.ts';
import { Room, type Member, type RoomParts } from './room.ts';

/** Somebody who looks after rooms while they are open. */
export interface RoomWatch {
  /** A room has been read, and nobody is in it yet. */
  opened(room: Room): Promise<void>;
  /** Everybody has left, and the room is about to be closed. */
  closing(room: Room): Promise<void>;
  /** A room is gone for good. */
  gone(room: Room): void;
}

/**
 * The rooms that are open in this process: at most one {@link Room} per project, whoever asks. A room stays
 * while somebody uses it and is closed, with everything durable, when the last one leaves.
 */
export class Rooms {
  readonly #rooms = new Map<string, Promise<Room>>();
  readonly #loaded = new Set<Room>();
  /** How many use each room. */
  readonly #users = new Map<string, number>();
  /** Rooms being closed; opening one again waits, so that two never write at once. */
  readonly #closing = new Map<string, Promise<void>>();

  constructor(
    private readonly parts: RoomParts,
    private readonly watch: RoomWatch | null = null,
  ) {}

  /**
   * Opens a room that exists. Every call is paired with one {@link release}.
   * @returns `null` when there is no such project; nothing is to be released then
   */
  async acquire(id: string): Promise<Room | null> {
    if (!this.#rooms.has(id) && !(await this.parts.log.find(id))) return null;
    return this.#acquire(id);
  }

  /** Why some room cannot make changes durable; `null` when all can. */
  get trouble(): string | null {
    for (const { readOnly } of this.#loaded) if (readOnly !== null) return readOnly;
    return null;
  }

  /** How many rooms are open. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Ends one use of a room. */
  release(id: string): void {
    const left = (this.#users.get(id) ?? 1) - 1;
    this.#users.set(id, left);
    if (left === 0) void this.#unload(id);
  }

  /** Sends everybody out and removes the project for good. */
  async delete(id: string): Promise<void> {
    const room = await this.#rooms.get(id);
    if (room) {
      this.#rooms.delete(id);
      this.#users.delete(id);
      for (const member of [...room.members])
        member.close(CloseCode.noSuchProject, 'this project was deleted');
      this.watch?.gone(room);
      await room.durable().catch(() => {});
      room.discard();
    }
    await this.parts.log.delete(id);
  }

  /** The name of an open room as it is now; `null` when the room is not open. */
  async nameOf(id: string): Promise<string | null> {
    return (await this.#rooms.get(id))?.name ?? null;
  }

  /** Sends everybody out with "try again" and resolves when everything is durable. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#rooms.keys()].map(async (id) => {
        const room = await this.#rooms.get(id);
        this.#rooms.delete(id);
        this.#users.delete(id);
        for (const member of [...(room?.members ?? [])]) closeForRestart(member);
        if (room) await this.#close(room);
      }),
    );
    await Promise.all(this.#closing.values());
  }

  async #acquire(id: string): Promise<Room> {
    this.#users.set(id, (this.#users.get(id) ?? 0) + 1);
    let opening = this.#rooms.get(id);
    if (!opening) {
      opening = this.#open(id);
      this.#rooms.set(id, opening);
    }
    try {
      return await opening;
    } catch (error) {
      if (this.#rooms.get(id) === opening) this.#rooms.delete(id);
      this.release(id);
      throw error;
    }
  }

  async #open(id: string): Promise<Room> {
    await this.#closing.get(id);
    const room = await Room.load(id, this.parts, () => this.#loaded.delete(room));
    this.#loaded.add(room);
    await this.watch?.opened(room).catch(this.parts.onFailure);
    return room;
  }

  async #close(room: Room): Promise<void> {
    await this.watch?.closing(room).catch(this.parts.onFailure);
    await room.close();
  }

  async #unload(id: string): Promise<void> {
    const opening = this.#rooms.get(id);
    const room = await opening?.catch(() => null);
    if (!room) return;
    await room.durable().catch(() => {});
    // Somebody may have come back meanwhile. A room whose storage fails stays: it holds the only copy.
    if ((this.#users.get(id) ?? 0) > 0 || this.#rooms.get(id) !== opening) return;
    if (room.readOnly !== null) {
      room.whenWritable(() => void this.#unload(id));
      return;
    }
    this.#rooms.delete(id);
    this.#users.delete(id);
    const closing = this.#close(room).finally(() => this.#closing.delete(id));
    this.#closing.set(id, closing);
    await closing;
  }
}

const closeForRestart = (member: Member) => member.close(CloseCode.tryAgain, 'the server is restarting');
