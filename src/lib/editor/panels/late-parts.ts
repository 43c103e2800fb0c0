/** Parts of the page whose code comes when they are opened, or soon after the first press of a key or button. */
import type { Component } from 'svelte';
import { late, type Late } from '../../base/late.ts';
import type { DialogName } from '../live/dialogs.svelte.ts';
import type { Editor } from '../live/editor.svelte.ts';

type LatePart = Late<{ default: Component<{ editor: Editor }> }>;

/** All dialogs but the palette, which is typed into at once and must not lose a letter. */
export const dialogs: Readonly<Record<Exclude<DialogName, 'palette'>, LatePart>> = {
  bookmarks: late(() => import('./dialogs/BookmarksDialog.svelte')),
  grid: late(() => import('./dialogs/GridDialog.svelte')),
  keep: late(() => import('./time/KeepDialog.svelte')),
  keys: late(() => import('./dialogs/KeysDialog.svelte')),
  maker: late(() => import('./dialogs/MakerDialog.svelte')),
  refused: late(() => import('./assets/RefusedDialog.svelte')),
  rules: late(() => import('./dialogs/RulesDialog.svelte')),
  'save-test': late(() => import('./time/SaveTestDialog.svelte')),
  together: late(() => import('./together/TogetherDialog.svelte')),
  share: late(() => import('./dialogs/ShareDialog.svelte')),
  sheet: late(() => import('./sheets/SheetDialog.svelte')),
  tileset: late(() => import('./tileset/TilesetDialog.svelte')),
  usages: late(() => import('./dialogs/UsagesDialog.svelte')),
  versions: late(() => import('./versions/VersionsDialog.svelte')),
};

export const activity = late(() => import('./people/ActivityPanel.svelte'));
export const commentPins = late(() => import('./people/CommentPins.svelte'));
export const comments = late(() => import('./people/CommentsPanel.svelte'));
export const entityInspector = late(() => import('./inspector/EntityInspector.svelte'));
export const gone = late(() => import('./people/GoneBar.svelte'));
export const history = late(() => import('./HistoryPanel.svelte'));
export const importDialog = late(() => import('./import/ImportDialog.svelte'));
export const miniMap = late(() => import('./canvas/MiniMap.svelte'));
export const people = late(() => import('./people/PeoplePopover.svelte'));
export const tilesPanel = late(() => import('./tiles/TilesPanel.svelte'));
export const timeline = late(() => import('./time/TimelineBar.svelte'));
export const toaster = late(() => import('./Toasts.svelte'));
export const tour = late(() => import('./Tour.svelte'));
