import { readdirSync, readFileSync } from 'node:fs';
import { readSample } from '../../src/lib/server/samples.ts';
import type { ProjectData } from '../../src/lib/schema/project.ts';
import { contraption } from '../engine/contraption.ts';
import { platformer, tumble } from '../engine/scene.ts';
import type { Golden } from './replay.ts';

const made: Readonly<Record<string, () => ProjectData>> = { contraption, platformer, tumble };

/** Every golden replay, by name. Reads from the working directory, which is the project's own in tests. */
export function goldens(): [name: string, golden: Golden][] {
  return readdirSync('tests/golden')
    .filter((file) => file.endsWith('.golden.json'))
    .sort()
    .map((file) => [
      file.replace('.golden.json', ''),
      JSON.parse(readFileSync(`tests/golden/${file}`, 'utf8')) as Golden,
    ]);
}

/** The project that a golden replay plays. */
export async function goldenProject({ project }: Golden): Promise<ProjectData> {
  const make = made[project];
  if (make) return make();
  const sample = await readSample('static/samples', project);
  if (!sample?.ok) throw new Error(`there is no project "${project}" for a golden replay`);
  return sample.value.project;
}
