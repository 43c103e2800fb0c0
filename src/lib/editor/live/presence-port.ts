import type { Awareness } from 'y-protocols/awareness';
import type { Vec2 } from '../../base/geometry.ts';
import { isRecord, isString } from '../../base/guards.ts';
import { readCamera } from '../core/camera.ts';
import type { PresenceDrag, PresencePort, RemotePerson } from '../core/canvas-host.ts';
import { readPerson } from './person.svelte.ts';

/** What the canvas hears of others and tells them. Of many people only those are read anew who said something. */
export function presencePort(awareness: Awareness): PresencePort {
  let known = new Map<number, { state: object; person: RemotePerson }>();
  return {
    others() {
      const before = known;
      known = new Map();
      for (const [id, state] of awareness.getStates()) {
        if (id === awareness.clientID || !isRecord(state) || !isRecord(state.user)) continue;
        const kept = before.get(id);
        known.set(id, kept?.state === state ? kept : { state, person: remotePerson(id, state, state.user) });
      }
      return [...known.values()].map(({ person }) => person);
    },
    subscribe(fn) {
      awareness.on('change', fn);
      return () => awareness.off('change', fn);
    },
    publish(part) {
      for (const [field, value] of Object.entries(part)) awareness.setLocalStateField(field, value ?? null);
    },
  };
}

const isPoint = (value: unknown): value is Vec2 =>
  Array.isArray(value) && value.length === 2 && value.every((axis) => Number.isFinite(axis));

const isDrag = (value: unknown): value is PresenceDrag =>
  isRecord(value) && Array.isArray(value.ids) && value.ids.every(isString) && isPoint([value.dx, value.dy]);

/** What somebody else's page says, as far as it makes sense. */
function remotePerson(
  id: number,
  state: Record<string, unknown>,
  user: Record<string, unknown>,
): RemotePerson {
  const { cursor, scene, selection, drag, camera } = state;
  return {
    id,
    ...readPerson(user),
    scene: isString(scene) ? scene : null,
    cursor: isPoint(cursor) ? cursor : null,
    selection: Array.isArray(selection) ? selection.filter(isString) : [],
    drag: isDrag(drag) ? drag : null,
    camera: readCamera(camera),
  };
}
