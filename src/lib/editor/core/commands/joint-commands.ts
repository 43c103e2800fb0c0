import { writable, type Command } from '../command.ts';
import type { JointType } from '../shapes/joints.ts';

function joint(type: JointType, label: string, icon: string): Command {
  return {
    id: `joint.${type}`,
    label,
    group: 'tools',
    icon,
    bar: 'joint',
    keys: [],
    when: writable,
    checked: (host) => host.tool.value === 'joint' && host.options.value.joint === type,
    run(host) {
      host.options.value = { ...host.options.value, joint: type };
      host.tool.value = 'joint';
    },
  };
}

/** Which kind of joint is drawn next. */
export const jointCommands: readonly Command[] = [
  joint('revolute', 'Draw revolute joint', 'rotate-cw'),
  joint('distance', 'Draw distance joint', 'move-horizontal'),
  joint('spring', 'Draw spring', 'activity'),
  joint('rope', 'Draw rope', 'cable'),
  joint('weld', 'Draw weld', 'link'),
];
