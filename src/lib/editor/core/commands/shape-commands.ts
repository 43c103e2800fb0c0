import type { Vec2 } from '../../../base/geometry.ts';
import type { ResolvedEntity } from '../../../schema/project.ts';
import { chosen } from '../chosen.ts';
import { writable, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { outlineProblem } from '../shapes/outline-rules.ts';
import { outlinesOf, rulesOf } from '../shapes/outlines.ts';

/** Corners that a polygon takes to stand for an ellipse. */
const ROUND = 16;

/** The entity selected last, prefab applied; `null` without one that may be changed. */
function selected(host: CommandHost): ResolvedEntity | null {
  const found = chosen(host, host.selection.ids.at(-1) ?? '');
  return found && !found.locked && writable(host) ? found.entity : null;
}

/** Points can be edited of what has some, or can get some: a shape, a path, a drawn collider. */
export function hasShape(host: CommandHost): boolean {
  const entity = selected(host);
  return entity !== null && (entity.components.Shape !== undefined || outlinesOf(entity).length > 0);
}

/** What is selected shows a picture. */
export const hasPicture = (host: CommandHost): boolean =>
  (selected(host)?.components.Sprite?.asset ?? '') !== '';

/** Whether what is selected is closed; `null` for what is neither. */
function closedNow(host: CommandHost): boolean | null {
  const { Shape, Path } = selected(host)?.components ?? {};
  if (Shape?.kind === 'polygon' || Shape?.kind === 'line') return Shape.kind === 'polygon';
  return Path ? Path.closed : null;
}

function toggleClosed(host: CommandHost): void {
  const entity = selected(host);
  const closed = closedNow(host);
  if (!entity || closed === null) return;
  const name = `${closed ? 'Open' : 'Close'} ${entity.name}`;
  const { Shape } = entity.components;
  const isShape = Shape?.kind === 'polygon' || Shape?.kind === 'line';
  if (!isShape) return host.write(name, (writer) => writer.setFields(entity.id, 'Path', { closed: !closed }));
  const [outline] = outlinesOf(entity);
  const kind = closed ? 'line' : 'polygon';
  const rules = rulesOf({ kind, closed: !closed });
  const problem = outlineProblem(outline?.nodes.map(({ at }) => at) ?? [], rules);
  if (problem) host.notify(`${problem}: ${entity.name} stays as it is.`);
  else host.write(name, (writer) => writer.setFields(entity.id, 'Shape', { kind }));
}

/** A rectangle or an ellipse as corners, fractions of its box; `null` for other shapes. */
function cornersOf({ components }: ResolvedEntity): Vec2[] | null {
  switch (components.Shape?.kind) {
    case 'rectangle':
      return [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ];
    case 'ellipse':
      return Array.from({ length: ROUND }, (_, i): Vec2 => {
        const angle = (2 * Math.PI * i) / ROUND;
        const fraction = (value: number) => Math.round((value / 2 + 0.5) * 1e5) / 1e5;
        return [fraction(Math.cos(angle)), fraction(Math.sin(angle))];
      });
    default:
      return null;
  }
}

/** What the points of shapes can become. */
export const shapeCommands: readonly Command[] = [
  {
    id: 'shape.closed',
    label: 'Closed',
    group: 'tools',
    icon: 'refresh-cw',
    bar: 'vertices',
    keys: [],
    when: (host) => closedNow(host) !== null,
    checked: (host) => closedNow(host) === true,
    run: toggleClosed,
  },
  {
    id: 'shape.to-polygon',
    label: 'Make a polygon of it',
    group: 'tools',
    icon: 'pentagon',
    bar: 'vertices',
    keys: [],
    when: (host) => ['rectangle', 'ellipse'].includes(selected(host)?.components.Shape?.kind ?? ''),
    run(host) {
      const entity = selected(host);
      const points = entity && cornersOf(entity);
      if (!entity || !points) return;
      host.write(`Make a polygon of ${entity.name}`, (writer) =>
        writer.setFields(entity.id, 'Shape', { kind: 'polygon', points }),
      );
      host.tool.value = 'vertices';
    },
  },
];
