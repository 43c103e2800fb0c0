/** What groups hand down to the layers in them. */
import type { Vec2 } from '../base/geometry.ts';
import { Facts, factsOf } from './facts.ts';
import type { ImportedFacts } from '../schema/project.ts';
import type { TiledLayer, TiledLayerHead } from './model.ts';

/** A layer's own fields with those of the groups around it. */
export interface Inherited {
  names: readonly string[];
  opacity: number;
  offset: Vec2;
  visible: boolean;
  locked: boolean;
  parallax: Vec2;
  /** Red, green, blue and alpha, 0 to 1. */
  tint: readonly number[];
}

/** Around the layers of a map itself. */
export const outermost: Inherited = {
  names: [],
  opacity: 1,
  offset: [0, 0],
  visible: true,
  locked: false,
  parallax: [1, 1],
  tint: [1, 1, 1, 1],
};

const kindNames = { tiles: 'Tiles', objects: 'Objects', image: 'Image', group: 'Group' } as const;

export function inherit(
  layer: Omit<TiledLayerHead, 'at' | 'properties'>,
  kind: TiledLayer['kind'],
  outer: Inherited,
): Inherited {
  const tint = [1, 3, 5, 7].map((at, channel) => {
    const part = layer.tint.slice(at, at + 2);
    return (part === '' ? 1 : parseInt(part, 16) / 255) * outer.tint[channel]!;
  });
  return {
    names: [...outer.names, layer.name || kindNames[kind]],
    opacity: outer.opacity * layer.opacity,
    offset: [outer.offset[0] + layer.offset[0], outer.offset[1] + layer.offset[1]],
    visible: outer.visible && layer.visible,
    locked: outer.locked || layer.locked,
    parallax: [outer.parallax[0] * layer.parallax[0], outer.parallax[1] * layer.parallax[1]],
    tint,
  };
}

/** The tint as a colour without its alpha; '' for white. */
export function tintColor({ tint }: Pick<Inherited, 'tint'>): string {
  const hex = tint.slice(0, 3).map((part) =>
    Math.round(part * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  const color = `#${hex.join('')}`;
  return color === '#ffffff' ? '' : color;
}

/** How opaque what is on a layer is. */
export const alphaOf = ({ opacity, tint }: Inherited): number => opacity * tint[3]!;

const usual = {
  id: 0,
  className: '',
  opacity: 1,
  visible: true,
  locked: false,
  tint: '',
  offsetX: 0,
  offsetY: 0,
  parallaxX: 1,
  parallaxY: 1,
  mode: '',
};

/** What of a layer or group its place among flat layers does not say. */
export const headFacts = (layer: TiledLayerHead): ImportedFacts =>
  factsOf(
    {
      id: layer.id,
      name: layer.name,
      className: layer.className,
      opacity: layer.opacity,
      visible: layer.visible,
      locked: layer.locked,
      tint: layer.tint,
      offsetX: layer.offset[0],
      offsetY: layer.offset[1],
      parallaxX: layer.parallax[0],
      parallaxY: layer.parallax[1],
      mode: layer.mode,
    },
    usual,
  );

/** The reverse of {@link headFacts}. */
export function headOf(record: ImportedFacts): Omit<TiledLayerHead, 'at' | 'properties'> {
  const facts = new Facts(record);
  return {
    id: facts.number('id'),
    name: facts.text('name'),
    className: facts.text('className'),
    opacity: facts.number('opacity', 1),
    visible: facts.flag('visible', true),
    locked: facts.flag('locked'),
    tint: facts.text('tint'),
    offset: [facts.number('offsetX'), facts.number('offsetY')],
    parallax: [facts.number('parallaxX', 1), facts.number('parallaxY', 1)],
    mode: facts.text('mode'),
  };
}
