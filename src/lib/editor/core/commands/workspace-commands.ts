/** Where one is in the scene, and how the window is laid out: bookmarks, guides, panels, themes. */
import { BOOKMARK_SLOTS } from '../../../schema/navigation.ts';
import { always, hasScene, inScene, writable, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { isTileTool } from '../tool-ids.ts';
import type { ConsolePlace, OutName, PanelName, ThemeChoice } from '../workspace-port.ts';
import { centredOn, centreOf } from '../minimap.ts';

const bookmarksOf = (host: CommandHost) => host.reader.project.scenes[host.scene() ?? '']?.bookmarks ?? {};

/** Shows what a bookmark keeps. */
function goTo(host: CommandHost, slot: string): void {
  const bookmark = bookmarksOf(host)[slot];
  if (!bookmark)
    return host.notify(`There is no bookmark ${slot} in this scene yet. View > Bookmarks sets one.`);
  const view = { ...host.view.value, scale: bookmark.zoom };
  host.view.value = centredOn(view, bookmark.centre, host.viewport());
}

function setHere(host: CommandHost, slot: string): void {
  const [x, y] = centreOf(host.view.value, host.viewport());
  const name = bookmarksOf(host)[slot]?.name ?? '';
  const zoom = host.view.value.scale;
  host.navigation.setBookmark(slot, { name, centre: [Math.round(x), Math.round(y)], zoom });
  host.notify(`Bookmark ${slot} is this view.`);
}

function choice(
  id: string,
  label: string,
  icon: string,
  chosen: (host: CommandHost) => boolean,
  run: Command['run'],
): Command {
  return { id: `view.${id}`, label, group: 'window', icon, keys: [], when: always, checked: chosen, run };
}

const panel = (name: PanelName, label: string, icon: string): Command =>
  choice(
    `panel-${name}`,
    label,
    icon,
    (host) => host.workspace.shown(name),
    (host) => host.workspace.toggle(name),
  );

const popOut = (name: OutName, label: string): Command =>
  choice(
    `pop-out-${name}`,
    `${label} in a window of its own`,
    'picture-in-picture-2',
    (host) => host.workspace.isOut(name),
    (host) => host.workspace.popOut(name),
  );

const consoleAt = (place: ConsolePlace, label: string, icon: string): Command =>
  choice(
    `console-${place}`,
    label,
    icon,
    (host) => host.workspace.consolePlace === place,
    (host) => (host.workspace.consolePlace = place),
  );

const theme = (name: ThemeChoice, label: string, icon: string): Command =>
  choice(
    `theme-${name}`,
    label,
    icon,
    (host) => host.workspace.theme === name,
    (host) => (host.workspace.theme = name),
  );

export const workspaceCommands: readonly Command[] = [
  ...BOOKMARK_SLOTS.flatMap((slot): Command[] => [
    {
      id: `view.bookmark-${slot}`,
      label: `Go to bookmark ${slot}`,
      group: 'view',
      keys: [`Digit${slot}`],
      icon: 'bookmark',
      when: inScene,
      run: (host) => goTo(host, slot),
    },
    {
      id: `view.set-bookmark-${slot}`,
      label: `Set bookmark ${slot}`,
      group: 'view',
      keys: [`Alt+Shift+Digit${slot}`],
      icon: 'bookmark-plus',
      when: (host) => writable(host) && inScene(host),
      run: (host) => setHere(host, slot),
    },
  ]),
  {
    id: 'view.bookmarks',
    label: 'Bookmarks…',
    group: 'view',
    keys: [],
    icon: 'bookmark',
    when: inScene,
    run: (host) => host.navigation.openDialog('bookmarks'),
  },
  {
    id: 'view.grid-settings',
    label: 'Grid of the layer…',
    group: 'view',
    keys: [],
    icon: 'grid-2x2-plus',
    when: hasScene,
    run: (host) => host.navigation.openDialog('grid'),
  },
  {
    id: 'view.tileset-editor',
    label: 'Tileset editor…',
    group: 'window',
    keys: [],
    icon: 'grid-3x3',
    when: always,
    run: (host) => host.navigation.openDialog('tileset'),
  },
  {
    id: 'view.clear-guides',
    label: 'Remove all guides',
    group: 'view',
    keys: [],
    icon: 'eraser',
    when: (host) => writable(host) && Object.keys(host.guides.value).length > 0,
    run: (host) => host.navigation.clearGuides(),
  },
  panel('left', 'Hierarchy and assets', 'panel-left'),
  panel('code', 'Code', 'square-code'),
  panel('bottom', 'Console', 'panel-bottom'),
  panel('inspector', 'Inspector', 'panel-right'),
  { ...panel('tiles', 'Tile palette', 'layout-grid'), when: (host) => isTileTool(host.tool.value) },
  choice(
    'code-auto',
    'Code where there is room',
    'square-code',
    (host) => host.workspace.codePlace === 'auto',
    (host) => (host.workspace.codePlace = 'auto'),
  ),
  choice(
    'code-beside',
    'Code beside the canvas',
    'columns-2',
    (host) => host.workspace.codePlace === 'beside',
    (host) => (host.workspace.codePlace = 'beside'),
  ),
  choice(
    'code-under',
    'Code under the canvas',
    'rows-2',
    (host) => host.workspace.codePlace === 'under',
    (host) => (host.workspace.codePlace = 'under'),
  ),
  choice(
    'inspector-left',
    'Inspector on the left',
    'panel-left',
    (host) => host.workspace.inspectorSide === 'left',
    (host) => (host.workspace.inspectorSide = host.workspace.inspectorSide === 'left' ? 'right' : 'left'),
  ),
  consoleAt('bottom', 'Console along the bottom', 'panel-bottom'),
  consoleAt('left', 'Console on the left', 'panel-left'),
  consoleAt('right', 'Console on the right', 'panel-right'),
  choice(
    'timeline-in-console',
    'Timeline beside the console',
    'activity',
    (host) => host.workspace.timelineInConsole,
    (host) => (host.workspace.timelineInConsole = !host.workspace.timelineInConsole),
  ),
  popOut('inspector', 'Inspector'),
  popOut('code', 'Code'),
  popOut('bottom', 'Console'),
  popOut('timeline', 'Timeline'),
  {
    id: 'view.reopen-windows',
    label: 'Reopen the windows of last time',
    group: 'window',
    keys: [],
    icon: 'picture-in-picture-2',
    when: (host) => host.workspace.offered.length > 0,
    run: (host) => host.workspace.reopen(),
  },
  theme('system', 'Theme of the system', 'monitor'),
  theme('light', 'Light theme', 'sun'),
  theme('dark', 'Dark theme', 'moon'),
  {
    id: 'view.reset-layout',
    label: 'Reset the layout',
    group: 'window',
    keys: [],
    icon: 'rotate-ccw',
    when: always,
    run: (host) => host.workspace.reset(),
  },
  {
    id: 'general.tour',
    label: 'Tour of a minute',
    group: 'general',
    keys: [],
    icon: 'map',
    when: always,
    run: (host) => host.navigation.startTour(),
  },
];
