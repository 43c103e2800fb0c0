import type * as Y from 'yjs';
import type { Origin } from '../../document/origin.ts';
import type { DocReader } from '../../document/reader.ts';
import type { UndoHistory } from '../../document/undo.ts';
import type { ProjectData } from '../../schema/project.ts';
import type { ImageStore } from '../client/image-store.ts';
import type { ProjectConnection } from '../client/project-connection.ts';
import type { Dialogs } from './dialogs.svelte.ts';
import type { CodeFiles } from './code-files.svelte.ts';
import type { InspectorEdits } from './inspector-edits.ts';
import type { Layout } from './layout.svelte.ts';
import type { Menus } from './menus.svelte.ts';
import type { HierarchyView } from './hierarchy-view.svelte.ts';
import type { PlaySession } from './play-session.svelte.ts';
import type { PropertyRenames } from './property-renames.ts';
import type { Steps } from './steps.svelte.ts';
import type { Hand, SceneDesk } from './scene-desk.svelte.ts';
import type { StackMenu } from './stack-menu.svelte.ts';
import type { SceneAids } from './scene-aids.ts';
import type { Tour } from './tour.svelte.ts';
import type { SceneEdits } from './scene-edits.ts';

/** What commands, tools and the canvas are given of the editor. */
export interface CommandSource {
  readonly doc: Y.Doc;
  readonly origin: Origin;
  readonly connection: ProjectConnection;
  readonly reader: DocReader;
  readonly history: UndoHistory<Hand>;
  readonly desk: SceneDesk;
  readonly aids: SceneAids;
  readonly hierarchy: HierarchyView;
  readonly steps: Steps;
  readonly game: PlaySession;
  readonly images: ImageStore;
  readonly layout: Layout;
  readonly dialogs: Dialogs;
  readonly menus: Menus;
  readonly stackMenu: StackMenu;
  readonly tour: Tour;
  readonly code: CodeFiles;
  readonly edits: SceneEdits;
  readonly inspector: InspectorEdits;
  readonly project: ProjectData;
  readonly renames: PropertyRenames;
  openCode(path: string): void;
  makePrefab(): void;
  say(text: string): void;
}
