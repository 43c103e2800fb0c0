import { union, type Rect } from '../../../base/geometry.ts';
import { always, hasScene, hasSelection, type Command } from '../command.ts';
import type { CanvasOptions } from '../canvas-options.ts';
import type { CommandHost } from '../command-host.ts';
import { framed, zoomedAt } from '../view.ts';
import { indexOf } from './index-of.ts';

function zoomTo(host: CommandHost, scale: number): void {
  const [width, height] = host.viewport();
  host.view.value = zoomedAt(host.view.value, [width / 2, height / 2], scale);
}

function show(host: CommandHost, rect: Rect | null): void {
  if (rect) host.view.value = framed(rect, host.viewport());
}

function toggle(
  option: Exclude<
    { [K in keyof CanvasOptions]: CanvasOptions[K] extends boolean ? K : never }[keyof CanvasOptions],
    'colliders' | 'tileMarks'
  >,
  id: string,
  label: string,
  icon: string,
  keys: readonly string[],
): Command {
  return {
    id: `view.${id}`,
    label,
    group: 'view',
    icon,
    keys,
    when: always,
    checked: (host) => host.options.value[option],
    run(host) {
      const options: CanvasOptions = host.options.value;
      host.options.value = { ...options, [option]: !options[option] };
    },
  };
}

/** What part of the scene is shown, and what is drawn with it. */
export const viewCommands: readonly Command[] = [
  {
    id: 'view.zoom-in',
    label: 'Zoom in',
    group: 'view',
    keys: ['$mod+Equal', '$mod+NumpadAdd'],
    icon: 'zoom-in',
    when: hasScene,
    run: (host) => zoomTo(host, host.view.value.scale * 1.25),
  },
  {
    id: 'view.zoom-out',
    label: 'Zoom out',
    group: 'view',
    keys: ['$mod+Minus', '$mod+NumpadSubtract'],
    icon: 'zoom-out',
    when: hasScene,
    run: (host) => zoomTo(host, host.view.value.scale / 1.25),
  },
  {
    id: 'view.zoom-100',
    label: 'Zoom to 100 %',
    group: 'view',
    keys: ['$mod+Digit0'],
    icon: 'scan',
    when: hasScene,
    run: (host) => zoomTo(host, 1),
  },
  {
    id: 'view.zoom-all',
    label: 'Show all',
    group: 'view',
    keys: ['Shift+Digit1'],
    icon: 'maximize',
    when: hasScene,
    run(host) {
      const index = indexOf(host);
      const [width, height] = host.reader.project.settings.size;
      let all: Rect = { x: 0, y: 0, width, height };
      for (const item of index.items.values()) if (item.visible) all = union(all, item.bounds)!;
      show(host, all);
    },
  },
  {
    id: 'view.zoom-selection',
    label: 'Frame the selection',
    group: 'view',
    keys: ['KeyF', 'Shift+Digit2'],
    icon: 'focus',
    when: (host) => hasScene(host) && hasSelection(host),
    run: (host) => show(host, indexOf(host).boundsAround(host.selection.ids)),
  },
  toggle('grid', 'grid', 'Grid', 'grid-3x3', ['KeyG']),
  toggle('gridSnap', 'grid-snap', 'Snap to grid', 'magnet', ['Shift+KeyG']),
  toggle('smartGuides', 'smart-guides', 'Smart guides', 'align-center-vertical', ['Shift+KeyS']),
  toggle('guides', 'guides', 'Guides', 'separator-vertical', ['$mod+Semicolon']),
  toggle('lockGuides', 'lock-guides', 'Lock guides', 'lock', []),
  toggle('rulers', 'rulers', 'Rulers', 'ruler', ['Shift+KeyU']),
  toggle('minimap', 'minimap', 'Mini-map', 'map', ['Shift+KeyM']),
  toggle('tileMotion', 'tile-motion', 'Animate tiles', 'clapperboard', []),
  toggle('cameras', 'cameras', 'Frames of what others see', 'scan', []),
  {
    id: 'view.panels',
    label: 'Hide or show the panels',
    group: 'view',
    keys: ['Tab'],
    icon: 'panels-top-left',
    when: always,
    run: (host) => host.togglePanels(),
  },
];
