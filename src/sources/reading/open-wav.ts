import { Failure } from '../../model/errors.ts';

/** A recording opened: what its header says, and its sound in pieces. */
export interface WavReader {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  readonly encoding: 'integer' | 'float';
  /** Frames (one sample of each channel) that the header promises; null where whoever wrote it did not know yet. */
  readonly framesPromised: number | null;
  /**
   * The sound, −1 to 1 at full scale, an array for each channel. The arrays are filled anew for each block: what is kept
   * must be copied. May be read once.
   */
  blocks(): AsyncGenerator<WavBlock, WavEnd>;
}

export interface WavBlock {
  readonly frames: number;
  readonly channels: readonly Float32Array[];
}

/** What was seen by the end. */
export interface WavEnd {
  readonly frames: number;
  /** Frames that the header promised and the file does not hold. */
  readonly framesMissing: number;
  /** Samples that were no numbers, or infinite, and were read as silence. */
  readonly samplesNotNumbers: number;
}

/** More channels than any recorder has: a header that says more is not one of sound. */
const channelsMax = 256;
/** Fmt chunks are 16, 18 or 40 bytes long. */
const formatBytesMax = 4096;
/** Frames in a block: a second at 12 kHz; 256 channels of it are 12 MB. */
const blockFrames = 12_000;
const formatInteger = 1;
const formatFloat = 3;
const formatExtensible = 0xfffe;
/** What follows the two bytes of the format in the GUID of an extensible header. */
const guidRest = '000000001000800000aa00389b71';
/** Lengths that stand for "not known when this was written". */
const unknownLength = 0xffffffff;

/**
 * Opens a WAV recording: RIFF, RF64 or BW64; whole numbers of 8 to 32 bits and floating point of 32 or 64, plain or with
 * the extensible header; any number of channels. Memory is bounded, however long the recording.
 *
 * Fails with `sound.not-wav`, `sound.encoding` for what is packed, `sound.header` for a header that cannot be true, and
 * `file.truncated` where the file ends before its sound begins. A recording that ends early is read as far as it goes,
 * and its end says how much is missing.
 */
export async function openWav(bytes: AsyncIterable<Uint8Array>): Promise<WavReader> {
  const source = new ByteSource(bytes);
  const head = await source.take(12);
  if (head === null || !['RIFF', 'RF64', 'BW64'].includes(tag(head, 0)) || tag(head, 8) !== 'WAVE')
    throw new Failure('sound.not-wav', 'Expected a WAV recording (RIFF or RF64), got something else: save it as WAV.');
  const wholeBytes = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  let format: SoundFormat | null = null;
  let longDataBytes: number | null = null;
  for (;;) {
    const chunk = await source.take(8);
    if (chunk === null) throw early('its sound');
    const name = tag(chunk, 0);
    const length = new DataView(chunk.buffer, chunk.byteOffset).getUint32(4, true);
    if (name === 'data') {
      if (format === null) throw lying('a format before the sound', 'sound first');
      const unfinished = length === 0 && [0, unknownLength].includes(wholeBytes);
      const promised = length === unknownLength ? longDataBytes : unfinished ? null : length;
      return reader(source, format, promised);
    }
    if (name === 'fmt ' || name === 'ds64') {
      if (length > formatBytesMax) throw lying(`a chunk "${name.trim()}" of some bytes`, `${length} bytes`);
      const body = await source.take(length + (length % 2));
      if (body === null) throw early(`its chunk "${name.trim()}"`);
      if (name === 'fmt ') format = readFormat(body.subarray(0, length));
      else if (length >= 16) longDataBytes = Number(new DataView(body.buffer, body.byteOffset).getBigUint64(8, true));
    } else if (!(await source.skip(length + (length % 2)))) throw early('its sound');
  }
}

interface SoundFormat {
  readonly encoding: 'integer' | 'float';
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bitsPerSample: number;
  readonly sampleBytes: number;
}

function readFormat(body: Uint8Array): SoundFormat {
  if (body.length < 16) throw lying('a format of 16 bytes or more', `${body.length}`);
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  let code = view.getUint16(0, true);
  const channels = view.getUint16(2, true);
  const sampleRateHz = view.getUint32(4, true);
  const frameBytes = view.getUint16(12, true);
  const bitsPerSample = view.getUint16(14, true);
  if (code === formatExtensible) {
    if (body.length < 40) throw lying('an extensible format of 40 bytes', `${body.length}`);
    const rest = [...body.subarray(26, 40)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    code = rest === guidRest ? view.getUint16(24, true) : 0;
  }
  if (code !== formatInteger && code !== formatFloat)
    throw new Failure(
      'sound.encoding',
      `Expected sound as whole numbers (PCM) or floating point, got encoding ${code}: save it as 16-bit PCM.`,
      { detail: { encoding: code } },
    );
  const float = code === formatFloat;
  if (float ? bitsPerSample !== 32 && bitsPerSample !== 64 : bitsPerSample < 1 || bitsPerSample > 32)
    throw new Failure(
      'sound.encoding',
      `Expected ${float ? '32 or 64 bits of floating point' : '8, 16, 24 or 32 bits'} a sample, got ${bitsPerSample}: save it as 16-bit PCM.`,
      { detail: { bitsPerSample } },
    );
  if (channels < 1 || channels > channelsMax) throw lying(`1 to ${channelsMax} channels`, `${channels}`);
  if (sampleRateHz === 0) throw lying('a sample rate', '0');
  const sampleBytes = Math.ceil(bitsPerSample / 8);
  if (frameBytes !== sampleBytes * channels)
    throw lying(`${sampleBytes * channels} bytes for ${channels} samples of ${bitsPerSample} bits`, `${frameBytes}`);
  return { encoding: float ? 'float' : 'integer', channels, sampleRateHz, bitsPerSample, sampleBytes };
}

function reader(source: ByteSource, format: SoundFormat, promisedBytes: number | null): WavReader {
  const { encoding, channels, sampleRateHz, bitsPerSample, sampleBytes } = format;
  const frameBytes = sampleBytes * channels;
  const framesPromised = promisedBytes === null ? null : Math.ceil(promisedBytes / frameBytes);
  async function* blocks(): AsyncGenerator<WavBlock, WavEnd> {
    const into = Array.from({ length: channels }, () => new Float32Array(blockFrames));
    let bytesLeft = promisedBytes ?? Infinity;
    let frames = 0;
    let samplesNotNumbers = 0;
    while (bytesLeft >= frameBytes) {
      const wanted = Math.min(blockFrames * frameBytes, bytesLeft - (bytesLeft % frameBytes));
      const got = await source.takeUpTo(Number.isFinite(wanted) ? wanted : blockFrames * frameBytes);
      const whole = Math.floor(got.length / frameBytes);
      if (whole === 0) break;
      samplesNotNumbers += decode(got, whole, format, into);
      frames += whole;
      bytesLeft -= whole * frameBytes;
      yield { frames: whole, channels: into };
    }
    return { frames, framesMissing: framesPromised === null ? 0 : framesPromised - frames, samplesNotNumbers };
  }
  return { sampleRateHz, channels, bitsPerSample, encoding, framesPromised, blocks };
}

/** Fills the arrays of the channels; gives how many samples were no numbers. */
function decode(bytes: Uint8Array, frames: number, format: SoundFormat, into: readonly Float32Array[]): number {
  const { channels, sampleBytes, encoding } = format;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const step = sampleBytes * channels;
  let notNumbers = 0;
  for (let channel = 0; channel < channels; channel++) {
    const out = into[channel]!;
    let at = channel * sampleBytes;
    if (encoding === 'float') {
      for (let i = 0; i < frames; i++, at += step) {
        const value = sampleBytes === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true);
        const held = Math.fround(value);
        if (Number.isFinite(held)) out[i] = held;
        else {
          out[i] = 0;
          notNumbers++;
        }
      }
    } else if (sampleBytes === 2) {
      for (let i = 0; i < frames; i++, at += step) out[i] = view.getInt16(at, true) / 32768;
    } else if (sampleBytes === 1) {
      // Eight bits are without a sign, by the format's own history.
      for (let i = 0; i < frames; i++, at += step) out[i] = (bytes[at]! - 128) / 128;
    } else if (sampleBytes === 3) {
      for (let i = 0; i < frames; i++, at += step)
        out[i] = (((bytes[at + 2]! << 24) | (bytes[at + 1]! << 16) | (bytes[at]! << 8)) >> 8) / 8388608;
    } else {
      for (let i = 0; i < frames; i++, at += step) out[i] = view.getInt32(at, true) / 2147483648;
    }
  }
  return notNumbers;
}

function tag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function lying(expected: string, got: string): Failure {
  return new Failure(
    'sound.header',
    `Expected the header of the recording to give ${expected}, got ${got}: copy it again, or save it anew.`,
    { detail: { expected, got } },
  );
}

function early(before: string): Failure {
  return new Failure(
    'file.truncated',
    `Expected a whole recording, got one that ends before ${before}: copy it again.`,
  );
}

/** Bytes of a stream in the lengths asked for. */
class ByteSource {
  readonly #iterator: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#iterator = bytes[Symbol.asyncIterator]();
  }

  /** As many bytes, or null where the stream ends before. */
  async take(length: number): Promise<Uint8Array | null> {
    const taken = await this.takeUpTo(length);
    return taken.length < length ? null : taken;
  }

  async takeUpTo(length: number): Promise<Uint8Array> {
    if (this.#piece.length - this.#at >= length) return this.#cut(length);
    const out = new Uint8Array(length);
    let filled = 0;
    while (filled < length && (await this.#more())) {
      const part = this.#cut(Math.min(length - filled, this.#piece.length - this.#at));
      out.set(part, filled);
      filled += part.length;
    }
    return out.subarray(0, filled);
  }

  /** Passes over bytes without keeping them; false where the stream ends before. */
  async skip(length: number): Promise<boolean> {
    let left = length;
    while (left > 0 && (await this.#more())) left -= this.#cut(Math.min(left, this.#piece.length - this.#at)).length;
    return left === 0;
  }

  #cut(length: number): Uint8Array {
    const part = this.#piece.subarray(this.#at, this.#at + length);
    this.#at += length;
    return part;
  }

  async #more(): Promise<boolean> {
    while (this.#at >= this.#piece.length) {
      const next = await this.#iterator.next();
      if (next.done === true) return false;
      this.#piece = next.value;
      this.#at = 0;
    }
    return true;
  }
}
