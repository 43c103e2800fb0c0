import { fetchLate } from '../../../../src/lib/base/late.ts';
import type { Vec2 } from '../../../../src/lib/base/geometry.ts';
import { defaultCanvasOptions } from '../../../../src/lib/editor/core/canvas-options.ts';
import type { EditorHost, Guides } from '../../../../src/lib/editor/core/editor-host.ts';
import type { ToolId } from '../../../../src/lib/editor/core/tool-ids.ts';
import type { Distances } from '../../../../src/lib/editor/core/distances.ts';
import { SceneIndex } from '../../../../src/lib/editor/core/scene-index.ts';
import { Selection } from '../../../../src/lib/editor/core/selection.ts';
import { Signal } from '../../../../src/lib/editor/core/signal.ts';
import { makeTool } from '../../../../src/lib/editor/core/tools/make-tool.ts';
import {
  NO_PREVIEW,
  type Preview,
  type Tool,
  type ToolContext,
} from '../../../../src/lib/editor/core/tools/tool.ts';
import { emptyTileHand, type TileHand } from '../../../../src/lib/editor/core/tilework/tile-hand.ts';
import { initialView } from '../../../../src/lib/editor/core/view.ts';
import { tilesFrom, tilesOf, type TileChunks } from '../../../../src/lib/schema/tiles.ts';
import type { EntityData, ProjectData, TilesetData } from '../../../../src/lib/schema/project.ts';
import type { GuideData } from '../../../../src/lib/schema/navigation.ts';
import { splitId } from '../../../../src/lib/schema/resolve.ts';
import { projectOf } from '../fixtures.ts';

// Tools whose code comes late are there from the start here.
await fetchLate();

interface Held {
  shift?: boolean;
  alt?: boolean;
  mod?: boolean;
}

/** A tool in hand over a scene: presses and keys as the canvas passes them on, writes as the document takes them. */
export class ToolStage {
  /** Names of the undo steps so far. */
  readonly steps: string[] = [];
  readonly index = new SceneIndex();
  readonly selection = new Selection();
  readonly options = new Signal({ ...defaultCanvasOptions, smartGuides: false });
  readonly guides = new Signal<Guides>({});
  readonly hint = new Signal('');
  readonly tiles = new Signal<TileHand>(emptyTileHand);
  readonly preview = new Signal<Preview>(NO_PREVIEW);
  readonly hovered = new Signal<string | null>(null);
  readonly measured = new Signal<Distances | null>(null);
  readonly inHand = new Signal<ToolId>('select');
  readonly host: EditorHost = this.#host();
  tool: Tool;
  project: ProjectData;

  constructor(
    entities: Record<string, Partial<EntityData>>,
    tool: ToolId,
    prefabs: ProjectData['prefabs'] = {},
  ) {
    this.project = { ...projectOf(entities), prefabs };
    this.index.load(this.project, 's');
    this.inHand.value = tool;
    this.tool = makeTool(tool, this.#context()) as Tool;
    this.inHand.subscribe((id) => (this.tool = makeTool(id, this.#context()) as Tool));
  }

  /** The fields of a component as the document has them; `undefined` without it. */
  fields(id: string, component: string): Record<string, unknown> | undefined {
    const { owner, path } = splitId(id);
    const entity = this.project.scenes.s!.entities[owner];
    return (path === '' ? entity : entity?.overrides?.[path])?.components[component];
  }

  click(at: Vec2, held: Held = {}): this {
    this.tool.down(pointer(at, held));
    this.tool.up(pointer(at, held));
    return this;
  }

  doubleClick(at: Vec2): this {
    this.click(at).click(at);
    this.tool.doubleClick?.(pointer(at, {}));
    return this;
  }

  drag(from: Vec2, to: Vec2, held: Held = {}): this {
    this.tool.move(pointer(from, {}));
    this.tool.down(pointer(from, {}));
    this.tool.move(pointer([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], held));
    this.tool.move(pointer(to, held));
    this.tool.up(pointer(to, held));
    return this;
  }

  key(key: string, held: Held = {}): boolean {
    return this.tool.key?.(key, { shift: false, alt: false, mod: false, ...held }) ?? false;
  }

  #context(): ToolContext {
    return {
      host: this.host,
      index: this.index,
      preview: this.preview,
      cursor: new Signal('default'),
      hovered: this.hovered,
      measured: this.measured,
      through: new Signal(null),
      coarse: new Signal(false),
      played: () => new Map(),
      visible: () => ({ x: -1000, y: -1000, width: 3000, height: 3000 }),
      publishDrag: () => {},
      open: () => {},
      redraw: () => {},
    } as unknown as ToolContext;
  }

  #host(): EditorHost {
    const project = (): ProjectData => this.project;
    const put = (next: ProjectData) => {
      this.project = next;
      this.index.load(next, 's');
    };
    return {
      reader: {
        get project() {
          return project();
        },
        subscribe: () => () => {},
      },
      scene: () => 's',
      activeLayer: () => 'l',
      selection: this.selection,
      isolated: new Selection(),
      view: new Signal({ ...initialView, x: 0, y: 0 }),
      tool: this.inHand,
      options: this.options,
      grid: new Signal({ size: [16, 16], offset: [0, 0] }),
      guides: this.guides,
      hint: this.hint,
      outline: new Signal(null),
      tiles: this.tiles,
      canWrite: () => true,
      write: (name: string, fn: (writer: never) => void) => {
        const next = structuredClone(project());
        const entities = next.scenes.s!.entities as Record<string, EntityData>;
        const components = (id: string) => {
          const { owner, path } = splitId(id);
          const entity = entities[owner] as {
            components: object;
            overrides?: Record<string, { components: object }>;
          };
          const holder = path === '' ? entity : ((entity.overrides ??= {})[path] ??= { components: {} });
          return holder.components as Record<string, object>;
        };
        fn({
          create: (id: string, entity: EntityData) => (entities[id] = entity),
          remove: (ids: string[]) => ids.forEach((id) => delete entities[id]),
          setFields: (id: string, key: string, fields: object) =>
            (components(id)[key] = { ...components(id)[key], ...fields }),
          removeComponent: (id: string, key: string) => delete components(id)[key],
          paintTiles: (id: string, cells: Iterable<readonly [number, number, number]>) => {
            const map = components(id).Tilemap as { tiles?: TileChunks };
            components(id).Tilemap = { ...map, tiles: tilesFrom([...tilesOf(map.tiles ?? {}), ...cells]) };
          },
          putTileset: (id: string, tileset: TilesetData) =>
            ((next.tilesets as Record<string, TilesetData>)[id] = tileset),
          setGuide: (id: string, guide: GuideData | null) => {
            const { [id]: _, ...others } = this.guides.value;
            this.guides.value = guide ? { ...others, [id]: guide } : others;
          },
        } as never);
        this.steps.push(name);
        put(next);
      },
    } as unknown as EditorHost;
  }
}

const pointer = (at: Vec2, { shift = false, alt = false, mod = false }: Held) => ({
  scene: at,
  screen: at,
  shift,
  alt,
  mod,
  touch: false,
});
