/** What is done with the inspector as a whole. */
import { hasScene, writable, type Command } from '../command.ts';

function folding(name: string, label: string, icon: string, open: boolean): Command {
  return {
    id: `inspector.${name}`,
    label,
    group: 'view',
    keys: [],
    icon,
    when: hasScene,
    run: (host) => host.inspector.foldAll(open),
  };
}

export const inspectorCommands: readonly Command[] = [
  {
    id: 'inspector.paste-component',
    label: 'Paste component as new',
    group: 'edit',
    keys: [],
    icon: 'clipboard-paste',
    when: writable,
    run: (host) => host.inspector.pasteComponent(),
  },
  folding('fold-all', 'Fold all groups of the inspector', 'chevrons-down-up', false),
  folding('unfold-all', 'Unfold all groups of the inspector', 'chevrons-up-down', true),
];
