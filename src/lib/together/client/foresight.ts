/**
 * What the own entity does before the server can say so. Its behaviours run here too, in a world in which everything else is
 * a puppet that goes on as it was seen to go. Each time the server tells how it was at a tick, that is compared with what was
 * foreseen; where it was otherwise, that moment is put right and the ticks since are run again.
 */
import type { Vec2 } from '../../base/geometry.ts';
import type { Entity } from '../../engine/entity.ts';
import { HOT_STRIDE } from '../../engine/game-world.ts';
import { noInput, type HeldInput } from '../../engine/input.ts';
import { shownFrame } from '../../engine/sprite-animation.ts';
import type { OwnPart } from '../../net/play/messages.ts';
import { ErrorSmoothing } from '../../net/play/smoothing.ts';
import { lookOf, type Look, type Snapshot } from '../../net/play/snapshot.ts';
import { mergeEdits } from '../../runtime/edit-log.ts';
import type { LiveEdit } from '../../runtime/protocol.ts';
import { Simulation, type SavedSimulation } from '../../runtime/simulation.ts';
import { typeOfKey } from '../../schema/components.ts';
import type { ProjectData, ResolvedEntity } from '../../schema/project.ts';
import { withTiles } from '../../runtime/tile-edits.ts';
import type { News } from '../news.ts';
import { withNews } from '../world-teller.ts';

/**
 * So many ticks are run again at most: a round trip, and what is held in hand against the gaps that a lost packet makes. Leaving
 * out some of them would be wrong again the next time.
 */
const MOST_REPLAYED = 48;
/** Ticks that are remembered. */
const KEPT = 64;
/** Foreseen as well as this counts as right: pixels, and pixels a second. */
const NEAR = 0.05;
const NEAR_SPEED = 1;
/** Puppets go on as they went for so many ticks. */
const GOES_ON = 15;

interface Tick {
  readonly held: HeldInput;
  readonly saved: SavedSimulation;
  readonly hot: Float64Array;
  readonly props: string;
}

interface Known {
  is: ResolvedEntity;
  owner: number;
}

export class Foresight {
  #simulation: Simulation | null = null;
  #project: ProjectData;
  readonly #known = new Map<number, Known>();
  readonly #ticks = new Map<number, Tick>();
  /** Edits since ticks that are remembered. */
  #log: { at: number; edits: readonly LiveEdit[] }[] = [];
  #last: Snapshot | null = null;
  #before: Snapshot | null = null;
  /** Number of the own entity; 0 for none. */
  #own = 0;
  #tick = 0;
  /** World ticks are ahead of those of the session by so many. */
  #ahead = 0;
  #props: Readonly<Record<string, string | number | boolean>> = {};
  readonly #smoothing = new ErrorSmoothing();
  /** How far what was foreseen was off when the server said how it was, in pixels; of the last tick that was compared. */
  error = 0;
  /** How often something had to be put right. */
  corrections = 0;

  constructor(
    project: ProjectData,
    private readonly seat: number,
    private readonly clock: () => number,
  ) {
    this.#project = { ...project, scripts: {} };
  }

  /** Whether there is something to foresee. */
  get active(): boolean {
    return this.#own !== 0 && this.#entity() !== undefined;
  }

  /** Takes what the server tells of a tick, as soon as it comes. */
  receive(snapshot: Snapshot, own: OwnPart | null, news: readonly News[]): void {
    for (const each of news) this.#take(each);
    this.#before = this.#last;
    this.#last = snapshot;
    const before = this.#own;
    this.#own = own?.entity ?? 0;
    if (before !== this.#own) this.#changeHands(before);
    if (!own || !this.#simulation || !this.#entity()) return;
    this.#ahead = own.worldTick - snapshot.tick;
    if (own.props) this.#props = own.props;
    this.#compare(snapshot.tick, own.hot);
  }

  /** Another game, or another moment of it: nothing that was foreseen holds. */
  reset(): void {
    this.#ticks.clear();
    this.#log = [];
    this.#last = null;
    this.#before = null;
    this.#tick = 0;
    this.#smoothing.reset();
  }

  /** The tick that comes next for the own entity. */
  tick(tick: number, held: HeldInput): void {
    if (!this.active) return;
    this.#run(tick, held);
    this.#tick = tick;
    for (const old of this.#ticks.keys()) if (old < tick - KEPT) this.#ticks.delete(old);
    this.#log = this.#log.filter(({ at }) => at >= tick - KEPT);
  }

  /** How what is foreseen looks, by number. @param part how much of the next tick has passed */
  looks(part: number, now: number): Map<number, Look> {
    const looks = new Map<number, Look>();
    const world = this.#simulation?.world;
    const entity = this.#entity();
    const newest = this.#ticks.get(this.#tick);
    if (!world || !entity || !newest) return looks;
    const earlier = this.#ticks.get(this.#tick - 1)?.hot ?? newest.hot;
    const [dx, dy] = this.#smoothing.at(now);
    // Shown one tick late, so that there is always one to move towards.
    const x = dx - newest.hot[0]! + earlier[0]! + (newest.hot[0]! - earlier[0]!) * part;
    const y = dy - newest.hot[1]! + earlier[1]! + (newest.hot[1]! - earlier[1]!) * part;
    for (const [number, each] of this.#party(entity)) {
      const at = each.slot * HOT_STRIDE;
      const { size } = each.components.Transform;
      looks.set(number, {
        x: world.hot[at]! + x,
        y: world.hot[at + 1]! + y,
        rotation: world.hot[at + 4]!,
        width: size[0],
        height: size[1],
        frame: each.components.Sprite ? shownFrame(world.assets, each, world.time) : 0,
        visible: each.visible,
      });
    }
    return looks;
  }

  /** What the own entity looks like by itself, where its behaviours have changed that; by number. */
  *appearances(): Generator<[number, ResolvedEntity['components']]> {
    const entity = this.#entity();
    if (entity) for (const [number, each] of this.#party(entity)) yield [number, each.components];
  }

  #entity(): Entity | undefined {
    const known = this.#known.get(this.#own);
    return known && this.#simulation?.world.find(known.is.id);
  }

  /** The own entity and all that follows it. */
  *#party(entity: Entity): Generator<[number, Entity]> {
    for (const [number, { is }] of this.#known) {
      const each = this.#simulation!.world.find(is.id);
      for (let up: Entity | null | undefined = each; up; up = up.parent)
        if (up === entity) {
          yield [number, each!];
          break;
        }
    }
  }

  #take(news: News): void {
    switch (news.kind) {
      case 'scene':
        return this.#begin(news.scene);
      case 'entity':
        this.#known.set(news.entity, { is: news.is, owner: news.owner });
        return this.#put(news.entity);
      case 'changed': {
        const known = this.#known.get(news.entity);
        if (!known) return;
        const before = known.is;
        known.is = withNews(known.is, news.now);
        // How the own entity looks its behaviours say here, and earlier.
        const keys = Object.keys(news.now.components ?? {});
        const onlyLooks = keys.length > 0 && keys.every((key) => key === 'Sprite');
        if (this.#isOwn(news.entity) && onlyLooks && assetOf(before) === assetOf(known.is)) return;
        return this.#put(news.entity);
      }
      case 'tiles': {
        const known = this.#known.get(news.entity);
        if (!known) return;
        known.is = withTiles(known.is, news.changes);
        return this.#edit([{ kind: 'tiles', id: known.is.id, changes: news.changes }]);
      }
      case 'owner': {
        const known = this.#known.get(news.entity);
        if (known) known.owner = news.owner;
        return;
      }
      case 'gone': {
        const known = this.#known.get(news.entity);
        this.#known.delete(news.entity);
        if (known) this.#edit([{ kind: 'entity', id: known.is.id, entity: null }]);
        return;
      }
      case 'project': {
        const { tilesets, assets, settings, layers, scene = {} } = news;
        if (settings) this.#project = { ...this.#project, settings };
        if (tilesets) this.#project = { ...this.#project, tilesets };
        if (assets) this.#project = { ...this.#project, assets };
        if (tilesets) this.#edit([{ kind: 'tilesets', tilesets }]);
        if (assets) this.#edit([{ kind: 'assets', assets }]);
        if (settings) this.#edit([{ kind: 'settings', settings, scene }]);
        if (layers) this.#edit([{ kind: 'layers', layers }]);
        return;
      }
      case 'script': {
        const { [news.path]: _, ...others } = this.#project.scripts;
        const scripts = news.source === null ? others : { ...others, [news.path]: news.source };
        this.#project = { ...this.#project, scripts };
        this.#edit([{ kind: 'script', path: news.path, source: news.source }]);
        if (this.#own) this.#put(this.#own);
        return;
      }
      case 'state': {
        const world = this.#simulation?.world;
        if (world) Object.assign(world, { state: news.state, score: news.score, message: news.message });
        return;
      }
      default:
        return;
    }
  }

  #begin(scene: string): void {
    this.#simulation?.stop();
    this.#known.clear();
    this.reset();
    const data = this.#project.scenes[scene];
    const project = { ...this.#project, scenes: data ? { [scene]: { ...data, entities: {} } } : {} };
    this.#simulation = data ? new Simulation({ project, scene, clock: this.clock }) : null;
    this.#simulation?.world.players.add({ id: this.seat, name: '', color: '' });
  }

  #edit(edits: readonly LiveEdit[]): void {
    if (!this.#simulation) return;
    this.#log.push({ at: this.#tick, edits });
    this.#simulation.apply(edits);
  }

  /** An entity is there as it was told, or as a puppet of it. */
  #put(number: number): void {
    const { is } = this.#known.get(number)!;
    const entity = this.#isOwn(number) ? this.#self(is) : puppet(is);
    this.#edit([{ kind: 'entity', id: is.id, entity }]);
    const made = this.#simulation?.world.find(is.id);
    if (made) made.owner = this.#isOwn(number) ? this.seat : 0;
  }

  #isOwn(number: number): boolean {
    const own = this.#known.get(this.#own)?.is.id;
    for (let up = this.#known.get(number)?.is; up && own; up = this.#byId(up.parent))
      if (up.id === own) return true;
    return false;
  }

  #byId(id: string | null): ResolvedEntity | undefined {
    if (id !== null) for (const { is } of this.#known.values()) if (is.id === id) return is;
    return undefined;
  }

  /** What was own is a puppet now, and the other way round. */
  #changeHands(before: number): void {
    this.#ticks.clear();
    this.#smoothing.reset();
    for (const number of this.#known.keys()) if (number === before || this.#isOwn(number)) this.#put(number);
  }

  /** The own entity: of its behaviours those that may be run here. */
  #self(is: ResolvedEntity): ResolvedEntity {
    const components = Object.entries(is.components).filter(
      ([key, fields]) =>
        !isScripted(key) ||
        (typeOfKey(key) === 'Script' &&
          this.#project.scripts[(fields as { script: string }).script] !== undefined),
    );
    return { ...is, components: Object.fromEntries(components) as unknown as ResolvedEntity['components'] };
  }

  #run(tick: number, held: HeldInput): void {
    const simulation = this.#simulation!;
    const { world } = simulation;
    world.tick = tick + this.#ahead - 1;
    this.#placePuppets(tick);
    // A failing script is the server's to tell of.
    simulation.tick(noInput, new Map([[this.seat, held]]));
    simulation.frame();
    const entity = this.#entity();
    if (!entity) return;
    const at = entity.slot * HOT_STRIDE;
    this.#ticks.set(tick, {
      held,
      saved: simulation.save(),
      hot: world.hot.slice(at, at + HOT_STRIDE),
      props: JSON.stringify(Object.fromEntries(entity.props)),
    });
  }

  /** Everything else goes on as it was seen to go. */
  #placePuppets(tick: number): void {
    const { world } = this.#simulation!;
    const [last, before] = [this.#last, this.#before];
    if (!last) return;
    const steps = before ? last.tick - before.tick : 0;
    const reach = Math.min(GOES_ON, Math.max(-GOES_ON, tick - 1 - last.tick));
    for (const [number, row] of last.rows) {
      const known = this.#known.get(number);
      const entity = known && world.find(known.is.id);
      if (!entity || entity.local || this.#isOwn(number)) continue;
      const { x, y, rotation } = lookOf(row);
      const earlier = steps > 0 && before!.rows.get(number);
      const was = earlier ? lookOf(earlier) : null;
      const [vx, vy]: Vec2 = was ? [(x - was.x) / steps, (y - was.y) / steps] : [0, 0];
      const at = entity.slot * HOT_STRIDE;
      world.hot[at] = x + vx * reach;
      world.hot[at + 1] = y + vy * reach;
      world.hot[at + 2] = vx * 60;
      world.hot[at + 3] = vy * 60;
      world.hot[at + 4] = rotation;
    }
  }

  #compare(tick: number, hot: readonly number[]): void {
    const foreseen = this.#ticks.get(tick);
    const entity = this.#entity()!;
    if (!foreseen) {
      // Nothing was foreseen for that tick: it begins here.
      if (this.#tick <= tick) this.#set(entity, hot);
      return;
    }
    const off = (field: number) => Math.abs(foreseen.hot[field]! - hot[field]!);
    this.error = Math.hypot(off(0), off(1));
    const right =
      this.error < NEAR &&
      off(2) < NEAR_SPEED &&
      off(3) < NEAR_SPEED &&
      off(4) < NEAR_SPEED &&
      foreseen.props === JSON.stringify(this.#props);
    if (!right) this.#putRight(tick, foreseen, hot);
  }

  #putRight(tick: number, { saved, held }: Tick, hot: readonly number[]): void {
    const simulation = this.#simulation!;
    const shown = this.#ticks.get(this.#tick)?.hot;
    const ticks = [...this.#ticks].filter(([each]) => each > tick).sort(([a], [b]) => a - b);
    this.corrections++;
    simulation.restore(saved);
    // What was told since the moment was saved holds all the same.
    const since = this.#log.filter(({ at }) => at >= tick).flatMap(({ edits }) => edits);
    if (since.length > 0) simulation.apply(mergeEdits(since));
    const entity = this.#entity();
    if (!entity) return;
    entity.owner = this.seat;
    this.#set(entity, hot);
    simulation.world.players.advance(new Map([[this.seat, held]]), simulation.world.input.actions);
    for (const [each, { held: pressed }] of ticks.slice(-MOST_REPLAYED)) this.#run(each, pressed);
    const now = this.#ticks.get(this.#tick)?.hot;
    if (shown && now) this.#smoothing.add(this.clock(), shown[0]! - now[0]!, shown[1]! - now[1]!);
  }

  #set(entity: Entity, hot: readonly number[]): void {
    const { world } = this.#simulation!;
    world.hot.set(hot, entity.slot * HOT_STRIDE);
    entity.props.clear();
    for (const [key, value] of Object.entries(this.#props)) entity.props.set(key, value);
  }
}

const isScripted = (key: string): boolean =>
  ['Script', 'CollisionAction', 'InputAction', 'Generator'].includes(typeOfKey(key));

const assetOf = ({ components }: ResolvedEntity): string | undefined => components.Sprite?.asset;

/** An entity that only does what it is told: it bumps into the own one, and nothing moves it. */
function puppet(is: ResolvedEntity): ResolvedEntity {
  const components = Object.entries(is.components as unknown as Readonly<Record<string, object>>)
    .filter(([key]) => !isScripted(key) && typeOfKey(key) !== 'Joint' && typeOfKey(key) !== 'Camera')
    .map(([key, fields]) => [
      key,
      typeOfKey(key) === 'Body' && (fields as { type: string }).type === 'dynamic'
        ? { ...fields, type: 'kinematic' }
        : fields,
    ]);
  return { ...is, components: Object.fromEntries(components) as ResolvedEntity['components'] };
}
