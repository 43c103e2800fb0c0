/** The formats of other tools that are read, each with the files it starts from. Add a format here. */
import type { Result } from '../base/result.ts';
import type { ProjectAddition } from '../schema/addition.ts';
import type { ImportDeps } from './import-deps.ts';
import { importLdtk } from './ldtk/import-ldtk.ts';
import { isAse } from './aseprite/ase-file.ts';
import { importAseprite } from './aseprite/import-aseprite.ts';
import { importJsonSheets, isJsonSheet } from './sheets/json-sheet.ts';
import { importTiled } from './tiled/import-tiled.ts';
import { tiledKind } from './tiled/library.ts';

export interface Importer {
  /** Whether the import begins with this file. */
  starts(path: string, bytes: Uint8Array): boolean;
  /** Whether the file is of this format as well, and only of use together with one that it starts from, if that. */
  helps(path: string, bytes: Uint8Array, files: ReadonlyMap<string, Uint8Array>): boolean;
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
  helps: (path, _, files) => /\.ldtkl$/i.test(path) || isLdtkExport(path, files),
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

/** In the folder beside a project LDtk writes again what the project says: for Tiled, as pictures, as it was before. */
function isLdtkExport(path: string, files: ReadonlyMap<string, Uint8Array>): boolean {
  const found = /^(.*?)\/(?:simplified|tiled|png|backups)\//i.exec(path);
  return found !== null && files.has(`${found[1]}.ldtk`);
}

/** In this order: what belongs to one is no file of the next. */
export const importers: readonly Importer[] = [ldtk, tiled, aseprite, sheets];
