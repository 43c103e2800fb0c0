/** What the reference shows, all of it from the tables; nothing is written by hand here but the words between. */
import { components, type ComponentSpec } from '../../../schema/components.ts';
import { scriptKinds, type ScriptKind } from '../../../schema/script-kinds.ts';
import {
  actionDocs,
  apiDocs,
  fieldDocs,
  hookDocs,
  signatureOf,
  type ApiDoc,
} from '../../../script/api-docs.ts';
import { driverDocs } from '../../../script/test-api.ts';
import { scriptTemplates } from '../../live/script-templates.ts';
import { standardScripts } from '../../live/standard-scripts.ts';
import type { FieldSpec } from '../../../schema/fields.ts';

/** One line of a table of parameters, fields or properties. */
export interface Row {
  name: string;
  type: string;
  /** Unit, range, choices, default: what there is of them. */
  limits: string;
  doc: string;
}

export interface ReferenceEntry {
  /** Of its place on the page. */
  id: string;
  title: string;
  doc: string;
  rows: readonly Row[];
  returns?: { type: string; doc: string };
  /** Lua that runs as it stands. */
  example?: string;
}

export interface ReferenceSection {
  id: string;
  title: string;
  doc: string;
  entries: readonly ReferenceEntry[];
}

const list = (parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join(' · ');

/** A range in words; '' for none. Limits that are only there to be counted with are not worth a word. */
function rangeText(min: number | undefined, max: number | undefined): string {
  if (max !== undefined && max >= 1e6) return min === undefined || min <= -1e6 ? '' : `from ${min}`;
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (min !== undefined) return `from ${min}`;
  return max === undefined ? '' : `up to ${max}`;
}

function functionEntry(doc: ApiDoc, table = 'ams'): ReferenceEntry {
  const { name, params, returns, example } = doc;
  return {
    id: table === 'ams' ? name : `${table}-${name}`,
    title: signatureOf(doc, table),
    doc: doc.doc,
    rows: params.map((param) => ({
      name: param.name,
      type: param.type,
      limits: list([
        param.unit,
        rangeText(param.min, param.max),
        param.options?.join(', '),
        param.optional && 'may be left out',
      ]),
      doc: param.doc,
    })),
    ...(returns ? { returns: { type: list([returns.type, returns.unit]), doc: returns.doc } } : {}),
    example,
  };
}

function fieldRow([name, spec]: [string, FieldSpec]): Row {
  const value = spec.default;
  const plain = typeof value !== 'object' || (Array.isArray(value) && value.length > 0);
  return {
    name,
    type: spec.type === 'vec2' ? 'point' : spec.type,
    limits: list([
      spec.unit,
      'min' in spec || 'max' in spec ? rangeText(spec.min, spec.max) : '',
      'options' in spec && spec.options.join(', '),
      plain && value !== '' && `default ${Array.isArray(value) ? value.join(', ') : String(value)}`,
    ]),
    doc: spec.doc,
  };
}

const titled = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

function scriptEntries(): ReferenceEntry[] {
  const kinds = Object.entries(scriptKinds) as [ScriptKind, (typeof scriptKinds)[ScriptKind]][];
  return kinds.map(([kind, { label, folder, component, doc }]) => ({
    id: `kind-${kind}`,
    title: label,
    doc: `${doc} A file in ${folder}${component === null ? '' : `, run by the component ${component}`}. It returns a table with ${component === null ? 'one function for each test.' : 'these functions:'}`,
    rows: (kind === 'behavior' ? hookDocs : actionDocs.filter((each) => each.kind === kind)).map((each) => ({
      name: each.signature,
      type: '',
      limits: '',
      doc: each.doc,
    })),
    example: scriptTemplates[kind]('example'),
  }));
}

/** Every section that needs no Lua machine, in the order of the page. */
export const sections: readonly ReferenceSection[] = [
  {
    id: 'scripts',
    title: 'Scripts',
    doc: 'A script is Lua 5.3. It returns one table; its properties become fields in the inspector.',
    entries: [
      ...scriptEntries(),
      {
        id: 'entity-fields',
        title: 'Fields of an entity',
        doc: 'An entity prints, joins and compares as its id. Every function that takes an entity first is a method too: e:destroy() is ams.destroy(e). A dead one reads as nil and ignores what is written.',
        rows: fieldDocs.map(({ signature, doc }) => ({ name: signature, type: 'number', limits: '', doc })),
      },
    ],
  },
  ...[...new Set(apiDocs.map(({ group }) => group))].map((group) => ({
    id: `group-${group.replace(/ /gu, '-')}`,
    title: titled(group),
    doc: '',
    entries: apiDocs.filter((each) => each.group === group).map((doc) => functionEntry(doc)),
  })),
  {
    id: 'tests',
    title: 'Tests',
    doc: 'What the functions of a test file can do beyond ams: time passes only when they say so. Run them with perigee test.',
    entries: driverDocs.map((doc) => functionEntry(doc, 'test')),
  },
  {
    id: 'components',
    title: 'Components',
    doc: 'What an entity is made of, as the inspector and the project files name it.',
    entries: Object.entries(components as Readonly<Record<string, ComponentSpec>>).map(([type, spec]) => ({
      id: `component-${type}`,
      title: type,
      doc: spec.many ? `${spec.doc} An entity may have several.` : spec.doc,
      rows: Object.entries(spec.fields).map(fieldRow),
    })),
  },
];

/** The standard behaviours, with the properties that their files declare. Loads a Lua machine. */
export async function behaviourSection(): Promise<ReferenceSection> {
  const { readProperties } = await import('../../../script/properties.ts');
  return {
    id: 'behaviours',
    title: 'Standard behaviours',
    doc: 'Ready scripts. The script library of the editor copies them into a project, where they may be changed.',
    entries: standardScripts.map(({ name, doc, source }) => ({
      id: `behaviour-${name}`,
      title: name,
      doc,
      rows: readProperties(source).properties.map((property) => ({
        name: property.name,
        type: property.type === 'string' ? 'text' : property.type,
        limits: list([
          property.unit,
          rangeText(property.min, property.max),
          property.options?.join(', '),
          property.default !== '' && `default ${property.default}`,
        ]),
        doc: property.doc,
      })),
      example: source,
    })),
  };
}

/** The entries that a search is about; all for an empty one. */
export function matching(all: readonly ReferenceSection[], search: string): ReferenceSection[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const fits = ({ title, doc, rows }: ReferenceEntry, section: string) => {
    const text =
      `${section} ${title} ${doc} ${rows.map((row) => `${row.name} ${row.doc}`).join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return all
    .map((section) => ({
      ...section,
      entries: section.entries.filter((entry) => fits(entry, section.title)),
    }))
    .filter(({ entries }) => entries.length > 0);
}
