/**
 * What is told of an asset beside its bytes, described so that its check, its keys in the shared document and its place in
 * a project folder all follow from one table.
 */
import { id, isRecord, recordOf, show, type Check } from './checks.ts';

/** How one fact is stored: as one value, as a record with a key for each entry, or as fields with a key for each. */
export type MetaSpec =
  | { kind: 'value'; check: Check; fallback?: unknown; required?: boolean }
  | { kind: 'record'; each: MetaSpec; key?: Check; fallback?: unknown; required?: boolean }
  | { kind: 'fields'; fields: Readonly<Record<string, MetaSpec>>; fallback?: unknown; required?: boolean };

/** A check for everything that a specification describes. */
export function metaCheck(spec: MetaSpec): Check {
  switch (spec.kind) {
    case 'value':
      return spec.check;
    case 'record': {
      const each = metaCheck(spec.each);
      return recordOf(() => each, spec.key ?? id);
    }
    case 'fields': {
      const checks = Object.entries(spec.fields).map(
        ([name, field]) => [name, metaCheck(field), field] as const,
      );
      return (value, path, report) => {
        if (!isRecord(value)) return report(path, `must be a map of names to values, is ${show(value)}`);
        for (const [name, check, field] of checks) {
          if (value[name] !== undefined) check(value[name], [...path, name], report);
          else if (field.required || field.fallback !== undefined) report([...path, name], 'is missing');
        }
        for (const name of Object.keys(value))
          if (!Object.hasOwn(spec.fields, name)) report([...path, name], 'is not a name that is known here');
      };
    }
  }
}

/** The parts that a value is stored in, each with its path: `['walk', 'steps', 's1']`. */
export function* metaParts(
  spec: MetaSpec,
  value: unknown,
  path: readonly string[] = [],
): Generator<[path: readonly string[], value: unknown]> {
  if (value === undefined) return;
  if (spec.kind === 'value') return yield [path, value];
  for (const [name, item] of Object.entries(value as Record<string, unknown>)) {
    const inner = spec.kind === 'record' ? spec.each : spec.fields[name];
    if (inner) yield* metaParts(inner, item, [...path, name]);
  }
}

/** What a path leads to; `null` when it leads nowhere or not to a whole part. */
export function partSpec(spec: MetaSpec, path: readonly string[]): (MetaSpec & { kind: 'value' }) | null {
  let at: MetaSpec | undefined = spec;
  for (const name of path) {
    if (at.kind === 'value') return null;
    at = at.kind === 'record' ? at.each : Object.hasOwn(at.fields, name) ? at.fields[name] : undefined;
    if (!at) return null;
  }
  return at.kind === 'value' ? at : null;
}

/**
 * A value put together from its parts. What two people left of it together is completed with its fallbacks; an entry that lacks what it
 * needs, as one that somebody deleted while another wrote in it, is left out: `undefined`.
 */
export function fromParts(
  spec: MetaSpec,
  parts: readonly (readonly [path: readonly string[], value: unknown])[],
): unknown {
  if (spec.kind === 'value') return parts.find(([path]) => path.length === 0)?.[1];
  const groups = new Map<string, [readonly string[], unknown][]>();
  for (const [[name, ...rest], value] of parts) {
    if (name === undefined) continue;
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push([rest, value]);
  }
  if (spec.kind === 'record') {
    const entries = [...groups].flatMap(([name, group]): [string, unknown][] => {
      const value = fromParts(spec.each, group);
      return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  const result: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(spec.fields)) {
    const group = groups.get(name);
    const value = (group && fromParts(field, group)) ?? field.fallback;
    if (value === undefined && field.required) return undefined;
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/** A value with what it does not say filled in; what is no such value stays as it is, for its check to refuse. */
export function withFallbacks(spec: MetaSpec, value: unknown): unknown {
  if (spec.kind === 'value' || !isRecord(value)) return value;
  if (spec.kind === 'record')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, withFallbacks(spec.each, item)]),
    );
  const missing = Object.entries(spec.fields).filter(
    ([name, { fallback }]) => fallback !== undefined && (value[name] ?? undefined) === undefined,
  );
  return {
    ...Object.fromEntries(
      Object.entries(value).map(([name, item]) => {
        const field = Object.hasOwn(spec.fields, name) ? spec.fields[name]! : null;
        return [name, field ? withFallbacks(field, item) : item];
      }),
    ),
    ...Object.fromEntries(missing.map(([name, { fallback }]) => [name, fallback])),
  };
}
