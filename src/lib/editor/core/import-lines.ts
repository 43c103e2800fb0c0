/** The report of an import as a person reads it: filtered, file by file, or as text to take along. */
import { sentenceOf, type Carried, type ReportLine } from '../../schema/addition.ts';

/** In the order in which they matter to whoever imported. */
export const carriedKinds: readonly Carried[] = ['left out', 'changed', 'kept', 'as it was'];

export interface LineFilter {
  /** Only lines of this kind; `null` for all. */
  how: Carried | null;
  /** Words that file, part or detail must hold, each somewhere. */
  text: string;
}

/** The lines of one file. */
export interface FileLines {
  file: string;
  lines: readonly ReportLine[];
}

/** How many lines there are of each kind. */
export function countLines(lines: readonly ReportLine[]): Record<Carried, number> {
  const counts: Record<Carried, number> = { 'as it was': 0, changed: 0, kept: 0, 'left out': 0 };
  for (const { how } of lines) counts[how]++;
  return counts;
}

/** The lines that fit a filter. */
export function filterLines(lines: readonly ReportLine[], { how, text }: LineFilter): ReportLine[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if (how !== null && line.how !== how) return false;
    const whole = `${line.file} ${line.what} ${line.detail}`.toLowerCase();
    return words.every((word) => whole.includes(word));
  });
}

/** Lines by their file, files in the order they first appear in; within a file, what matters most comes first. */
export function linesByFile(lines: readonly ReportLine[]): FileLines[] {
  const files = new Map<string, ReportLine[]>();
  for (const line of lines) {
    const known = files.get(line.file);
    if (known) known.push(line);
    else files.set(line.file, [line]);
  }
  const rank = ({ how }: ReportLine) => carriedKinds.indexOf(how);
  return [...files].map(([file, own]) => ({ file, lines: own.sort((a, b) => rank(a) - rank(b)) }));
}

/** Lines as text, one each: file, how, and what became of it. */
export const linesAsText = (lines: readonly ReportLine[]): string =>
  lines.map((line) => `${line.file}\t${line.how}\t${sentenceOf(line)}`).join('\n');
