import { nanoid } from 'nanoid';

/** An unguessable id (126 random bits) for what has an address of its own: projects, links. */
export function newAddress(): string {
  return nanoid(21);
}

/** A short id, unique within one project (72 random bits): entities, scenes, assets, prefabs. */
export function newId(): string {
  return nanoid(12);
}
