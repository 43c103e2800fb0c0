import type { Carried } from '../../schema/addition.ts';
import { plainEntity } from './entities.ts';
import type { BuiltLayer } from './layers.ts';
import type { LdtkLevel } from './model.ts';
import type { LdtkSession } from './session.ts';

/**
 * The picture behind a level as a layer at the very back; none for levels without one. What LDtk cuts off at the
 * border of the level stays there and reaches over it.
 */
export function backgroundLayer(
  { picture }: LdtkLevel,
  file: string,
  session: LdtkSession,
  tell: (how: Carried, detail: string) => void,
): BuiltLayer[] {
  if (!picture) return [];
  const image = session.image(file, picture.image);
  const { topLeft, scale, crop } = picture;
  const [cropX, cropY, cropWidth, cropHeight] = crop;
  const whole = cropX === 0 && cropY === 0 && cropWidth >= image.width && cropHeight >= image.height;
  if (picture.mode === 'Repeat') tell('changed', 'Its picture repeats in LDtk; here it stands once.');
  else if (!whole)
    tell('changed', 'LDtk cuts its picture off at the border of the level; here it reaches over it.');
  else tell('as it was', '');
  return [
    {
      layer: { name: 'Background', visible: true, locked: true, parallax: 1 },
      entities: [
        plainEntity(session.id(), 'Background', {
          Transform: {
            position: [topLeft[0] - cropX * scale[0], topLeft[1] - cropY * scale[1]],
            size: [image.width * scale[0], image.height * scale[1]],
            anchor: [0, 0],
          },
          Sprite: { asset: image.asset },
        }),
      ],
    },
  ];
}
