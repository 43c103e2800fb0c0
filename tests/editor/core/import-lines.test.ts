import { describe, expect, it } from 'vitest';
import {
  countLines,
  filterLines,
  linesAsText,
  linesByFile,
} from '../../../src/lib/editor/core/import-lines.ts';
import type { ReportLine } from '../../../src/lib/schema/addition.ts';

const line = (file: string, what: string, how: ReportLine['how'], detail = ''): ReportLine => ({
  file,
  what,
  how,
  detail,
});
const lines = [
  line('a.ldtk', 'Layer "Sky"', 'as it was'),
  line('b.tmx', 'Map', 'left out', 'The XML is broken.'),
  line('a.ldtk', 'Layer "Ground"', 'changed', 'Two layers became one.'),
];

describe('lines of a report', () => {
  it('are counted by kind', () => {
    expect(countLines(lines)).toEqual({ 'as it was': 1, changed: 1, kept: 0, 'left out': 1 });
  });

  it('are found by kind and by words in any of their parts', () => {
    const found = (how: ReportLine['how'] | null, text: string) =>
      filterLines(lines, { how, text }).map(({ what }) => what);
    expect(found(null, ' ')).toEqual(['Layer "Sky"', 'Map', 'Layer "Ground"']);
    expect(found('changed', '')).toEqual(['Layer "Ground"']);
    expect(found(null, 'layer A.LDTK')).toEqual(['Layer "Sky"', 'Layer "Ground"']);
    expect(found(null, 'broken')).toEqual(['Map']);
    expect(found('kept', '')).toEqual([]);
  });

  it('stand file by file, what matters most first', () => {
    expect(linesByFile(lines).map(({ file, lines: own }) => [file, own.map(({ how }) => how)])).toEqual([
      ['a.ldtk', ['changed', 'as it was']],
      ['b.tmx', ['left out']],
    ]);
  });

  it('can be copied', () => {
    expect(linesAsText(lines.slice(1))).toBe(
      'b.tmx\tleft out\tMap: The XML is broken.\na.ldtk\tchanged\tLayer "Ground": Two layers became one.',
    );
  });
});
