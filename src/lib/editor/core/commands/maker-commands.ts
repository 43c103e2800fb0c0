/** Making pictures and sounds in the editor, and going on with those that are there. */
import type { AssetData } from '../../../schema/project.ts';
import type { Command } from '../command.ts';
import type { CommandHost, MakerName } from '../command-host.ts';
import { about } from './about.ts';

const subjectAsset = (host: CommandHost): AssetData | undefined =>
  host.reader.project.assets[host.items.subject?.id ?? ''];

const fresh = (maker: MakerName, id: string, label: string, icon: string): Command => ({
  id,
  label,
  group: 'general',
  keys: [],
  icon,
  when: (host) => host.canWrite(),
  run: (host) => host.makers.open(maker, null),
});

export const makerCommands: readonly Command[] = [
  fresh('pixels', 'make.picture', 'New picture…', 'paintbrush'),
  fresh('effect', 'make.effect', 'New sound effect…', 'audio-waveform'),
  about('asset', 'listen', 'Listen and trim…', 'volume-2', (host, id) => host.makers.open('sound', id), {
    when: (host) => subjectAsset(host)?.kind === 'sound',
  }),
  about(
    'asset',
    'effect',
    'Change the effect…',
    'audio-waveform',
    (host, id) => host.makers.open('effect', id),
    { when: (host) => host.canWrite() && subjectAsset(host)?.meta.effect !== undefined },
  ),
  about('asset', 'paint', 'Edit picture…', 'paintbrush', (host, id) => host.makers.open('pixels', id), {
    when: (host) => host.canWrite() && subjectAsset(host)?.kind === 'image',
  }),
];
