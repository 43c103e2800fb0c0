/** Completion, hovers and signature help for Lua in the editor, from the tables of the script API. */
import type { CancellationToken, IDisposable, IMarkdownString, Position } from 'monaco-editor/editor';
import type { ProjectData } from '../../schema/project.ts';
import { openCall, nameAround } from './lua-context.ts';
import {
  callSignature,
  describe,
  functionOf,
  functionText,
  suggestionsAt,
  writtenParams,
  type Suggestion,
} from './lua-suggestions.ts';
import { Range, languages, type editor } from './monaco.ts';

export const LUA = 'lua';

const { CompletionItemKind } = languages;
const kinds: Readonly<Record<Suggestion['kind'], languages.CompletionItemKind>> = {
  function: CompletionItemKind.Function,
  method: CompletionItemKind.Method,
  field: CompletionItemKind.Field,
  keyword: CompletionItemKind.Keyword,
  module: CompletionItemKind.Module,
  name: CompletionItemKind.Variable,
  text: CompletionItemKind.Value,
  hook: CompletionItemKind.Event,
};

const markdown = (value: string): IMarkdownString => ({ value });

/** The source up to a place. */
const textBefore = (model: editor.ITextModel, position: Position): string =>
  model.getValueInRange(new Range(1, 1, position.lineNumber, position.column));

/**
 * Registers the language's helpers. They serve every Lua model of the page, so register them once.
 * @param project the project of a model; `null` for models of others, which get no help
 */
export function registerLua(project: (model: editor.ITextModel) => ProjectData | null): IDisposable[] {
  return [
    languages.registerCompletionItemProvider(LUA, {
      triggerCharacters: ['.', ':', '"', "'"],
      provideCompletionItems: (model, position) => complete(model, position, project(model)),
    }),
    languages.registerHoverProvider(LUA, {
      provideHover: (model, position) => (project(model) ? hover(model, position) : null),
    }),
    languages.registerSignatureHelpProvider(LUA, {
      signatureHelpTriggerCharacters: ['(', ','],
      signatureHelpRetriggerCharacters: [')'],
      provideSignatureHelp: (model, position, _: CancellationToken) =>
        project(model) ? signature(model, position) : null,
    }),
  ];
}

function complete(
  model: editor.ITextModel,
  position: Position,
  project: ProjectData | null,
): languages.CompletionList {
  if (!project) return { suggestions: [] };
  const word = model.getWordUntilPosition(position);
  const range = new Range(position.lineNumber, word.startColumn, position.lineNumber, position.column);
  const { InsertAsSnippet, None } = languages.CompletionItemInsertTextRule;
  const found = suggestionsAt(textBefore(model, position), model.getValue(), project);
  return {
    suggestions: found.map(({ label, kind, detail, doc, insert }) => ({
      ...{ label, kind: kinds[kind], detail, documentation: markdown(doc), insertText: insert },
      // Only as a snippet where there is a place to fill in: Enter then knows a word that stands there already.
      ...{ insertTextRules: insert.includes('$') ? InsertAsSnippet : None, range },
    })),
  };
}

function hover(model: editor.ITextModel, position: Position): languages.Hover | null {
  const around = nameAround(model.getValue(), model.getOffsetAt(position));
  const found = around && describe(around.name);
  if (!around || !found) return null;
  return {
    range: Range.fromPositions(model.getPositionAt(around.start), model.getPositionAt(around.end)),
    contents: [markdown(`\`\`\`lua\n${found.title}\n\`\`\``), markdown(found.text)],
  };
}

function signature(model: editor.ITextModel, position: Position): languages.SignatureHelpResult | null {
  const call = openCall(textBefore(model, position));
  const found = call && functionOf(call.name);
  if (!call || !found) return null;
  const { api, method } = found;
  const label = callSignature(api, method);
  const params = writtenParams(api, method);
  return {
    dispose: () => {},
    value: {
      activeSignature: 0,
      activeParameter: Math.min(call.argument, Math.max(0, params.length - 1)),
      signatures: [
        {
          label,
          documentation: markdown(functionText(api)),
          parameters: params.map(({ name, doc, unit, optional }) => ({
            label: optional ? `[${name}]` : name,
            documentation: markdown(unit ? `${doc} (${unit})` : doc),
          })),
        },
      ],
    },
  };
}
