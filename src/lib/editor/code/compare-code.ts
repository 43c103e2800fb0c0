/** Two texts of one script beside each other, with what differs marked. Heavy: import it dynamically. */
import 'monaco-editor/features/diffEditor/register';
import { editor } from './monaco.ts';
import { applyTheme } from './theme.ts';

/** What is shown. */
export interface Compared {
  path: string;
  then: string;
  now: string;
  dark: boolean;
  /** There is no room for two texts beside each other: one, with both kinds of lines. */
  narrow: boolean;
}

/** Fills an element. Returns what takes it away again. */
export function compareCode(container: HTMLElement, { path, then, now, dark, narrow }: Compared): () => void {
  applyTheme(container, dark);
  const view = editor.createDiffEditor(container, {
    automaticLayout: true,
    readOnly: true,
    originalEditable: false,
    renderSideBySide: !narrow,
    useInlineViewWhenSpaceIsLimited: false,
    hideUnchangedRegions: { enabled: true },
    renderOverviewRuler: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    fontSize: 12,
    lineHeight: 18,
    fontFamily: getComputedStyle(container).getPropertyValue('--mono') || 'monospace',
    stickyScroll: { enabled: false },
    originalAriaLabel: `${path} then`,
    modifiedAriaLabel: `${path} now`,
  });
  const models = [then, now].map((text) => editor.createModel(text, 'lua'));
  view.setModel({ original: models[0]!, modified: models[1]! });
  return () => {
    view.dispose();
    for (const model of models) model.dispose();
  };
}
