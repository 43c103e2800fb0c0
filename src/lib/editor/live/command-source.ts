import type * as Y from 'yjs';
import type { Vec2 } from '../../base/geometry.ts';
import type { Origin } from '../../document/origin.ts';
import type { DocReader } from '../../document/reader.ts';
import type { UndoHistory } from '../../document/undo.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { ImageStore } from '../client/image-store.ts';
import type { ProjectConnection } from '../client/project-connection.ts';
import type { CanvasOptions, ToolId } from '../core/editor-state.ts';
import type { Selection } from '../core/selection.ts';
import type { Signal } from '../core/signal.ts';
import type { View } from '../core/view.ts';
import type { Dialogs } from './dialogs.svelte.ts';
import type { HotReload } from './hot-reload.svelte.ts';
import type { Layout } from './layout.svelte.ts';
import type { PlayState } from './play.svelte.ts';

/** What commands, tools and the canvas are given of the editor. */
export interface CommandSource {
  readonly doc: Y.Doc;
  readonly origin: Origin;
  readonly connection: ProjectConnection;
  readonly reader: DocReader;
  readonly history: UndoHistory;
  readonly play: PlayState;
  readonly hotReload: HotReload;
  readonly images: ImageStore;
  readonly selection: Selection;
  readonly view: Signal<View>;
  readonly toolInHand: Signal<ToolId>;
  readonly options: Signal<CanvasOptions>;
  readonly hint: Signal<string>;
  readonly layout: Layout;
  readonly dialogs: Dialogs;
  readonly project: ProjectData;
  readonly sceneId: string;
  readonly layerId: string;
  readonly viewport: Vec2;
  renameRequest: string | null;
  openCode(path: string): void;
  togglePlay(): void;
  say(text: string): void;
}
