import { definitionOf } from '../../schema/definition-scene.ts';
import type { CommandHost } from './command-host.ts';
import type { ToolId } from './tool-ids.ts';
import type { SubjectKind } from './menus.ts';

/** The groups in the order in which menus, the palette and the list of keys show them. */
export const COMMAND_GROUPS = [
  'edit',
  'tools',
  'tiles',
  'view',
  'window',
  'arrange',
  'play',
  'general',
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** One thing that a person can do. Menus, toolbars, keys, the palette and the help page read the same record. */
export interface Command {
  /** Stable, such as `edit.undo`. */
  readonly id: string;
  readonly label: string;
  readonly group: CommandGroup;
  /** In the syntax of tinykeys; the first one is shown. */
  readonly keys: readonly string[];
  /** Name of a lucide icon, in their kebab case. */
  readonly icon?: string;
  /** The tool whose bar on the canvas it stands in, while that tool is in hand; `tiles` is the bar of all tile tools. */
  readonly bar?: ToolId | 'tiles';
  /** Its keys mean this only while a tool of that kind is in hand, and then nothing else. */
  readonly mode?: 'tiles';
  /** What kind of thing the open menu has to be about; such a command stands in that menu only. */
  readonly subject?: SubjectKind;
  /** Takes something away that others may miss: shown in the colour of warnings. */
  readonly danger?: boolean;
  /** False shows it disabled and keeps its keys from doing anything. */
  when(host: CommandHost): boolean;
  /** For switches and choices: whether it is on. */
  checked?(host: CommandHost): boolean;
  run(host: CommandHost): void;
}

export const always = (): boolean => true;
export const hasScene = (host: CommandHost): boolean => host.scene() !== null;
/** A scene is on the canvas, not the definition of a prefab. */
export const inScene = (host: CommandHost): boolean => hasScene(host) && definitionOf(host.scene()!) === null;
export const writable = (host: CommandHost): boolean => host.canWrite() && hasScene(host);
export const hasSelection = (host: CommandHost): boolean => host.selection.ids.length > 0;
export const canEditSelection = (host: CommandHost): boolean => writable(host) && hasSelection(host);
