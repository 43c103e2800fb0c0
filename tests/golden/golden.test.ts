import { describe, expect, it } from 'vitest';
import { goldenProject, goldens } from './goldens.ts';
import { packProject, replay, unpackProject } from './replay.ts';

describe('golden replays in Node', () => {
  it.each(goldens())(
    '%s ends as recorded',
    async (_, golden) => {
      const { score, state, hash } = golden;
      // Through the packed form, as in the browser, so that both play the very same project.
      const project = unpackProject(packProject(await goldenProject(golden)));
      expect(replay(project, golden)).toEqual({ score, state, hash });
    },
    60_000,
  );
});
