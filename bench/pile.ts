/** A pile of boxes in a trough: the bodies that benchmarks of physics compare with. */
import Matter from 'matter-js';

export const SIZE = 20;
const IN_A_ROW = 20;

type Place = readonly [x: number, y: number];
type Box = readonly [x: number, y: number, width: number, height: number];

/** Where boxes start: twenty in a row, a little apart. */
export const places = (count: number): Place[] =>
  Array.from({ length: count }, (_, i): Place => [
    ((i % IN_A_ROW) - 9.5) * (SIZE + 4) + (Math.floor(i / IN_A_ROW) % 2) * 6,
    -Math.floor(i / IN_A_ROW) * (SIZE + 4),
  ]);

/** Ground and walls, as high as the pile may be. */
export const walls = (count: number): Box[] => [
  [0, 100, 800, 60],
  [-400, 70 - count * 2, 60, 600 + count * 4],
  [400, 70 - count * 2, 60, 600 + count * 4],
];

/** The library alone with this many boxes, driven as its own examples do; no body rests. */
export function barePile(count: number): () => void {
  const engine = Matter.Engine.create();
  engine.gravity.y = 1.2;
  Matter.Composite.add(engine.world, [
    ...walls(count).map(([x, y, width, height]) =>
      Matter.Bodies.rectangle(x, y, width, height, { isStatic: true }),
    ),
    ...places(count).map(([x, y]) => Matter.Bodies.rectangle(x, y, SIZE, SIZE)),
  ]);
  return () => void Matter.Engine.update(engine, 1000 / 60);
}
