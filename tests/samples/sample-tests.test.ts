import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTests, testLabel } from '../../src/lib/runtime/testing/project-tests.ts';
import { formatProblem } from '../../src/lib/base/result.ts';
import { writeFolder } from '../../src/lib/schema/folder-write.ts';
import { kindOfTest } from '../../src/lib/schema/test-files.ts';
import { readSample } from '../../src/lib/server/samples.ts';
import index from '../../static/samples/index.json' with { type: 'json' };

/** Each sample carries tests of its own; a project that is made of it has them too. */
describe.each(index.map(({ name }) => name))('the tests of the sample %s', (name) => {
  it('pass', { timeout: 120_000 }, async () => {
    const bundle = await readSample('static/samples', name);
    if (!bundle?.ok) throw new Error(`the sample ${name} cannot be read`);
    const { project } = bundle.value;
    const kinds = new Set(Object.keys(project.scripts).map(kindOfTest));
    expect([...kinds]).toEqual(expect.arrayContaining(['script', 'replay']));
    const failed: string[] = [];
    for (const result of runTests(project))
      if (result.problem) failed.push(`${testLabel(result)}: ${formatProblem(result.problem)}`);
    expect(failed).toEqual([]);
  });
});

it.each(index.map(({ name }) => name))(
  'the sample %s is written in the one form that the program writes',
  async (name) => {
    const bundle = await readSample('static/samples', name);
    if (!bundle?.ok) throw new Error(`the sample ${name} cannot be read`);
    const { project, files } = bundle.value;
    const folder = join('static/samples', name);
    const { files: listed } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
      files: string[];
    };
    const written = writeFolder(project, (sha256) => files.get(sha256));
    expect([...written.keys()].sort()).toEqual([...listed].sort());
    for (const [path, bytes] of written)
      expect(Buffer.from(bytes).equals(readFileSync(join(folder, path))), path).toBe(true);
  },
);
