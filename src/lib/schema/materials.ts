/** How surfaces slide, bounce and weigh. */
export interface Material {
  /** 0 slides without end, 1 grips. */
  friction: number;
  /** 0 falls dead, 1 bounces back as fast. */
  restitution: number;
  /** Weight for its size; 1 is wood. */
  density: number;
}

/** Materials that every project has. Densities follow the real ones, with oak as 1. */
export const materialPresets: Readonly<Record<string, Material>> = {
  ice: { friction: 0.02, restitution: 0.05, density: 1.2 },
  rubber: { friction: 0.9, restitution: 0.8, density: 1.5 },
  wood: { friction: 0.4, restitution: 0.2, density: 1 },
  metal: { friction: 0.25, restitution: 0.1, density: 7.8 },
  stone: { friction: 0.6, restitution: 0.05, density: 3.2 },
  mud: { friction: 1, restitution: 0, density: 2 },
};

/** Names of the materials of a project: its own, then those that every project has. */
export const materialNames = (own: Readonly<Record<string, Material>>): string[] => [
  ...new Set([...Object.keys(own).sort(), ...Object.keys(materialPresets)]),
];
/** A material by name, the project's own first; `undefined` where there is none of that name. */
export function materialOf(
  own: Readonly<Record<string, Material>>,
  name: string,
): Readonly<Material> | undefined {
  if (Object.hasOwn(own, name)) return own[name];
  return Object.hasOwn(materialPresets, name) ? materialPresets[name] : undefined;
}
