/** Prefabs that come with Perigee: each plays at once, also together with the others, and is drawn without pictures. */
import { blankEntity } from '../../schema/blank.ts';
import type { EntityData, PrefabData } from '../../schema/project.ts';

type Components = EntityData['components'];

/** Where a project keeps its copy of a standard behaviour. */
export const standardScriptPath = (name: string): string => `behavior/${name}.lua`;

interface Recipe {
  name: string;
  /** One sentence for people. */
  doc: string;
  tags: readonly string[];
  /** Without what its scripts add. */
  components: Components;
  /** Names of the standard behaviours that it has, and what is set of their properties. */
  behaviours: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;
  /** Names of other starters that it cannot do without. */
  needs?: readonly string[];
}

export interface StarterPrefab extends Recipe {
  /** A fresh copy. @param id makes ids for its entities */
  prefab: (id: () => string) => PrefabData;
}

function entityOf({ name, tags, components, behaviours }: Recipe): EntityData {
  const scripts = Object.entries(behaviours).map(([behaviour, properties]) => [
    `Script:${behaviour}`,
    { script: standardScriptPath(behaviour), properties },
  ]);
  return blankEntity({
    name,
    tags: [...tags],
    components: { ...components, ...(Object.fromEntries(scripts) as Components) },
  });
}

const recipes: readonly Recipe[] = [
  {
    name: 'Hero',
    doc: 'Runs and jumps: arrow keys, space or a gamepad.',
    tags: ['hero'],
    components: {
      Transform: { size: [26, 40] },
      Shape: { fill: '#6fd6c6', cornerRadius: 8 },
      Body: { fixedRotation: true, damping: 0 },
      // Without friction it does not stick to walls.
      Collider: { friction: 0 },
    },
    behaviours: { platformer: {} },
  },
  {
    name: 'Coin',
    doc: 'Adds to the score of the hero who takes it.',
    tags: ['coin'],
    components: {
      Transform: { size: [20, 20] },
      Shape: { kind: 'ellipse', fill: '#f5c542', stroke: '#c98f1b', strokeWidth: 3 },
      Collider: { sensor: true },
    },
    behaviours: { pickup: {} },
  },
  {
    name: 'Enemy',
    doc: 'Walks to and fro; touching it loses, jumping onto it wins points.',
    tags: ['enemy'],
    components: {
      Transform: { size: [34, 26] },
      Shape: { fill: '#e5635a', stroke: '#a63a3a', cornerRadius: 10 },
      Body: { fixedRotation: true, damping: 0 },
      Collider: { friction: 0 },
    },
    behaviours: { patrol: { range: 80 }, hazard: { stompable: true } },
  },
  {
    name: 'Moving platform',
    doc: 'Goes to and fro and carries who stands on it.',
    tags: ['platform'],
    components: {
      Transform: { size: [120, 18] },
      Shape: { fill: '#8f9bb3', cornerRadius: 6 },
      Body: { type: 'kinematic' },
      Collider: {},
    },
    behaviours: { oscillate: { dx: 160 } },
  },
  {
    name: 'Goal',
    doc: 'The hero who reaches it wins.',
    tags: ['goal'],
    components: {
      Transform: { size: [36, 72] },
      Shape: {
        kind: 'polygon',
        // A flag on its pole.
        points: [
          [0, 0],
          [1, 0.2],
          [0.16, 0.4],
          [0.16, 1],
          [0, 1],
        ],
        fill: '#62c370',
      },
      Collider: { shape: 'box', sensor: true },
    },
    behaviours: { goal: {} },
  },
  {
    name: 'Ball',
    doc: 'Falls, bounces and rolls; the hero can push it.',
    tags: ['ball'],
    components: {
      Transform: { size: [28, 28] },
      Shape: { kind: 'ellipse', fill: '#f08a4b', stroke: '#b85c25' },
      Body: {},
      Collider: { restitution: 0.7, density: 0.3 },
    },
    behaviours: {},
  },
  {
    name: 'Spawner',
    doc: 'Makes an enemy every few seconds; choose another prefab in the inspector.',
    tags: ['spawner'],
    components: {
      Transform: { size: [40, 40] },
      Shape: { kind: 'ellipse', fill: '#b48ce040', stroke: '#b48ce0', strokeWidth: 4 },
    },
    behaviours: { spawner: { prefab: 'Enemy', interval: 3, at_once: 3 } },
    needs: ['Enemy'],
  },
  {
    name: 'Top-down hero',
    doc: 'Walks in all directions, for games seen from above.',
    tags: ['hero'],
    components: {
      Transform: { size: [32, 32] },
      Shape: { kind: 'ellipse', fill: '#6fb0e6', stroke: '#3f78a8' },
      Body: { fixedRotation: true, gravityScale: 0, damping: 0 },
      Collider: { friction: 0 },
    },
    behaviours: { top_down: {} },
  },
];

export const starterPrefabs: readonly StarterPrefab[] = recipes.map((recipe) => ({
  ...recipe,
  prefab: (id) => {
    const root = id();
    return { name: recipe.name, order: 'a0', root, entities: { [root]: entityOf(recipe) } };
  },
}));
