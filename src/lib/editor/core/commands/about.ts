import type { Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import type { SubjectKind } from '../menus.ts';

/** A command about the thing that the open menu is about. */
export function about(
  kind: SubjectKind,
  name: string,
  label: string,
  icon: string,
  run: (host: CommandHost, id: string) => void,
  more: Partial<Pick<Command, 'when' | 'checked' | 'danger'>> = {},
): Command {
  const isOpen = (host: CommandHost) => host.items.subject?.kind === kind;
  return {
    id: `${kind}.${name}`,
    label,
    group: 'edit',
    subject: kind,
    icon,
    keys: [],
    ...more,
    when: (host) => isOpen(host) && (more.when?.(host) ?? true),
    run: (host) => isOpen(host) && run(host, host.items.subject!.id),
  };
}
