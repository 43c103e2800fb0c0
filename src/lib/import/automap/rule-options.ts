/** Options of rules, as properties of maps, layers and areas say them. */
import type { RuleOptions } from './auto-rule.ts';
import type { AutoOptions, RuleLayer } from './rule-map.ts';

/** Whether one of these options is switched on; however their names are written, and also by words such as `yes`. */
export const truthy = (options: AutoOptions, ...names: string[]): boolean =>
  Object.entries(options).some(
    ([name, value]) => isOn(value) && names.some((each) => each.toLowerCase() === name.toLowerCase()),
  );

const isOn = (value: AutoOptions[string]): boolean =>
  typeof value === 'string' ? !['', '0', 'false'].includes(value.toLowerCase()) : Boolean(value);

/** What an option says, however its name is written. */
export const option = (options: AutoOptions, name: string): AutoOptions[string] | undefined =>
  Object.entries(options).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/** The number of an option. */
export function numberOf(options: AutoOptions, name: string, fallback: number): number {
  const found = option(options, name);
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : fallback;
}

/** The flips that a layer says do not matter. */
export const ignored = ({ properties }: RuleLayer): number =>
  ((truthy(properties, 'IgnoreHorizontalFlip') ? 0x80000000 : 0) +
    (truthy(properties, 'IgnoreVerticalFlip') ? 0x40000000 : 0) +
    (truthy(properties, 'IgnoreDiagonalFlip') ? 0x20000000 : 0) +
    (truthy(properties, 'IgnoreHexRotate120') ? 0x10000000 : 0)) >>>
  0;

const layerOptions = [
  ...['autoempty', 'strictempty', 'probability'],
  ...['ignorehorizontalflip', 'ignoreverticalflip', 'ignorediagonalflip', 'ignorehexrotate120'],
];

/** Whether a property of a layer is one by which it tells how it is used. */
export const isLayerOption = (name: string): boolean => layerOptions.includes(name.toLowerCase());

/** The options of a rule, with what holds where nothing is said. */
export function optionsOf(all: AutoOptions): RuleOptions {
  return {
    probability: Math.min(1, Math.max(0, numberOf(all, 'Probability', 1))),
    modX: Math.max(1, Math.round(numberOf(all, 'ModX', 1))),
    modY: Math.max(1, Math.round(numberOf(all, 'ModY', 1))),
    offsetX: Math.round(numberOf(all, 'OffsetX', 0)),
    offsetY: Math.round(numberOf(all, 'OffsetY', 0)),
    disabled: truthy(all, 'Disabled'),
    noOverlap: truthy(all, 'NoOverlappingOutput', 'NoOverlappingRules'),
    ignoreLock: truthy(all, 'IgnoreLock'),
  };
}
