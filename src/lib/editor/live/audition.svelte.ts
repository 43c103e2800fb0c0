import { startSound, type Voice } from '../../runtime/game-sounds.ts';
import { soundCut, type SoundMeta } from '../../schema/sounds.ts';

/** Listening to one sound in the editor, cut as a game plays it. */
export class Audition {
  #context: AudioContext | null = null;
  #voice: Voice | null = null;
  #request = 0;
  #position = $state<number | null>(null);

  /** Where in the file it is, in seconds; `null` while nothing is heard. */
  get position(): number | null {
    return this.#position;
  }

  get playing(): boolean {
    return this.#position !== null;
  }

  /** Plays a sound from its beginning; what was heard before ends. Browsers allow it only after a click or a key. */
  play(buffer: AudioBuffer, meta: SoundMeta, loops = false): void {
    this.stop();
    const context = (this.#context ??= new AudioContext());
    void context.resume();
    const voice = startSound(context, buffer, meta, 1, loops);
    this.#voice = voice;
    const begun = context.currentTime;
    const { start, loop } = soundCut(meta, buffer.duration);
    const follow = () => {
      this.#request = requestAnimationFrame(follow);
      const at = start + context.currentTime - begun;
      const [from, to] = loop;
      this.#position = loops && at > to ? from + ((at - from) % (to - from)) : at;
    };
    follow();
    voice.source.onended = () => {
      if (this.#voice === voice) this.stop();
    };
  }

  stop(): void {
    cancelAnimationFrame(this.#request);
    const voice = this.#voice;
    this.#voice = null;
    this.#position = null;
    voice?.source.stop();
  }

  dispose(): void {
    this.stop();
    void this.#context?.close();
    this.#context = null;
  }
}

/** A sound of one channel from its samples. */
export function bufferOf(samples: Float32Array<ArrayBuffer>, sampleRate: number): AudioBuffer {
  const buffer = new AudioBuffer({ length: Math.max(1, samples.length), numberOfChannels: 1, sampleRate });
  buffer.copyToChannel(samples, 0);
  return buffer;
}
