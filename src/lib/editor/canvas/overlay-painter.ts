import type { Rect, Vec2 } from '../../base/geometry.ts';
import type { CanvasHost } from '../core/canvas-host.ts';
import type { Placed } from '../core/entity-geometry.ts';
import { enteredOutline, outlineOf } from '../core/groups.ts';
import type { Mark } from '../core/marks.ts';
import type { SceneIndex } from '../core/scene-index.ts';
import { jointMarks } from '../core/shapes/joint-marks.ts';
import { jointsOfSelected, type PlaceOf } from '../core/shapes/joints.ts';
import { shownPeople } from '../core/shown-people.ts';
import { selectionFrame } from '../core/tools/held.ts';
import { NO_PREVIEW, type Tool } from '../core/tools/tool.ts';
import { paintGhosts } from './paint-ghosts.ts';
import { paintGuides } from './paint-guides.ts';
import { paintOverlay } from './paint-overlay.ts';
import type { ThemeColors } from './theme-colors.ts';
import type { CanvasContext } from './canvas-context.ts';

/** Of more selected entities nobody asks what they are inside of. */
const MOST_FRAMED = 100;

/** What the overlay is drawn from, as it is now. */
interface OverlaySource {
  readonly context: CanvasContext;
  readonly tool: Tool;
  readonly colors: ThemeColors;
  /** Width and height of the canvas in CSS pixels. */
  readonly size: Vec2;
  /** The part of the scene that is seen. */
  readonly visible: Rect;
  /** Where everything is that is dragged. */
  readonly carried: ReadonlyMap<string, Placed>;
  /** Where everything is in the game that plays. */
  readonly played: ReadonlyMap<string, Placed>;
  /** The pointer of the person here, in CSS pixels. */
  readonly pointer: Vec2 | null;
  /** Id of the scene that is shown. */
  readonly scene: string | null;
}

/** The joints of what is selected, following what is dragged. */
function marksOfJoints(host: CanvasHost, index: SceneIndex, placeOf: PlaceOf): Mark[] {
  const { selection, tool, view } = host;
  if (tool.value !== 'select') return [];
  const joints = jointsOfSelected(index, selection.ids, placeOf);
  return joints.flatMap((each) => jointMarks(each, 1 / view.value.scale));
}

/** Where the group or instance ends that the selection is inside of. */
function marksOfEntered(host: CanvasHost, index: SceneIndex, { played, carried }: OverlaySource): Mark[] {
  const { ids } = host.selection;
  const places = new Map([...played, ...carried]);
  const points = ids.length > MOST_FRAMED ? null : enteredOutline(index, ids, places);
  return points ? [{ kind: 'line', points, closed: true, dashed: true, tone: 'faint', width: 1 }] : [];
}

/** Draws what the editor adds on top of the scene: selection, handles, guides, marks of the tool, and the others. */
export function drawOverlay(ctx: CanvasRenderingContext2D, source: OverlaySource): void {
  const { context, tool, colors, size, played, carried, scene } = source;
  const { host, index, hovered, coarse, measured } = context;
  const preview = context.preview.value;
  const boxOf = (id: string): Placed | null =>
    carried.get(id) ?? played.get(id) ?? index.items.get(id)?.placed ?? null;
  const boxes = (ids: readonly string[]) => ids.map(boxOf).filter((box) => box !== null);
  // During a gesture handles would only hide what happens.
  const still = preview === NO_PREVIEW;
  const kind = host.canWrite() && still ? tool.gizmo : undefined;
  const frame = kind && selectionFrame(context);
  const view = host.view.value;
  paintGhosts(ctx, view, size, preview.ghosts ?? [], host.images, index.project?.tilesets ?? {});
  paintGuides(ctx, view, ...size, host.guides.value, preview.guide, colors.accent);
  const { cameras } = host.options.value;
  paintOverlay(ctx, {
    size,
    view,
    colors,
    screen: (!index.definition && index.project?.settings.size) || [0, 0],
    preview,
    marks: [
      ...marksOfEntered(host, index, source),
      ...marksOfJoints(host, index, boxOf),
      ...(tool.marks?.() ?? []),
    ],
    selected: boxes(host.selection.ids),
    gizmo: kind && frame ? { frame, look: { kind, scale: view.scale, coarse: coarse.value } } : null,
    hovered: hovered.value !== null && still ? outlineOf(index, hovered.value, new Map(played)) : null,
    measured: still ? measured.value : null,
    people: shownPeople(host.presence.others(), scene, source.visible).map(
      ({ selection, camera, ...person }) => ({
        ...person,
        boxes: boxes(selection),
        camera: cameras ? camera : null,
      }),
    ),
    paths: host.game.active ? host.game.paths : null,
    pointer: source.pointer,
  });
}
