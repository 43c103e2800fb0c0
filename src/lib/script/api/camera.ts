/** What the player sees. Orders last until the scene ends. */
import type { CameraOrders } from '../../engine/camera.ts';
import { define, entity, number, type ApiContext, type ApiFunction } from './define.ts';

function order({ world, undo }: ApiContext, change: Partial<CameraOrders>): void {
  const before = world.rig.orders;
  undo(() => (world.rig.orders = before));
  world.rig.orders = { ...before, ...change };
}

export const cameraFunctions: readonly ApiFunction[] = [
  define({
    name: 'camera_follow',
    group: 'camera',
    doc: 'Keeps an entity in the middle of the picture, within the bounds of the camera.',
    params: [
      { ...entity, doc: 'who is followed' },
      {
        ...number(
          'smoothing',
          'how long it takes to come most of the way; 0 or nothing follows at once',
          's',
        ),
        min: 0,
        max: 60,
        optional: true,
      },
    ],
    example: 'ams.camera_follow(e, 0.2)',
    run: (context, target, smoothing) =>
      order(context, { look: { entity: target, smoothing: smoothing ?? 0 } }),
  }),
  define({
    name: 'set_camera_position',
    group: 'camera',
    doc: 'Points the camera at a place of the scene; it follows nobody any more.',
    params: [number('x', 'middle of the picture', 'px'), number('y', 'middle of the picture', 'px')],
    example: 'ams.set_camera_position(480, 270)',
    run: (context, x, y) => order(context, { look: { point: [x, y] } }),
  }),
  define({
    name: 'camera_release',
    group: 'camera',
    doc: 'Takes back all orders: the camera does again what the Camera of the scene says.',
    params: [],
    example: 'ams.set_camera_zoom(2)\nams.camera_release()\nassert(ams.get_camera_zoom() == 1)',
    run: (context) => order(context, { look: null, zoom: null, bounds: null, shake: null }),
  }),
  ...(['x', 'y'] as const).map((axis) =>
    define({
      name: `get_camera_${axis}`,
      group: 'camera',
      doc: `The ${axis === 'x' ? 'horizontal' : 'vertical'} middle of the picture, in the scene.`,
      params: [],
      returns: { type: 'number', unit: 'px', doc: 'where the middle is' },
      example: `local middle = ams.get_camera_${axis}()`,
      run: ({ world }) => world.rig.view(world.tick)[axis],
    }),
  ),
  define({
    name: 'get_camera_zoom',
    group: 'camera',
    doc: 'How large the scene is shown.',
    params: [],
    returns: { type: 'number', doc: '1 as it is, 2 twice as large' },
    example: 'assert(ams.get_camera_zoom() > 0)',
    run: ({ world }) => world.rig.view(world.tick).zoom,
  }),
  define({
    name: 'set_camera_zoom',
    group: 'camera',
    doc: 'Shows the scene larger or smaller.',
    params: [{ ...number('zoom', '1 as it is, 2 twice as large'), min: 0.1, max: 20 }],
    example: 'ams.set_camera_zoom(2)\nassert(ams.get_camera_zoom() == 2)',
    run: (context, zoom) => order(context, { zoom }),
  }),
  define({
    name: 'set_camera_bounds',
    group: 'camera',
    doc: 'A rectangle that the picture never leaves. One without area sets no bounds.',
    params: [
      number('x1', 'left', 'px'),
      number('y1', 'top', 'px'),
      number('x2', 'right', 'px'),
      number('y2', 'bottom', 'px'),
    ],
    example: 'ams.set_camera_bounds(0, 0, 3000, 540)',
    run: (context, x1, y1, x2, y2) => order(context, { bounds: { min: [x1, y1], max: [x2, y2] } }),
  }),
  define({
    name: 'shake_camera',
    group: 'camera',
    doc: 'Shakes the picture, less and less. It takes no random numbers.',
    params: [
      { ...number('strength', 'how far at the start', 'px'), min: 0, max: 1000 },
      { ...number('duration', 'how long', 's'), min: 0, max: 60 },
    ],
    example: 'ams.shake_camera(8, 0.3)',
    run: (context, strength, duration) =>
      order(context, {
        shake: { from: context.world.tick, duration, strength },
      }),
  }),
];
