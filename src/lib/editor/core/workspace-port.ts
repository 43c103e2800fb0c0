/** The panels that can be put away. The canvas always stays. */
export type PanelName = 'left' | 'inspector' | 'tiles' | 'code' | 'bottom';
/** What can have a window of its own. */
export const OUT_NAMES = ['inspector', 'code', 'bottom', 'timeline'] as const;
export type OutName = (typeof OUT_NAMES)[number];
export type CodePlace = 'auto' | 'beside' | 'under';
export type Side = 'left' | 'right';
export type ConsolePlace = 'bottom' | Side;
export type ThemeChoice = 'system' | 'light' | 'dark';

/** How this person's window is laid out. */
export interface WorkspacePort {
  /** `auto` is beside the canvas where the window is wide enough. */
  codePlace: CodePlace;
  inspectorSide: Side;
  consolePlace: ConsolePlace;
  /** The timeline is a tab beside the console, not under the canvas. */
  timelineInConsole: boolean;
  theme: ThemeChoice;
  shown(panel: PanelName): boolean;
  toggle(panel: PanelName): void;
  isOut(name: OutName): boolean;
  /** Gives it a window of its own, or takes it home. */
  popOut(name: OutName): void;
  /** What had windows of its own at the last visit, and has none now. */
  readonly offered: readonly OutName[];
  /** Gives windows back to what had them at the last visit. */
  reopen(): void;
  /** Everything as it came: panels, sides and sizes. */
  reset(): void;
}
