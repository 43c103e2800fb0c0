import * as Y from 'yjs';
import { withoutRings } from '../schema/prefab-cycles.ts';
import type { EntityData, PrefabData, ProjectData } from '../schema/project.ts';
import { layout } from './layout.ts';
import type { Place, ProblemList } from './problem-list.ts';
import { mapsIn, readPrefabHead } from './read-records.ts';
import { isId } from './read-value.ts';

/** The definitions of prefabs as plain data; those that did not change stay the same objects. */
export class PrefabReader {
  readonly #doc: Y.Doc;
  readonly #problems: ProblemList;
  /** As they lie in the document. */
  #stored: Readonly<Record<string, PrefabData>> = {};
  /** Without rings. */
  #sound: ProjectData['prefabs'] = {};
  #cutPlaces: Place[] = [];

  /** @param problems is told of what had to be repaired */
  constructor(doc: Y.Doc, problems: ProblemList) {
    this.#doc = doc;
    this.#problems = problems;
  }

  /** All definitions, none of which contains itself. */
  get all(): ProjectData['prefabs'] {
    return this.#sound;
  }

  /** Reads some prefabs anew; the others stay the same objects. */
  read(ids: Iterable<string>): void {
    const prefabs = { ...this.#stored };
    for (const id of ids) {
      this.#problems.forget(['prefabs', id]);
      const prefab = layout(this.#doc).prefabs.get(id);
      if (prefab instanceof Y.Map && isId(id)) prefabs[id] = this.#readPrefab(id, prefab);
      else {
        delete prefabs[id];
        this.#problems.noteStray(['prefabs', id], layout(this.#doc).prefabs);
      }
    }
    this.#stored = prefabs;
    this.#cutRings();
  }

  #readPrefab(id: string, prefab: Y.Map<unknown>): PrefabData {
    const head = this.#problems.reading<Omit<PrefabData, 'entities'>>(
      ['prefabs', id],
      ({ name }) => name,
      (report) => readPrefabHead(prefab, report),
    );
    const entities: Record<string, EntityData> = {};
    this.#problems.noteStrays(['prefabs', id, 'entities'], prefab.get('entities'));
    for (const [key, entity] of mapsIn(prefab.get('entities')))
      entities[key] = this.#problems.readEntity(['prefabs', id, 'entities', key], entity);
    return { ...head, entities };
  }

  /** Prefabs that two people have put into each other at once. */
  #cutRings(): void {
    const stored = this.#stored;
    const { prefabs, cut } = withoutRings(stored);
    this.#sound = prefabs;
    for (const place of this.#cutPlaces) this.#problems.forget(place);
    this.#cutPlaces = [];
    for (const [id, entities] of cut)
      for (const key of entities) {
        const { name, prefab } = stored[id]!.entities[key]!;
        const place = ['prefabs', id, 'entities', key, 'prefab'];
        this.#cutPlaces.push(place);
        this.#problems.reading(
          place,
          () => stored[id]!.name,
          (report) =>
            report(
              `${name} reads as a plain entity: its prefab ${stored[prefab]!.name} contains ${stored[id]!.name} itself`,
            ),
        );
      }
  }
}
