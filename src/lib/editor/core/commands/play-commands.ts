import { always, hasScene, type Command } from '../command.ts';

/** Playing the scene in place. */
export const playCommands: readonly Command[] = [
  {
    id: 'play.toggle',
    label: 'Play or stop',
    group: 'play',
    keys: ['$mod+Enter'],
    icon: 'play',
    when: hasScene,
    checked: (host) => host.play.active,
    run: (host) => host.play.toggle(),
  },
  {
    id: 'play.start-paused',
    label: 'Start paused',
    group: 'play',
    keys: ['$mod+Shift+Enter'],
    icon: 'pause',
    when: (host) => hasScene(host) && !host.play.active,
    run: (host) => host.play.startPaused(),
  },
  {
    id: 'play.stop',
    label: 'Stop',
    group: 'play',
    keys: ['Shift+F5'],
    icon: 'square',
    when: (host) => host.play.active,
    run(host) {
      if (host.play.active) host.play.toggle();
    },
  },
  {
    id: 'play.pause',
    label: 'Pause',
    group: 'play',
    keys: ['F7'],
    icon: 'pause',
    when: (host) => host.play.active,
    checked: (host) => host.play.paused,
    run: (host) => host.play.togglePause(),
  },
  {
    id: 'play.step',
    label: 'One tick',
    group: 'play',
    keys: ['F10'],
    icon: 'step-forward',
    when: (host) => host.play.active && host.play.paused,
    run: (host) => host.play.step(),
  },
];

/** Finding one's way. */
export const generalCommands: readonly Command[] = [
  {
    id: 'general.palette',
    label: 'All commands',
    group: 'general',
    keys: ['$mod+KeyK', '$mod+Shift+KeyP'],
    icon: 'search',
    when: always,
    run: (host) => host.openPalette(),
  },
  {
    id: 'general.keys',
    label: 'Keys',
    group: 'general',
    keys: ['Shift+?'],
    icon: 'keyboard',
    when: always,
    run: (host) => host.openKeys(),
  },
  {
    id: 'play.together',
    label: 'Play together…',
    group: 'play',
    keys: [],
    icon: 'user-plus',
    when: always,
    run: (host) => host.navigation.openDialog('together'),
  },
  {
    id: 'general.share',
    label: 'Share…',
    group: 'general',
    keys: [],
    icon: 'user-plus',
    when: always,
    run: (host) => host.navigation.openDialog('share'),
  },
  {
    id: 'general.versions',
    label: 'Versions: compare, restore…',
    group: 'general',
    keys: ['$mod+Alt+KeyS'],
    icon: 'save',
    when: always,
    run: (host) => host.navigation.openDialog('versions'),
  },
  {
    id: 'general.reference',
    label: 'Lua reference',
    group: 'general',
    keys: ['F1'],
    icon: 'book-open',
    when: always,
    run: (host) => host.openReference(),
  },
];
