/**
 * What a game lets be heard. Browsers keep a page silent until the person first touches it: what is played once before
 * that is past, what goes on begins then.
 */
import { Disposer } from '../base/disposer.ts';
import { soundCut, type SoundCut, type SoundMeta } from '../schema/sounds.ts';
import type { GameEvent, GoingSound } from './protocol.ts';

/** Where a sound's bytes are, and how they are cut. */
export interface SoundFile {
  url: string;
  meta: SoundMeta;
}

/** What of the browser is used, so that tests can put another in its place. */
export interface AudioPort {
  /** May only be called once a person has touched the page. */
  open(): AudioContext;
  /** Gives what is in the file at an address. */
  load(url: string): Promise<AudioBuffer>;
  /** Seconds that never go back. */
  now(): number;
}

/** Enough for any game; more would only be noise. The oldest gives way. */
const MOST_VOICES = 32;
/** Later than this, in seconds, a sound would no longer belong to what is seen. */
const LATE = 0.3;
/** The same sound twice within this time, in seconds, is heard once, or it would be twice as loud. */
const SAME = 0.015;
/** How long a cut is faded for, in seconds: a wave that is cut through clicks. */
const FADE = 0.003;

const touches = ['pointerdown', 'pointerup', 'touchend', 'keydown'] as const;

/** A sound that is heard. */
export interface Voice {
  readonly source: AudioBufferSourceNode;
  readonly gain: GainNode;
  readonly cut: SoundCut;
}

interface Going {
  readonly sound: GoingSound;
  voice: Voice | null;
}

export class GameSounds {
  readonly #files = new Map<string, Promise<AudioBuffer | null>>();
  readonly #once = new Set<Voice>();
  readonly #going = new Map<string, Going>();
  readonly #lastAt = new Map<string, number>();
  readonly #disposer = new Disposer();
  #context: AudioContext | null = null;
  #frozen = false;

  /** @param fileOf the file of an asset by its id; `null` for what is no sound */
  constructor(
    private readonly fileOf: (asset: string) => SoundFile | null,
    private readonly audio: AudioPort = browserAudio,
  ) {}

  /** Wakes up at each touch of the page: a phone may put the sound to sleep again whenever it likes. */
  listenTo(page: Window): void {
    for (const type of touches)
      this.#disposer.listen(page, type, () => this.wake(), { capture: true, passive: true });
    const { document } = page;
    this.#disposer.listen(document, 'visibilitychange', () => {
      if (document.hidden) void this.#context?.suspend();
      else if (this.#context) this.wake();
    });
  }

  /** Loads sounds ahead, so that the first one is not late. */
  prepare(assets: Iterable<string>): void {
    for (const asset of assets) {
      const file = this.fileOf(asset);
      if (file) void this.#load(file.url);
    }
  }

  /** A person touched the page: from now on it may sound. */
  wake(): void {
    if (this.#disposer.disposed) return;
    this.#context ??= this.audio.open();
    // While it is frozen nothing of the game may be heard.
    if (this.#frozen) return;
    // Some browsers let it sound at once, others have to be asked.
    if (this.#context.state === 'running') return this.#startGoing();
    void this.#context
      .resume()
      .then(() => this.#startGoing())
      .catch(() => {});
  }

  /** Plays what an event of the game tells. */
  take(event: GameEvent): void {
    if (event.kind === 'sound') void this.#play(event.asset, event.volume);
  }

  /** Lets exactly these sounds go on; those that went on already do not begin anew. */
  follow(sounds: readonly GoingSound[]): void {
    const kept = new Set<string>();
    for (const sound of sounds) {
      const key = `${sound.entity} ${sound.asset} ${sound.loop}`;
      kept.add(key);
      const going = this.#going.get(key);
      if (!going) {
        this.#going.set(key, { sound, voice: null });
        void this.#startOne(key);
      } else if (going.sound.volume !== sound.volume) {
        this.#going.set(key, { sound, voice: going.voice });
        const { voice } = going;
        voice?.gain.gain.setTargetAtTime(sound.volume * voice.cut.volume, this.#context!.currentTime, 0.02);
      }
    }
    for (const [key, { voice }] of this.#going) {
      if (kept.has(key)) continue;
      this.#going.delete(key);
      voice?.source.stop();
    }
  }

  /** Holds everything where it is, or lets it go on from there. */
  freeze(frozen: boolean): void {
    if (frozen === this.#frozen) return;
    this.#frozen = frozen;
    if (frozen) void this.#context?.suspend();
    else if (this.#context) this.wake();
  }

  /** Ends everything that sounds. */
  hush(): void {
    for (const { source } of this.#once) source.stop();
    this.#once.clear();
    this.follow([]);
  }

  dispose(): void {
    this.hush();
    this.#disposer.dispose();
    void this.#context?.close();
    this.#context = null;
  }

  /** The sound of a file; `null` for one that cannot be had. */
  #load(url: string): Promise<AudioBuffer | null> {
    const known = this.#files.get(url);
    if (known) return known;
    const loading = this.audio.load(url).catch(() => {
      this.#files.delete(url);
      return null;
    });
    this.#files.set(url, loading);
    return loading;
  }

  async #play(asset: string, volume: number): Promise<void> {
    const file = this.fileOf(asset);
    const context = this.#context;
    if (!file || !context || this.#frozen) return;
    const asked = this.audio.now();
    if (asked - (this.#lastAt.get(asset) ?? -1) < SAME) return;
    this.#lastAt.set(asset, asked);
    const [buffer] = await Promise.all([this.#load(file.url), running(context)]);
    if (!buffer || this.#frozen || this.#context !== context || this.audio.now() - asked > LATE) return;
    const voice = startSound(context, buffer, file.meta, volume, false);
    this.#once.add(voice);
    voice.source.onended = () => this.#once.delete(voice);
    for (const oldest of this.#once) {
      if (this.#once.size <= MOST_VOICES) break;
      this.#once.delete(oldest);
      oldest.source.stop();
    }
  }

  #startGoing(): void {
    for (const [key, { voice }] of this.#going) if (!voice) void this.#startOne(key);
  }

  async #startOne(key: string): Promise<void> {
    const wanted = this.#going.get(key);
    const file = wanted && this.fileOf(wanted.sound.asset);
    const context = this.#context;
    if (!file || context?.state !== 'running') return;
    const buffer = await this.#load(file.url);
    const going = this.#going.get(key);
    if (!buffer || !going || going.voice || this.#context !== context) return;
    going.voice = startSound(context, buffer, file.meta, going.sound.volume, going.sound.loop);
  }
}

/** Resolves once a context sounds. */
async function running(context: AudioContext): Promise<void> {
  if (context.state !== 'running') await context.resume();
}

/**
 * Starts a sound as it is cut.
 * @param volume over the one that the sound is set to
 * @param loops it goes on between its loop points
 */
export function startSound(
  context: AudioContext,
  buffer: AudioBuffer,
  meta: SoundMeta,
  volume: number,
  loops: boolean,
): Voice {
  const cut = soundCut(meta, buffer.duration);
  const source = context.createBufferSource();
  const gain = context.createGain();
  source.buffer = buffer;
  source.connect(gain).connect(context.destination);
  const full = volume * cut.volume;
  const at = context.currentTime;
  gain.gain.setValueAtTime(cut.start > 0 ? 0 : full, at);
  if (cut.start > 0) gain.gain.linearRampToValueAtTime(full, at + FADE);
  if (loops) {
    source.loop = true;
    [source.loopStart, source.loopEnd] = cut.loop;
    source.start(at, cut.start);
  } else {
    const length = cut.end - cut.start;
    if (cut.end < buffer.duration && length > 2 * FADE) {
      gain.gain.setValueAtTime(full, at + length - FADE);
      gain.gain.linearRampToValueAtTime(0, at + length);
    }
    source.start(at, cut.start, length);
  }
  return { source, gain, cut };
}

const RATE = 44_100;

/** What is in the bytes of a sound file. Rejects for what the browser cannot play. Needs no touch of the page. */
export const decodeSound = (bytes: ArrayBuffer): Promise<AudioBuffer> =>
  new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes);

/** The sound of the browser. */
const browserAudio: AudioPort = {
  open: () => new AudioContext({ latencyHint: 'interactive' }),
  async load(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`The sound could not be loaded: the server answered ${answer.status}.`);
    return decodeSound(await answer.arrayBuffer());
  },
  now: () => performance.now() / 1000,
};
