/** What the settings do to the project's own materials. Every function is one undoable edit. */
import type * as Y from 'yjs';
import { listed } from '../../base/words.ts';
import { setSettings } from '../../document/edit-project.ts';
import { setFields } from '../../document/edit.ts';
import { transact } from '../../document/step.ts';
import type { EntityHome } from '../../document/layout.ts';
import type { Origin } from '../../document/origin.ts';
import { components, specOf } from '../../schema/components.ts';
import { materialPresets, type Material } from '../../schema/materials.ts';
import type { EntityData, ProjectData } from '../../schema/project.ts';
import { checkMaterial } from '../../schema/validate.ts';
import { freeName } from './scene-actions.ts';

/** Where the edits act. */
export interface MaterialTarget {
  doc: Y.Doc;
  origin: Origin;
  project: ProjectData;
}

/** A field somewhere in the project that names a material. */
export interface MaterialUse {
  home: EntityHome;
  entity: string;
  /** Name of the entity. */
  name: string;
  component: string;
  field: string;
}

/** Letters that a name in a script, a file and a list reads well with. */
const longest = 40;
const cleanName = (wish: string): string => wish.trim().replace(/\s+/gu, ' ').slice(0, longest).trim();

const { friction, restitution, density } = components.Collider.fields;
/** What a material says of a surface, as a collider without one says it itself. */
export const materialFields = { friction, restitution, density };

/** What surfaces are like that name no material. */
const plainMaterial: Material = {
  friction: friction.default,
  restitution: restitution.default,
  density: density.default,
};

/** Everything that is made of a material. */
export function usesOfMaterial({ scenes, prefabs }: ProjectData, material: string): MaterialUse[] {
  const uses: MaterialUse[] = [];
  const visit = (home: EntityHome, entities: Readonly<Record<string, EntityData>>) => {
    for (const [entity, { name, components }] of Object.entries(entities))
      for (const [component, fields] of Object.entries(components))
        for (const [field, value] of Object.entries(fields)) {
          const spec = specOf(component)?.fields[field];
          if (value === material && spec?.type === 'choice' && spec.from === 'materials')
            uses.push({ home, entity, name, component, field });
        }
  };
  for (const [scene, { entities }] of Object.entries(scenes)) visit(scene, entities);
  for (const [prefab, { entities }] of Object.entries(prefabs)) visit({ prefab }, entities);
  return uses;
}

/**
 * Adds a material that is as plain as a surface without one; with the name of one that every project has, the project
 * gets its own of it to change.
 * @param wish '' for a name that is free
 * @returns its name, or what is wrong
 */
export function addMaterial(
  { doc, origin, project }: MaterialTarget,
  wish: string,
): { name: string } | { wrong: string } {
  const own = project.settings.materials;
  const name =
    cleanName(wish) || freeName('material', [...Object.keys(own), ...Object.keys(materialPresets)]);
  const wrong = refusal(own, name);
  if (wrong) return { wrong };
  const preset = Object.hasOwn(materialPresets, name) ? materialPresets[name] : undefined;
  transact(doc, origin, `Add material ${name}`, () =>
    setSettings(doc, origin, { materials: { ...own, [name]: { ...plainMaterial, ...preset } } }),
  );
  return { name };
}

/** Sets values of a material. @returns what is wrong, or '' */
export function setMaterial(
  { doc, origin, project }: MaterialTarget,
  name: string,
  values: Partial<Material>,
): string {
  const own = project.settings.materials;
  if (!Object.hasOwn(own, name)) return `There is no material “${name}” any more.`;
  const next = { ...own[name]!, ...values };
  const wrong = checkMaterial(next);
  if (wrong) return `The material “${name}” ${wrong}.`;
  transact(doc, origin, `Change material ${name}`, () =>
    setSettings(doc, origin, { materials: { ...own, [name]: next } }),
  );
  return '';
}

/** Gives a material another name, also in everything that is made of it. @returns what is wrong, or '' */
export function renameMaterial(target: MaterialTarget, name: string, wish: string): string {
  const { doc, origin, project } = target;
  const own = project.settings.materials;
  const next = cleanName(wish);
  if (next === name || !Object.hasOwn(own, name)) return '';
  const wrong = next === '' ? 'A material needs a name.' : refusal(own, next);
  if (wrong) return wrong;
  const materials = Object.fromEntries(
    Object.entries(own).map(([each, value]) => [each === name ? next : each, value]),
  );
  transact(doc, origin, `Rename material ${name} to ${next}`, () => {
    setSettings(doc, origin, { materials });
    for (const { home, entity, component, field } of usesOfMaterial(project, name))
      setFields(doc, origin, home, entity, component, { [field]: next });
  });
  return '';
}

/** Takes a material out of the project. What is made of it keeps the name and falls back to its own values. */
export function deleteMaterial({ doc, origin, project }: MaterialTarget, name: string): void {
  const { [name]: _, ...materials } = project.settings.materials;
  transact(doc, origin, `Delete material ${name}`, () => setSettings(doc, origin, { materials }));
}

/** Who is made of a material, in words: `Ball, Crate and 3 more`; '' for nobody. */
export const usersInWords = (uses: readonly MaterialUse[]): string =>
  listed([...new Set(uses.map(({ name }) => name))]);

function refusal(own: Readonly<Record<string, Material>>, name: string): string {
  if (name === '__proto__') return 'A material cannot be called that.';
  return Object.hasOwn(own, name) ? `There is already a material named “${name}”.` : '';
}
