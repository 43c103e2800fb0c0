/**
 * The parts of Monaco that the code editor uses, and nothing else of it. Heavy: reach this file only through a dynamic
 * import of the code editor.
 */
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/anchorSelect/register';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/dnd/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/gotoLine/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/iPadShowKeyboard/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/parameterHints/register';
import 'monaco-editor/features/readOnlyMessage/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/suggest/register';
// The feature above registers only the inline kind; the list of suggestions is this part of it.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/lua/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';

import { editor, KeyCode, KeyMod } from 'monaco-editor/editor';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };
// Plays the scene, as everywhere else; Monaco would begin a new line.
editor.addKeybindingRule({ keybinding: KeyMod.CtrlCmd | KeyCode.Enter, command: null });

export {
  KeyCode,
  KeyMod,
  MarkerSeverity,
  Range,
  Selection,
  Uri,
  editor,
  languages,
} from 'monaco-editor/editor';
