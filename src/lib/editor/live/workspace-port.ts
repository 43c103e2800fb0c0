import { clearGuides, setBookmark, setGuide } from '../../document/edit-navigation.ts';
import type { NavigationPort } from '../core/command-host.ts';
import type { WorkspacePort } from '../core/workspace-port.ts';
import type { CommandSource } from './command-source.ts';
import { theme } from './theme.svelte.ts';

export function navigationPort(editor: CommandSource): NavigationPort {
  const { doc, origin, desk, dialogs, tour, layout } = editor;
  return {
    setBookmark: (slot, bookmark) => setBookmark(doc, origin, desk.sceneId, slot, bookmark),
    setGuide(id, guide) {
      if (desk.opened === null) setGuide(doc, origin, desk.sceneId, id, guide);
      else editor.say('Guides belong to scenes: a prefab has none.');
    },
    clearGuides: () => clearGuides(doc, origin, desk.sceneId),
    openDialog: (name) => dialogs.open(name),
    startTour: () => tour.start(layout),
  };
}

export function workspacePort({ layout }: CommandSource): WorkspacePort {
  return {
    get codePlace() {
      return layout.docks.code;
    },
    set codePlace(code) {
      layout.dock({ code }, 'code');
    },
    get inspectorSide() {
      return layout.docks.inspector;
    },
    set inspectorSide(inspector) {
      layout.dock({ inspector }, 'inspector');
    },
    get consolePlace() {
      return layout.docks.console;
    },
    set consolePlace(console) {
      layout.dock({ console }, 'bottom');
    },
    get timelineInConsole() {
      return layout.docks.timeline === 'console';
    },
    set timelineInConsole(inConsole) {
      layout.dock({ timeline: inConsole ? 'console' : 'canvas' }, inConsole ? 'bottom' : null);
    },
    get theme() {
      return theme.choice;
    },
    set theme(choice) {
      theme.choice = choice;
    },
    shown: (panel) => layout.shown(panel),
    toggle: (panel) => layout.toggle(panel),
    isOut: (name) => layout.isOut(name),
    popOut: (name) => (layout.isOut(name) ? layout.takeHome(name) : layout.popOut(name)),
    get offered() {
      return layout.offered;
    },
    reopen: () => layout.reopen(),
    reset: () => layout.reset(),
  };
}
