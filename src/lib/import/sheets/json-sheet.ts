/**
 * Sheets with a JSON file beside the picture, as Aseprite and packers of textures write them: frames as a list or by name,
 * trimmed and turned ones, tags, slices, animations by the names of their frames.
 */
import { newId } from '../../base/ids.ts';
import { isRecord } from '../../base/guards.ts';
import { pngSize } from '../../base/png.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { sha256Hex } from '../../base/sha256.ts';
import type { ProjectAddition, ReportLine } from '../../schema/addition.ts';
import type { AssetData } from '../../schema/project.ts';
import {
  directions,
  type AnimationData,
  type Border,
  type Direction,
  type FrameData,
} from '../../schema/sheet.ts';
import { baseName, SourceFiles, stemOf } from '../source-files.ts';
import { namedAnimations } from './named-animations.ts';
import { taggedAnimations, type Tag } from './tagged-animations.ts';

type Json = Record<string, unknown>;
interface SheetFrame extends FrameData {
  name: string;
  /** Milliseconds; 0 when the file says none. */
  duration: number;
}

const records = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const number = (value: unknown): number => (Number.isFinite(Number(value)) ? Number(value) : 0);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** What a file says when it is the JSON of a sheet; `null` for any other file. */
function parseSheet(bytes: Uint8Array): Json | null {
  const text = new TextDecoder().decode(bytes);
  if (!text.includes('"frames"') || !text.includes('"frame"')) return null;
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) && framesOf(data).length > 0 ? data : null;
  } catch {
    return null;
  }
}

/** Whether a file is the JSON of a sheet. */
export const isJsonSheet = (path: string, bytes: Uint8Array): boolean =>
  /\.json$/i.test(path) && parseSheet(bytes) !== null;

/** Reads every sheet among the files; its picture has to be among them. */
export function importJsonSheets(
  files: ReadonlyMap<string, Uint8Array>,
  id: () => string = newId,
): Result<ProjectAddition> {
  const sources = new SourceFiles(files);
  const assets: Record<string, AssetData> = {};
  const pictures = new Map<string, Uint8Array>();
  const report: ReportLine[] = [];
  for (const [path, bytes] of files) {
    const data = /\.json$/i.test(path) ? parseSheet(bytes) : null;
    if (!data) continue;
    const meta = isRecord(data.meta) ? data.meta : {};
    const named = typeof meta.image === 'string' ? meta.image : `${stemOf(path)}.png`;
    const found =
      sources.find(path, named) ??
      sources.find(path, baseName(named)) ??
      sources.find(path, `${stemOf(path)}.png`);
    if (found === null)
      return fail({
        file: path,
        message: `Its picture "${baseName(named)}" is missing; drop both together.`,
      });
    const picture = sources.bytes(found);
    const frames = framesOf(data);
    const animations = animationsOf(data, meta, frames, id);
    const border = borderOf(meta, frames[0]!);
    const sha256 = sha256Hex(picture);
    assets[id()] = {
      ...{ name: baseName(found), kind: 'image', sha256, size: picture.length },
      meta: {
        ...(pngSize(picture) ?? sizeIn(meta)),
        frames: Object.fromEntries(frames.map(({ duration: _, ...frame }, at) => [String(at), frame])),
        ...(Object.keys(animations).length > 0 && { animations }),
        ...(border && { border }),
      },
    };
    pictures.set(sha256, picture);
    const count = (what: string, of: number) => `${of} ${what}${of === 1 ? '' : 's'}`;
    report.push({ file: path, what: count('frame', frames.length), how: 'as it was', detail: '' });
    const played = Object.keys(animations).length;
    if (played > 0)
      report.push({ file: path, what: count('animation', played), how: 'as it was', detail: '' });
  }
  return ok({ assets, files: pictures, report });
}

function sizeIn({ size }: Json): { width?: number; height?: number } {
  return isRecord(size) && number(size.w) > 0 ? { width: number(size.w), height: number(size.h) } : {};
}

function framesOf({ frames }: Json): SheetFrame[] {
  const entries: [string, unknown][] = Array.isArray(frames)
    ? records(frames).map((frame) => [String(frame.filename ?? frame.name ?? ''), frame])
    : isRecord(frames)
      ? Object.entries(frames)
      : [];
  return entries.flatMap(([name, frame]) => {
    const read = isRecord(frame) && isRecord(frame.frame) ? frameOf(name, frame, frame.frame) : null;
    return read ? [read] : [];
  });
}

/** Most that a side of a picture, or a place in it, can be. */
const FAR = 65536;

function frameOf(name: string, frame: Json, place: Json): SheetFrame | null {
  const [x, y, width, height] = [place.x, place.y, place.w, place.h].map(number) as [
    number,
    number,
    number,
    number,
  ];
  if (!(x >= 0 && y >= 0 && width > 0 && height > 0 && Math.max(x, y, width, height) <= FAR)) return null;
  const rotated = frame.rotated === true;
  const source = isRecord(frame.spriteSourceSize) ? frame.spriteSourceSize : {};
  const whole = isRecord(frame.sourceSize) ? frame.sourceSize : {};
  const [left, top] = [number(source.x), number(source.y)];
  const [wide, high] = [number(whole.w) || width, number(whole.h) || height];
  const trimmed = left !== 0 || top !== 0 || wide !== width || high !== height;
  const fits = Math.max(Math.abs(left), Math.abs(top), wide, high) <= FAR && wide > 0 && high > 0;
  return {
    name,
    duration: Math.min(3_600_000, Math.max(0, number(frame.duration))),
    // Sizes are told upright; what lies turned takes as much room the other way round.
    rect: rotated ? [x, y, height, width] : [x, y, width, height],
    ...(trimmed && fits && { source: [left, top, wide, high] as const }),
    ...(rotated && { rotated }),
    ...(isRecord(frame.pivot) && { pivot: [within(frame.pivot.x), within(frame.pivot.y)] as const }),
  };
}
const within = (value: unknown): number => Math.max(-1000, Math.min(1000, number(value)));

const spelled: Readonly<Record<string, Direction>> = {
  pingpong: 'ping-pong',
  pingpong_reverse: 'ping-pong-reverse',
};

/** By tags, by lists of names, or, where the file marks none, by frames whose names differ only in a number at their end. */
function animationsOf(
  data: Json,
  meta: Json,
  frames: readonly SheetFrame[],
  id: () => string,
): Record<string, AnimationData> {
  const durations = frames.map(({ duration }) => duration || 100);
  const timed = frames.some(({ duration }) => duration > 0);
  const tags = records(meta.frameTags).map((tag): Tag => {
    const said = String(tag.direction ?? 'forward');
    const direction = spelled[said] ?? directions.find((each) => each === said) ?? 'forward';
    const repeat = Math.min(1e6, Math.max(0, Math.floor(number(tag.repeat))));
    return { name: String(tag.name ?? ''), from: number(tag.from), to: number(tag.to), direction, repeat };
  });
  if (tags.length > 0) return taggedAnimations(durations, tags, id);
  const lists = isRecord(data.animations)
    ? Object.entries(data.animations).map(([name, list]) => [name, texts(list)] as const)
    : [];
  if (lists.length > 0 || !timed) return namedAnimations(frames, durations, lists, id);
  return taggedAnimations(durations, [], id);
}

/** The borders of the first slice that has nine parts, measured from the edges of the frame. */
function borderOf(meta: Json, frame: SheetFrame): Border | null {
  const keys = records(meta.slices).flatMap((slice) => records(slice.keys));
  const key = keys.find(({ center, bounds }) => isRecord(center) && isRecord(bounds));
  if (!key || !isRecord(key.center) || !isRecord(key.bounds)) return null;
  const [, , width, height] = frame.source ?? frame.rect;
  const left = number(key.bounds.x) + number(key.center.x);
  const top = number(key.bounds.y) + number(key.center.y);
  const border: Border = [
    left,
    top,
    width - left - number(key.center.w),
    height - top - number(key.center.h),
  ];
  return border.every((edge) => edge >= 0 && edge <= FAR) ? border : null;
}
