/** Those who work on the project together: what they say, and what they did. */
import { always, inScene, type Command } from '../command.ts';

export const peopleCommands: readonly Command[] = [
  {
    id: 'comment.add',
    label: 'Comment…',
    group: 'edit',
    keys: ['Shift+KeyC'],
    icon: 'message-square-plus',
    when: (host) => inScene(host) && host.people.mayComment(),
    run: (host) => host.people.comment(),
  },
  {
    id: 'view.comments',
    label: 'Comments',
    group: 'window',
    keys: [],
    icon: 'message-square',
    when: always,
    run: (host) => host.people.show('comments'),
  },
  {
    id: 'view.activity',
    label: 'Activity: who did what',
    group: 'window',
    keys: [],
    icon: 'activity',
    when: always,
    run: (host) => host.people.show('activity'),
  },
];
