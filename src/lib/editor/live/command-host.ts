/** The editor as commands, tools and the canvas know it. */
import { setGuide } from '../../document/edit-navigation.ts';
import { addToProject, setSettings, setStamp } from '../../document/edit-project.ts';
import { putTileset } from '../../document/edit-tilesets.ts';
import {
  createEntity,
  deleteEntities,
  paintTiles,
  removeComponent,
  setEntity,
  setFields,
} from '../../document/edit.ts';
import { transact } from '../../document/step.ts';
import { resolveId } from '../../schema/resolve.ts';
import { withMissing } from '../core/clipboard-settings.ts';
import { firstScript } from '../core/chosen.ts';
import type { CanvasHost } from '../core/canvas-host.ts';
import type { CommandHost } from '../core/command-host.ts';
import type { CommandSource } from './command-source.ts';
import { presencePort } from './presence-port.ts';
import { toasts } from './toasts.svelte.ts';
import { systemClipboard } from './system-clipboard.ts';
import { itemPort } from './item-port.ts';
import { allowedIn, placeGame, placeReader } from './place-port.ts';
import { navigationPort, workspacePort } from './workspace-port.ts';

/** Does what the document may refuse, such as a prefab inside of itself, and says why where it does. */
function orSay({ say }: Pick<CommandSource, 'say'>, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    say(error.message);
  }
}

export function commandHost(editor: CommandSource): CommandHost & CanvasHost {
  const scene = () => editor.desk.placeId || null;
  const rootNow = () => {
    const { opened } = editor.desk;
    return opened === null ? null : (editor.project.prefabs[opened]?.root ?? null);
  };
  return {
    reader: placeReader(editor.reader, editor.desk),
    scene,
    activeLayer: () => editor.desk.layerId,
    selection: editor.desk.selection,
    isolated: editor.desk.isolated,
    view: editor.desk.view,
    tool: editor.desk.toolInHand,
    options: editor.desk.options,
    grid: editor.aids.grid,
    guides: editor.aids.guides,
    hint: editor.desk.hint,
    outline: editor.desk.outline,
    tiles: editor.desk.tiles,
    canWrite: () => editor.connection.status !== 'loading' && editor.connection.status !== 'read-only',
    write(name, fn, burst) {
      const { doc, origin } = editor;
      const id = scene();
      if (id === null) return;
      const allowed = allowedIn(rootNow());
      const write = () =>
        fn({
          add: ({ materials, inputs, collisionLayers, ...records }) => {
            const named = { materials, inputs, collisionLayers };
            addToProject(doc, origin, records);
            setSettings(doc, origin, withMissing(editor.reader.project.settings, named));
          },
          create: (entity, data) => orSay(editor, () => createEntity(doc, origin, id, entity, data)),
          remove: (ids) => deleteEntities(doc, origin, id, [...ids]),
          set: (entity, fields) =>
            orSay(editor, () => setEntity(doc, origin, id, entity, allowed.own(entity, fields))),
          setFields(entity, component, fields) {
            const some = allowed.fields(entity, component, fields);
            if (some) setFields(doc, origin, id, entity, component, some);
            else editor.say('The root of a prefab stays at its origin: each instance has its own place.');
          },
          removeComponent: (entity, component) => removeComponent(doc, origin, id, entity, component),
          paintTiles(entity, cells) {
            const { prefabs } = editor.project;
            const entities = editor.reader.scene(id)?.entities ?? {};
            const tiles = resolveId(prefabs, entities, entity)?.components.Tilemap?.tiles;
            paintTiles(doc, origin, id, entity, cells, tiles);
          },
          putTileset: (tileset, data) => putTileset(doc, origin, tileset, data),
          setStamp: (slot, stamp) => setStamp(doc, origin, slot, stamp),
          setGuide: (guide, data) => setGuide(doc, origin, id, guide, data),
        });
      transact(doc, origin, name, write, burst);
    },
    images: editor.images,
    presence: presencePort(editor.connection.awareness),
    game: placeGame(editor.game.play.client, editor.desk),
    leave: () => editor.desk.closePrefab(),
    openEntity: (id) => {
      const { prefabs } = editor.project;
      const { entities } = editor.reader.scene(editor.desk.placeId) ?? { entities: {} };
      const path = firstScript(resolveId(prefabs, entities, id));
      if (path !== null && editor.project.scripts[path] !== undefined) editor.openCode(path);
    },
    openMenu: (menu, at, id) => editor.menus.open(menu, at, id),
    openStackMenu: (stack, at) => editor.stackMenu.open(stack, at),
    openStack: () => editor.desk.openStack(),
    items: itemPort(editor),
    navigation: navigationPort(editor),
    workspace: workspacePort(editor),
    hierarchy: {
      focus: () => {
        editor.layout.show('left');
        editor.hierarchy.focus();
      },
      search: () => {
        editor.layout.show('left');
        editor.hierarchy.openSearch();
      },
      openUsages: (used) => {
        editor.hierarchy.used = used;
        editor.dialogs.open('usages');
      },
      openHistory: () => (editor.steps.open = true),
    },
    makers: editor.makers,
    people: peoplePort(editor),
    inspector: {
      foldAll: (open) => editor.folds.ask(open),
      pasteComponent() {
        const { inspection } = editor.desk;
        const entities = inspection.each(inspection.ids, (id) => inspection.resolved(id));
        if (entities.length > 0) void editor.inspector.pasteComponent(entities);
      },
    },
    history: editor.history,
    clipboard: systemClipboard(editor.connection),
    play: {
      get active() {
        return editor.game.play.client.active;
      },
      get paused() {
        return editor.game.play.client.status.phase === 'paused';
      },
      toggle: () => editor.game.toggle(),
      startPaused: () => editor.game.start({ paused: true }),
      togglePause: () => editor.game.play.togglePause(),
      step: () => editor.game.play.step(),
    },
    time: editor.game.time,
    viewport: () => editor.desk.viewport,
    rename: (id) => {
      editor.layout.show('left');
      editor.desk.renameRequest = id;
    },
    openPalette: () => editor.dialogs.toggle('palette'),
    openKeys: () => editor.dialogs.toggle('keys'),
    openReference: () => window.open('/docs/api', 'perigee-reference'),
    togglePanels: () => editor.layout.toggleAll(),
    announceSaved: () => {
      editor.game.hotReload.flush();
      void editor.renames.flush();
      sayOnceSettled(editor);
    },
    notify: (message) => editor.say(message),
  };
}

function peoplePort(editor: CommandSource): CommandHost['people'] {
  return {
    comment() {
      const { desk, menus, comments } = editor;
      const point = menus.point ? desk.scenePoint(...menus.point) : desk.viewCentre();
      void comments.with((part) => part.beginHere(point));
    },
    mayComment: () => editor.connection.mayComment,
    show: (list) => editor.showTab(list),
  };
}

/** Says whether all is saved, once the server has answered for what was typed a moment ago. */
function sayOnceSettled({ connection, dialogs }: Pick<CommandSource, 'connection' | 'dialogs'>): void {
  const action = { label: 'Keep a version', onClick: () => dialogs.open('versions') };
  const tell = () =>
    toasts.say(
      connection.status === 'saved' ? 'Saved. Every change is, as you make it.' : connection.statusText,
      connection.locked ? {} : { action },
    );
  if (connection.status !== 'saving') return tell();
  const stop = connection.onStatus(() => {
    if (connection.status === 'saving') return;
    stop();
    tell();
  });
}
