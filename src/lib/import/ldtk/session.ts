import { ProblemError } from '../../base/result.ts';
import type { TilesetData } from '../../schema/project.ts';
import { ImageShelf, type ShelvedImage } from '../image-shelf.ts';
import { ImportReport } from '../report.ts';
import { baseName, type SourceFiles } from '../source-files.ts';

/** What one import of LDtk projects reads from and collects. */
export class LdtkSession {
  readonly tilesets: Record<string, TilesetData> = {};
  readonly report = new ImportReport();
  readonly shelf: ImageShelf;

  constructor(
    readonly files: SourceFiles,
    readonly id: () => string,
  ) {
    this.shelf = new ImageShelf(id);
  }

  /** The path of a file that another one names; throws a problem that says who wants it when it is not there. */
  find(from: string, reference: string, what: string): string {
    const path = this.files.find(from, reference);
    if (path === null)
      throw new ProblemError({
        file: from,
        message: `The ${what} "${baseName(reference)}" is missing (wanted as "${reference}"); import it together with this file.`,
      });
    return path;
  }

  /** Takes an image that a file names into the project. */
  image(from: string, reference: string): ShelvedImage {
    const path = this.find(from, reference, 'image');
    return this.shelf.take(path, this.files.bytes(path));
  }
}
