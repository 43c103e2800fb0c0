/** What an entity looks like. */
import { LOOKS } from '../looks.ts';
import { define, entity, number, text, type ApiFunction } from './define.ts';
import { setFields } from './fields.ts';

export const visualFunctions: readonly ApiFunction[] = [
  define({
    name: 'get_sprite',
    group: 'visual',
    doc: 'The image that an entity shows.',
    params: [entity],
    returns: { type: 'string', doc: 'id of the asset; nil without a sprite' },
    example: 'local before = ams.get_sprite(e)',
    run: (_, e) => e.components.Sprite?.asset ?? null,
  }),
  define({
    name: 'set_sprite',
    group: 'visual',
    doc: 'Changes the image that an entity shows. Nothing happens without a sprite.',
    params: [entity, text('sprite', 'id of the asset')],
    example: 'ams.set_sprite(e, "coin")\nassert(ams.get_sprite(e) == "coin")',
    run: (context, e, sprite) => setFields(context, e, 'Sprite', { asset: sprite }),
  }),
  define({
    name: 'set_frame',
    group: 'visual',
    doc: 'Shows a frame of a sprite sheet. Nothing happens without a sprite.',
    params: [entity, { name: 'frame', type: 'integer', doc: 'counted row by row from 0' }],
    example: 'ams.set_frame(e, 3)\nassert(ams.get_frame(e) == 3)',
    run: (context, e, frame) => setFields(context, e, 'Sprite', { frame }),
  }),
  define({
    name: 'get_frame',
    group: 'visual',
    doc: 'The first frame of a sprite sheet that is shown.',
    params: [entity],
    returns: { type: 'number', doc: 'counted row by row from 0; nil without a sprite' },
    example: 'local frame = ams.get_frame(e)',
    run: (_, e) => e.components.Sprite?.frame ?? null,
  }),
  define({
    name: 'play_frames',
    group: 'visual',
    doc: 'Plays frames of a sprite sheet in a loop. Calling it again with the same values changes nothing.',
    params: [
      entity,
      { name: 'first', type: 'integer', doc: 'first frame, counted from 0' },
      { name: 'count', type: 'integer', doc: 'how many frames in a row' },
      number('speed', 'frames in a second', '/s'),
    ],
    example: 'ams.play_frames(e, 0, 4, 12)\nassert(ams.get_frame(e) == 0)',
    run(context, e, first, count, speed) {
      const sprite = e.components.Sprite;
      if (!sprite || (sprite.frame === first && sprite.frames === count && sprite.framesPerSecond === speed))
        return;
      setFields(context, e, 'Sprite', { frame: first, frames: count, framesPerSecond: speed });
    },
  }),
  define({
    name: 'get_flip_x',
    group: 'visual',
    doc: 'Whether a sprite is mirrored left to right.',
    params: [entity],
    returns: { type: 'boolean', doc: 'true when mirrored' },
    example: 'local mirrored = ams.get_flip_x(e)',
    neutral: false,
    run: (_, e) => e.components.Sprite?.flipX ?? false,
  }),
  define({
    name: 'set_flip_x',
    group: 'visual',
    doc: 'Mirrors a sprite left to right. Nothing happens without a sprite.',
    params: [entity, { name: 'flip', type: 'boolean', doc: 'true to mirror' }],
    example: 'ams.set_flip_x(e, e.vx < 0)',
    run(context, e, flip) {
      if (e.components.Sprite && e.components.Sprite.flipX !== flip)
        setFields(context, e, 'Sprite', { flipX: flip });
    },
  }),
  define({
    name: 'stop_frames',
    group: 'visual',
    doc: 'Stands still at the first frame of what plays. Nothing happens without a sprite.',
    params: [entity],
    example: 'ams.stop_frames(e)',
    run(context, e) {
      if (e.components.Sprite) setFields(context, e, 'Sprite', { frames: 1, framesPerSecond: 0 });
    },
  }),
  define({
    name: 'get_flip_y',
    group: 'visual',
    doc: 'Whether a sprite is mirrored top to bottom.',
    params: [entity],
    returns: { type: 'boolean', doc: 'true when mirrored' },
    example: 'local mirrored = ams.get_flip_y(e)',
    neutral: false,
    run: (_, e) => e.components.Sprite?.flipY ?? false,
  }),
  define({
    name: 'set_flip_y',
    group: 'visual',
    doc: 'Mirrors a sprite top to bottom. Nothing happens without a sprite.',
    params: [entity, { name: 'flip', type: 'boolean', doc: 'true to mirror' }],
    example: 'ams.set_flip_y(e, true)\nassert(ams.get_flip_y(e))',
    run(context, e, flip) {
      if (e.components.Sprite && e.components.Sprite.flipY !== flip)
        setFields(context, e, 'Sprite', { flipY: flip });
    },
  }),
  define({
    name: 'get_tint',
    group: 'visual',
    doc: 'The colour that a sprite or tile layer is multiplied with.',
    params: [entity],
    returns: { type: 'string', doc: 'such as #ff8800, "" for none; nil without sprite and tiles' },
    example: 'assert(ams.get_tint(e) == "")',
    run: (_, e) => e.components.Sprite?.tint ?? e.components.Tilemap?.tint ?? null,
  }),
  define({
    name: 'set_tint',
    group: 'visual',
    doc: 'Multiplies the colours of a sprite or tile layer with a colour.',
    params: [entity, text('color', 'such as #ff0000 for what was hit; "" for none')],
    example: 'ams.set_tint(e, "#ff8888")\nassert(ams.get_tint(e) == "#ff8888")',
    run(context, e, color) {
      for (const key of ['Sprite', 'Tilemap'] as const)
        if (e.components[key] && e.components[key].tint !== color)
          setFields(context, e, key, { tint: color });
    },
  }),
  define({
    name: 'get_z',
    group: 'visual',
    doc: 'The drawing order of an entity within its layer.',
    params: [entity],
    returns: { type: 'number', doc: '0 unless it was set' },
    example: 'assert(ams.get_z(e) == 0)',
    neutral: 0,
    run: (_, e) => e.z,
  }),
  define({
    name: 'set_z',
    group: 'visual',
    doc: 'Draws an entity in front of those of its layer that have a lower z.',
    params: [entity, number('z', 'higher is in front; 0 is as in the scene')],
    example: 'ams.set_z(e, 10)\nassert(ams.get_z(e) == 10)',
    run({ world, undo }, e, z) {
      const before = e.z;
      undo(() => world.setZ(e, before));
      world.setZ(e, z);
    },
  }),
  define({
    name: 'get_layer',
    group: 'visual',
    doc: 'The name of the layer that an entity is drawn on.',
    params: [entity],
    returns: { type: 'string', doc: 'nil for a dead entity' },
    example: 'local layer = ams.get_layer(e)',
    run: ({ world }, e) => world.layerOf(e),
  }),
  define({
    name: 'set_layer',
    group: 'visual',
    doc: 'Draws an entity on another layer of the scene.',
    params: [entity, text('layer', 'name of the layer')],
    returns: { type: 'boolean', doc: 'false when the scene has no such layer' },
    example: 'ams.set_layer(e, ams.get_layer(e))',
    neutral: false,
    run({ world, undo }, e, layer) {
      const before = world.layerOf(e);
      undo(() => world.setLayer(e, before));
      return world.setLayer(e, layer);
    },
  }),
  define({
    name: 'get_color',
    group: 'visual',
    doc: 'Colour of a shape or a text.',
    params: [entity],
    returns: { type: 'string', doc: 'such as #7c9cff; nil for neither' },
    example: 'local color = ams.get_color(e)',
    run: (_, e) => e.components.Shape?.fill ?? e.components.Text?.color ?? null,
  }),
  define({
    name: 'set_color',
    group: 'visual',
    doc: 'Changes the colour of a shape or a text.',
    params: [entity, text('color', 'such as #ff8800')],
    example: 'ams.set_color(e, "#ff8800")\nassert(ams.get_color(e) == "#ff8800")',
    run(context, e, color) {
      if (e.components.Shape) setFields(context, e, 'Shape', { fill: color });
      else setFields(context, e, 'Text', { color });
    },
  }),
  define({
    name: 'get_text',
    group: 'visual',
    doc: 'What a text says.',
    params: [entity],
    returns: { type: 'string', doc: 'the text; nil for an entity without one' },
    example: 'local words = ams.get_text(e)',
    run: (_, e) => e.components.Text?.text ?? null,
  }),
  define({
    name: 'set_text',
    group: 'visual',
    doc: 'Changes what a text says. Nothing happens for an entity without a text.',
    params: [entity, text('text', 'what it says')],
    example: 'ams.set_text(e, "Score " .. ams.get_score())',
    run(context, e, words) {
      if (e.components.Text && e.components.Text.text !== words)
        setFields(context, e, 'Text', { text: words });
    },
  }),
  define({
    name: 'get_alpha',
    group: 'visual',
    doc: 'Opacity of an entity.',
    params: [entity],
    returns: { type: 'number', doc: '0 invisible to 1 opaque' },
    example: 'assert(ams.get_alpha(e) <= 1)',
    neutral: 0,
    run(_, e) {
      for (const key of LOOKS) if (e.components[key]) return e.components[key].alpha;
      return 1;
    },
  }),
  define({
    name: 'set_alpha',
    group: 'visual',
    doc: 'Changes the opacity of an entity.',
    params: [entity, number('alpha', '0 invisible to 1 opaque; values beyond are cut')],
    example: 'ams.set_alpha(e, 0.5)\nassert(ams.get_alpha(e) == 0.5)',
    run(context, e, alpha) {
      const value = Math.min(1, Math.max(0, alpha));
      for (const key of LOOKS)
        if (e.components[key] && e.components[key].alpha !== value)
          setFields(context, e, key, { alpha: value });
    },
  }),
  define({
    name: 'is_visible',
    group: 'visual',
    doc: 'Whether an entity is drawn.',
    params: [entity],
    returns: { type: 'boolean', doc: 'false when hidden' },
    example: 'assert(ams.is_visible(e))',
    neutral: false,
    run: (_, e) => e.visible,
  }),
  define({
    name: 'set_visible',
    group: 'visual',
    doc: 'Shows or hides an entity. A hidden one still moves and is bumped into.',
    params: [entity, { name: 'visible', type: 'boolean', doc: 'false to hide' }],
    example: 'ams.set_visible(e, false)\nassert(not ams.is_visible(e))',
    run({ world, undo }, e, visible) {
      const before = e.visible;
      undo(() => world.setVisible(e, before));
      world.setVisible(e, visible);
    },
  }),
];
