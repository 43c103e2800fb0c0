import { chosen, comesFromPrefab } from '../chosen.ts';
import { writable, type Command } from '../command.ts';
import type { CommandHost } from '../command-host.ts';
import { jointOfKind } from '../shapes/joint-kinds.ts';
import { jointsShown, type JointShown, type JointType } from '../shapes/joints.ts';
import { about } from './about.ts';
import { indexOf } from './index-of.ts';
import { toolMode } from './tool-mode.ts';

/** The joint that the open menu is about, by entity and key. */
function subjectOf(host: CommandHost): { id: string; key: string } | null {
  const [id, key] = host.items.subject?.id.split(' ') ?? [];
  return host.items.subject?.kind === 'joint' && id !== undefined && key !== undefined ? { id, key } : null;
}

/** The same with its ends; `null` where it is gone or may not be changed. */
function jointNow(host: CommandHost): JointShown | null {
  const subject = subjectOf(host);
  if (!subject || !writable(host) || chosen(host, subject.id)?.locked !== false) return null;
  const { items } = indexOf(host);
  const item = items.get(subject.id);
  const joints = item ? jointsShown(item, (id) => items.get(id)?.placed ?? null) : [];
  return joints.find(({ key }) => key === subject.key) ?? null;
}

function kind(type: JointType, label: string, icon: string): Command {
  return about(
    'joint',
    `to-${type}`,
    label,
    icon,
    (host) => {
      const joint = jointNow(host);
      const item = joint && indexOf(host).items.get(joint.id);
      if (!joint || !item || joint.joint.type === type) return;
      const fields = jointOfKind(joint, item.placed, type);
      host.write(`Make joint of ${item.entity.name} ${type}`, (writer) =>
        writer.setFields(joint.id, joint.key, fields),
      );
    },
    { when: (host) => jointNow(host) !== null, checked: (host) => jointNow(host)?.joint.type === type },
  );
}

const remove = about(
  'joint',
  'delete',
  'Delete joint',
  'trash-2',
  (host) => {
    const joint = jointNow(host);
    if (joint) host.write('Delete joint', (writer) => writer.removeComponent(joint.id, joint.key));
  },
  {
    danger: true,
    when: (host) => {
      const joint = jointNow(host);
      return joint !== null && !comesFromPrefab(host, joint.id, joint.key);
    },
  },
);

const joint = (type: JointType, label: string, icon: string): Command =>
  toolMode('joint', type, `joint.${type}`, label, icon);

/** Which kind of joint is drawn next, and what those that are there can become. */
export const jointCommands: readonly Command[] = [
  joint('revolute', 'Draw revolute joint', 'rotate-cw'),
  joint('distance', 'Draw distance joint', 'move-horizontal'),
  joint('spring', 'Draw spring', 'activity'),
  joint('rope', 'Draw rope', 'cable'),
  joint('weld', 'Draw weld', 'link'),
  kind('revolute', 'Revolute: turns about a point', 'rotate-cw'),
  kind('distance', 'Distance: a rod', 'move-horizontal'),
  kind('spring', 'Spring', 'activity'),
  kind('rope', 'Rope: only holds back', 'cable'),
  kind('weld', 'Weld: rigid', 'link'),
  remove,
];
