import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { VoiceRemover } from '../acoustics/picking/voice-remover.ts';

/** Sound as heard stays in memory, and for so long alone: on the disk no word ever is. */
const heardSeconds = 180;
const thinnedHz = 1_000;
const fileMicroseconds = 60_000_000;
/** Between the expected and the true time of a block; more is a gap. */
const gapMicroseconds = 50_000;

interface Kept {
  readonly startsMicroseconds: number;
  readonly sampleRateHz: number;
  readonly samples: Int16Array;
}

/**
 * The sound of the last hours. As heard it is in memory for three minutes; the voice is taken out of what is kept on the disk, which is thinned
 * to a kilohertz and gone after the hours it may be kept.
 */
export class SoundRing {
  readonly #folder: string;
  readonly #sampleRateHz: number;
  readonly #thinning: number;
  #remover: VoiceRemover;
  #heard: { readonly startsMicroseconds: number; readonly samples: Float32Array }[] = [];
  #phase = 0;
  #file = '';
  #expected = NaN;
  #trimmed = 0;

  constructor(folder: string, sampleRateHz: number) {
    this.#folder = folder;
    this.#sampleRateHz = sampleRateHz;
    this.#thinning = Math.max(1, Math.floor(sampleRateHz / thinnedHz));
    this.#remover = new VoiceRemover(sampleRateHz);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  /** Takes the next samples; `keepHours` 0 keeps nothing on the disk. */
  add(samples: Float32Array, startsMicroseconds: number, keepHours: number): void {
    const heard = samples.slice();
    this.#heard.push({ startsMicroseconds, samples: heard });
    const oldest = startsMicroseconds - heardSeconds * 1e6;
    while (this.#heard[0]!.startsMicroseconds < oldest) this.#heard.shift();
    if (keepHours > 0) this.#keep(heard.slice(), startsMicroseconds);
    if (startsMicroseconds - this.#trimmed > fileMicroseconds) this.trim(startsMicroseconds, keepHours);
  }

  #keep(samples: Float32Array, startsMicroseconds: number): void {
    if (!(Math.abs(startsMicroseconds - this.#expected) < gapMicroseconds)) {
      this.#remover = new VoiceRemover(this.#sampleRateHz);
      this.#file = '';
      this.#phase = 0;
    }
    this.#expected = startsMicroseconds + (samples.length / this.#sampleRateHz) * 1e6;
    this.#remover.remove(samples);
    const bytes = Buffer.alloc(2 * Math.ceil((samples.length + this.#thinning) / this.#thinning));
    let length = 0;
    const first = (this.#thinning - this.#phase) % this.#thinning;
    for (let at = first; at < samples.length; at += this.#thinning)
      length = bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, samples[at]!)) * 32767), length);
    this.#phase = (this.#phase + samples.length) % this.#thinning;
    if (length === 0) return;
    const delayed = this.#remover.delaySeconds * 1e6;
    const of = Number(this.#file.split('-')[0]);
    if (this.#file === '' || startsMicroseconds - of > fileMicroseconds)
      this.#file = `${Math.round(startsMicroseconds + (first / this.#sampleRateHz) * 1e6 - delayed)}-${Math.round(this.#sampleRateHz / this.#thinning)}`;
    appendFileSync(join(this.#folder, `${this.#file}.pcm`), bytes.subarray(0, length), { mode: 0o600 });
  }

  /** Takes away what is older than it may be kept. */
  trim(nowMicroseconds: number, keepHours: number): void {
    this.#trimmed = nowMicroseconds;
    for (const { name, startsMicroseconds } of this.#files())
      if (startsMicroseconds + fileMicroseconds < nowMicroseconds - keepHours * 3600e6 && `${this.#file}.pcm` !== name)
        rmSync(join(this.#folder, name), { force: true });
  }

  /** Seconds of sound that lie on the disk, from the oldest to now. */
  keptSeconds(nowMicroseconds: number): number {
    const [first] = this.#files();
    return first === undefined ? 0 : Math.max(0, (nowMicroseconds - first.startsMicroseconds) / 1e6);
  }

  /** The sound of a span: as heard where that is still here, without voices where it is kept, else none. */
  of(fromMicroseconds: number, seconds: number): Kept | null {
    return this.#asHeard(fromMicroseconds, seconds) ?? this.#asKept(fromMicroseconds, seconds);
  }

  #asHeard(from: number, seconds: number): Kept | null {
    const until = from + seconds * 1e6;
    const parts: number[] = [];
    let starts = NaN;
    for (const { startsMicroseconds, samples } of this.#heard) {
      const first = Math.max(0, Math.ceil(((from - startsMicroseconds) / 1e6) * this.#sampleRateHz));
      const last = Math.min(samples.length, Math.floor(((until - startsMicroseconds) / 1e6) * this.#sampleRateHz));
      if (first >= last) continue;
      if (parts.length === 0) starts = Math.round(startsMicroseconds + (first / this.#sampleRateHz) * 1e6);
      for (let at = first; at < last; at++) parts.push(Math.round(Math.max(-1, Math.min(1, samples[at]!)) * 32767));
    }
    if (parts.length < 0.5 * seconds * this.#sampleRateHz) return null;
    return { startsMicroseconds: starts, sampleRateHz: this.#sampleRateHz, samples: Int16Array.from(parts) };
  }

  #asKept(from: number, seconds: number): Kept | null {
    const file = this.#files().findLast((each) => each.startsMicroseconds <= from);
    if (file === undefined) return null;
    const bytes = readFileSync(join(this.#folder, file.name));
    const first = Math.ceil(((from - file.startsMicroseconds) / 1e6) * file.sampleRateHz);
    const last = Math.min(Math.floor(bytes.length / 2), first + Math.floor(seconds * file.sampleRateHz));
    if (first >= last) return null;
    const samples = Int16Array.from({ length: last - first }, (_, at) => bytes.readInt16LE(2 * (first + at)));
    return {
      startsMicroseconds: Math.round(file.startsMicroseconds + (first / file.sampleRateHz) * 1e6),
      sampleRateHz: file.sampleRateHz,
      samples,
    };
  }

  #files(): { name: string; startsMicroseconds: number; sampleRateHz: number }[] {
    return readdirSync(this.#folder)
      .flatMap((name) => {
        const found = /^(\d+)-(\d+)\.pcm$/.exec(name);
        return found ? [{ name, startsMicroseconds: Number(found[1]), sampleRateHz: Number(found[2]) }] : [];
      })
      .sort((a, b) => a.startsMicroseconds - b.startsMicroseconds);
  }
}
