/** The one list of commands: menus, toolbars, keys, the palette and the help page are made from it. */
import type { Command } from './command.ts';
import { alignCommands } from './commands/align-commands.ts';
import { arrangeCommands } from './commands/arrange-commands.ts';
import { colliderCommands } from './commands/collider-commands.ts';
import { editCommands } from './commands/edit-commands.ts';
import { flipCommands } from './commands/flip-commands.ts';
import { hierarchyCommands } from './commands/hierarchy-commands.ts';
import { inspectorCommands } from './commands/inspector-commands.ts';
import { jointCommands } from './commands/joint-commands.ts';
import { itemCommands } from './commands/item-commands.ts';
import { generalCommands, playCommands } from './commands/play-commands.ts';
import { makerCommands } from './commands/maker-commands.ts';
import { peopleCommands } from './commands/people-commands.ts';
import { prefabCommands } from './commands/prefab-commands.ts';
import { selectCommands } from './commands/select-commands.ts';
import { shapeCommands } from './commands/shape-commands.ts';
import { tileCommands } from './commands/tile-commands.ts';
import { timeCommands } from './commands/time-commands.ts';
import { toolCommands } from './commands/tool-commands.ts';
import { viewCommands } from './commands/view-commands.ts';
import { workspaceCommands } from './commands/workspace-commands.ts';

export const commands: readonly Command[] = [
  ...editCommands,
  ...selectCommands,
  ...toolCommands,
  ...tileCommands,
  ...colliderCommands,
  ...jointCommands,
  ...shapeCommands,
  ...viewCommands,
  ...arrangeCommands,
  ...alignCommands,
  ...flipCommands,
  ...hierarchyCommands,
  ...playCommands,
  ...timeCommands,
  ...generalCommands,
  ...itemCommands,
  ...makerCommands,
  ...peopleCommands,
  ...prefabCommands,
  ...inspectorCommands,
  ...workspaceCommands,
];

const byId = new Map(commands.map((command) => [command.id, command]));

/** The command with this id. @throws {RangeError} when there is none: ids are written in the code. */
export function commandById(id: string): Command {
  const command = byId.get(id);
  if (!command) throw new RangeError(`there is no command "${id}"`);
  return command;
}
