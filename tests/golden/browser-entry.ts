/** What e2e/determinism.spec.ts runs in a page: `replay(project, golden)`, both as JSON text. */
import { replay, unpackProject, type Golden } from './replay.ts';

Object.assign(globalThis, {
  replay: (project: string, golden: string) => replay(unpackProject(project), JSON.parse(golden) as Golden),
});
