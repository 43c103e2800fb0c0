/** What is on the canvas, a scene or the definition of a prefab, for tools and commands, which know only scenes. */
import type { DocReader } from '../../document/reader.ts';
import { definitionOf, withDefinition } from '../../schema/definition-scene.ts';
import type { ProjectData, StoredComponent } from '../../schema/project.ts';
import type { EntityFields, SceneReader } from '../core/editor-host.ts';
import type { PlaySource } from '../core/play-source.ts';

/** What is on the canvas. */
interface Stage {
  readonly placeId: string;
}

/** The document with the definition on the canvas among its scenes. */
export function placeReader(reader: DocReader, stage: Stage): SceneReader {
  let last: { of: ProjectData; place: string; project: ProjectData } | null = null;
  return {
    get project() {
      const [of, place] = [reader.project, stage.placeId];
      if (last?.of !== of || last.place !== place) last = { of, place, project: withDefinition(of, place) };
      return last.project;
    },
    subscribe: (fn) =>
      reader.subscribe((change) => {
        const place = stage.placeId;
        if (!change.prefabs || definitionOf(place) === null) return fn(change);
        const ids = new Set(Object.keys(reader.scene(place)?.entities ?? {}));
        fn({ ...change, entities: new Map([...change.entities, [place, ids]]) });
      }),
  };
}

/** The running game as the canvas shows it: a definition stays what it is while the scene plays. */
export function placeGame(game: PlaySource, stage: Stage): PlaySource {
  const shown = () => definitionOf(stage.placeId) === null;
  return {
    get active() {
      return game.active && shown();
    },
    get frame() {
      return shown() ? game.frame : null;
    },
    get looks() {
      return game.looks;
    },
    get paths() {
      return shown() ? game.paths : null;
    },
    onFrame: (fn) => game.onFrame(fn),
    onPaths: (fn) => game.onPaths(fn),
    onStatus: (fn) => game.onStatus(fn),
  };
}

/**
 * What may be written of an entity on the canvas. The root of a definition stays at the origin and at the top: where it stands is said by each
 * instance.
 * @param root id of the root of the definition on the canvas; `null` for a scene
 */
export function allowedIn(root: string | null): {
  own(id: string, fields: EntityFields): EntityFields;
  /** `null` where nothing of it may be. */
  fields(id: string, component: string, fields: StoredComponent): StoredComponent | null;
} {
  return {
    own(id, fields) {
      if (id !== root) return fields;
      const { parent: _, order: __, layer: ___, ...rest } = fields;
      return rest;
    },
    fields(id, component, fields) {
      if (id !== root || component !== 'Transform') return fields;
      const { position: _, rotation: __, ...rest } = fields;
      return Object.keys(rest).length > 0 ? rest : null;
    },
  };
}
