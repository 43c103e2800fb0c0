/** The formats of other tools that are read, each with the files it starts from. Add a format here. */
import type { Result } from '../base/result.ts';
import type { ProjectAddition } from '../schema/addition.ts';
import { importLdtk } from './ldtk/import-ldtk.ts';
import { isAse } from './aseprite/ase-file.ts';
import { importAseprite } from './aseprite/import-aseprite.ts';
import { importJsonSheets, isJsonSheet } from './sheets/json-sheet.ts';
import { importTiled, type ImportDeps } from './tiled/import-tiled.ts';
import { tiledKind } from './tiled/library.ts';

export interface Importer {
  /** Whether the import begins with this file. */
  starts(path: string, bytes: Uint8Array): boolean;
  /** Whether the file is of this format as well, and only of use together with one that it starts from. */
  helps(path: string, bytes: Uint8Array): boolean;
  /** What to do with a helping file that came alone. */
  alone: string;
  /** What it reads stands for itself: pictures, rather than maps with all that belongs to them. */
  loose?: true;
  /** Reads all that begins among the files; the others are there to be found. */
  read(files: ReadonlyMap<string, Uint8Array>, deps: ImportDeps): Promise<Result<ProjectAddition>>;
}

const tiled: Importer = {
  starts: (path, bytes) => ['map', 'tileset', 'world'].includes(tiledKind(path, bytes) ?? ''),
  helps: (path, bytes) => ['template', 'project'].includes(tiledKind(path, bytes) ?? ''),
  alone: 'This belongs to a map of Tiled; import it together with a map (.tmx or .tmj) that uses it.',
  read: importTiled,
};

const ldtk: Importer = {
  starts: (path) => /\.ldtk$/i.test(path),
  // The super simple export says again, in pictures, what the project says.
  helps: (path) => /\.ldtkl$/i.test(path) || /(^|\/)simplified\/[^/]+\/[^/]+$/i.test(path),
  alone: 'This belongs to a project of LDtk; import it together with the project (.ldtk).',
  read: (files, deps) => Promise.resolve(importLdtk(files, deps)),
};

const aseprite: Importer = {
  starts: (_, bytes) => isAse(bytes),
  helps: () => false,
  alone: '',
  loose: true,
  read: (files, { id }) => Promise.resolve(importAseprite(files, id)),
};

const sheets: Importer = {
  starts: isJsonSheet,
  helps: () => false,
  alone: '',
  loose: true,
  read: (files, { id }) => Promise.resolve(importJsonSheets(files, id)),
};

export const importers: readonly Importer[] = [tiled, ldtk, aseprite, sheets];
