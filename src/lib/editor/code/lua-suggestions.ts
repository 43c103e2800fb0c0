/** What is offered at a caret, and what is said of a name, from the tables of the script API. Knows no editor. */
import type { ProjectData } from '../../schema/project.ts';
import { driverDocs } from '../../script/test-api.ts';
import { components } from '../../schema/components.ts';
import {
  actionDocs,
  apiDocs,
  fieldDocs,
  hookDocs,
  signatureOf,
  type ApiDoc,
  type NameDoc,
} from '../../script/api-docs.ts';
import { allowed, constants } from '../../script/libraries.ts';
import { contextAt, keywords, namesIn } from './lua-context.ts';

export interface Suggestion {
  label: string;
  kind: 'function' | 'method' | 'field' | 'keyword' | 'module' | 'name' | 'text' | 'hook';
  /** One line beside the label. */
  detail: string;
  /** Markdown. */
  doc: string;
  /** What is put in, as a snippet with `$1` and so on. */
  insert: string;
}

const byName: ReadonlyMap<string, ApiDoc> = new Map(apiDocs.map((each) => [each.name, each]));
const inTests: ReadonlyMap<string, ApiDoc> = new Map(driverDocs.map((each) => [each.name, each]));

/**
 * The function of the API that a called name stands for: `ams.set_x`, `e:set_x` where the first argument is the owner, or
 * `test.wait`.
 */
export function functionOf(called: string): { api: ApiDoc; method: boolean } | null {
  const found = /^(\w+)([.:])(\w+)$/u.exec(called);
  if (!found) return null;
  const [, owner, separator, name] = found;
  const driver = owner === 'test' && separator === '.' ? inTests.get(name!) : undefined;
  if (driver) return { api: driver, method: false };
  const api = byName.get(name!);
  if (!api) return null;
  if (owner === 'ams' && separator === '.') return { api, method: false };
  return separator === ':' && isMethod(api) ? { api, method: true } : null;
}

/** Functions about an entity can be called on it. */
const isMethod = ({ params }: ApiDoc): boolean => params[0]?.type === 'entity' && !params[0].optional;

/** `e:set_x(value)` for a method, `ams.set_x(e, value)` else. */
export function callSignature(api: ApiDoc, method: boolean): string {
  if (!method) return signatureOf(api, api.group === 'test' ? 'test' : 'ams');
  const rest = signatureOf({ name: api.name, params: api.params.slice(1) });
  return `${api.params[0]!.name}:${rest.slice('ams.'.length)}`;
}

/** The parameters that are written between the brackets. */
export const writtenParams = (api: ApiDoc, method: boolean): ApiDoc['params'] =>
  method ? api.params.slice(1) : api.params;

/** What a function does, in Markdown. */
export function functionText(api: ApiDoc): string {
  const params = api.params.map(
    ({ name, type, unit, optional, doc }) =>
      `- \`${name}\` (${type}${unit ? `, ${unit}` : ''}${optional ? ', optional' : ''}): ${doc}`,
  );
  const { returns } = api;
  const gives = returns
    ? `Returns ${returns.type}${returns.unit ? ` (${returns.unit})` : ''}: ${returns.doc}.`
    : '';
  return [api.doc, params.join('\n'), gives, `\`\`\`lua\n${api.example}\n\`\`\``]
    .filter(Boolean)
    .join('\n\n');
}

const snippetText = (text: string): string => text.replace(/[\\$}]/gu, '\\$&');

function suggestFunction(api: ApiDoc, method: boolean): Suggestion {
  const written = writtenParams(api, method).filter(({ optional }) => !optional);
  const args = written.map(({ name }, at) => `\${${at + 1}:${snippetText(name)}}`).join(', ');
  return {
    label: api.name,
    kind: method ? 'method' : 'function',
    detail: callSignature(api, method),
    doc: functionText(api),
    insert: `${api.name}(${args})`,
  };
}

const suggestField = ({ name, signature, doc }: NameDoc): Suggestion => ({
  ...{ label: name, kind: 'field', detail: signature, doc, insert: name },
});

function suggestHook({ name, signature, doc }: NameDoc): Suggestion {
  const body = `${snippetText(signature)}\n\t$0\nend`;
  return { label: name, kind: 'hook', detail: signature, doc, insert: body };
}

const plain = (label: string, kind: Suggestion['kind'], detail = '', doc = ''): Suggestion => ({
  ...{ label, kind, detail, doc, insert: snippetText(label) },
});

const { base: globals, ...functionNames } = allowed;
/** Names in each library of the language. */
const libraries: Readonly<Record<string, readonly string[]>> = {
  ...functionNames,
  math: [...functionNames.math, ...constants.math],
  utf8: [...functionNames.utf8, ...constants.utf8],
};
const isGlobal = (name: string): boolean => (globals as readonly string[]).includes(name);

/** Texts that scripts name things by: entities, tags, prefabs, scenes, pictures, components. */
function projectTexts(project: ProjectData): Suggestion[] {
  const found = new Map<string, string>();
  const add = (text: string, what: string) => {
    if (text !== '' && !found.has(text)) found.set(text, what);
  };
  for (const { name } of Object.values(project.prefabs)) add(name, 'prefab');
  for (const { name } of Object.values(project.scenes)) add(name, 'scene');
  for (const { name } of Object.values(project.assets)) add(name, 'asset');
  const owners = [...Object.values(project.scenes), ...Object.values(project.prefabs)];
  for (const { entities } of owners)
    for (const { name, tags } of Object.values(entities)) {
      for (const tag of tags) add(tag, 'tag');
      add(name, 'entity');
    }
  for (const type of Object.keys(components)) add(type, 'component');
  return [...found].map(([text, what]) => plain(text, 'text', what));
}

/** What is offered at the end of `before`, the source up to the caret. */
export function suggestionsAt(before: string, source: string, project: ProjectData): Suggestion[] {
  const context = contextAt(before);
  switch (context.kind) {
    case 'comment':
      return [];
    case 'string':
      return projectTexts(project);
    case 'declaration':
      return [...hookDocs, ...actionDocs].map(suggestHook);
    case 'member': {
      if (context.owner === 'ams')
        return context.method ? [] : apiDocs.map((api) => suggestFunction(api, false));
      if (context.owner === 'test' && !context.method)
        return driverDocs.map((api) => suggestFunction(api, false));
      const library = libraries[context.owner];
      if (library && Object.hasOwn(libraries, context.owner))
        return library.map((name) => plain(name, 'function', `${context.owner}.${name}`));
      if (context.method) return apiDocs.filter(isMethod).map((api) => suggestFunction(api, true));
      return fieldDocs.map(suggestField);
    }
    case 'name':
      return [
        plain('ams', 'module', 'functions of the game', 'Everything that scripts can do in the game.'),
        ...Object.keys(libraries).map((name) => plain(name, 'module')),
        ...globals.map((name) => plain(name, 'function')),
        ...[...keywords].map((word) => plain(word, 'keyword')),
        ...namesIn(source, context.typed)
          .filter((name) => name !== 'ams' && !Object.hasOwn(libraries, name) && !isGlobal(name))
          .map((name) => plain(name, 'name')),
      ];
  }
}

/** What is said of a name, in Markdown; `null` for nothing. `name` is dotted, such as `ams.get_x`. */
export function describe(name: string): { title: string; text: string } | null {
  const found = functionOf(name);
  if (found) return { title: callSignature(found.api, found.method), text: functionText(found.api) };
  const last = name.split(/[.:]/u).at(-1)!;
  if (last === name) return null;
  const hooks = [...hookDocs, ...actionDocs].filter((each) => each.name === last);
  if (hooks.length > 0)
    return {
      title: hooks.map(({ signature }) => signature).join('\n'),
      text: hooks.map(({ doc }) => doc).join('\n\n'),
    };
  const field = name.includes('.') ? fieldDocs.find((each) => each.name === last) : undefined;
  return field ? { title: field.signature, text: field.doc } : null;
}
