/** A sound of one channel, from -1 to 1. */
export interface Sound {
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
}

const headBytes = 44;

/** A sound as the service writes it: a plain WAV file of 16 bits and one channel; null for anything else. */
export function readSound(file: ArrayBuffer): Sound | null {
  if (file.byteLength < headBytes) return null;
  const view = new DataView(file);
  const word = (at: number) => String.fromCharCode(...new Uint8Array(file, at, 4));
  if (word(0) !== 'RIFF' || word(8) !== 'WAVE' || view.getUint16(22, true) !== 1 || view.getUint16(34, true) !== 16)
    return null;
  const count = Math.min(view.getUint32(40, true), file.byteLength - headBytes) >> 1;
  const samples = Float32Array.from({ length: count }, (_, at) => view.getInt16(headBytes + 2 * at, true) / 32_768);
  return { sampleRateHz: view.getUint32(24, true), samples };
}

/** The same at a rate that browsers play: what is kept without voices has too few samples a second for them. */
export function atRate({ sampleRateHz, samples }: Sound, rateMin: number): Sound {
  if (sampleRateHz >= rateMin || samples.length === 0) return { sampleRateHz, samples };
  const times = Math.ceil(rateMin / sampleRateHz);
  const fine = Float32Array.from({ length: samples.length * times }, (_, at) => {
    const place = at / times;
    const before = Math.floor(place);
    const a = samples[before]!;
    return a + ((samples[before + 1] ?? a) - a) * (place - before);
  });
  return { sampleRateHz: sampleRateHz * times, samples: fine };
}

/** The least and most of each stretch: what is drawn of a wave in so many columns. */
export function waveColumns(
  { sampleRateHz, samples }: Sound,
  { from, until, columns }: { from: number; until: number; columns: number },
): { low: Float32Array; high: Float32Array } {
  const low = new Float32Array(columns);
  const high = new Float32Array(columns);
  for (let column = 0; column < columns; column++) {
    const start = Math.floor((from + ((until - from) * column) / columns) * sampleRateHz);
    const end = Math.max(start + 1, Math.floor((from + ((until - from) * (column + 1)) / columns) * sampleRateHz));
    for (let at = Math.max(0, start); at < Math.min(samples.length, end); at++) {
      low[column] = Math.min(low[column]!, samples[at]!);
      high[column] = Math.max(high[column]!, samples[at]!);
    }
  }
  return { low, high };
}

/** Decibels by column of time and row of frequency (from 0 to half the rate), windowed as by Hann. */
export function spectrogram(
  { sampleRateHz, samples }: Sound,
  { from, until, columns, rows }: { from: number; until: number; columns: number; rows: number },
): Float32Array {
  const size = 2 * rows;
  const window = Float32Array.from({ length: size }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / size));
  const answer = new Float32Array(columns * rows).fill(-120);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  for (let column = 0; column < columns; column++) {
    const middle = Math.round((from + ((until - from) * (column + 0.5)) / columns) * sampleRateHz);
    if (middle < 0 || middle >= samples.length) continue;
    for (let at = 0; at < size; at++) {
      real[at] = (samples[middle - rows + at] ?? 0) * window[at]!;
      imaginary[at] = 0;
    }
    transform(real, imaginary);
    for (let row = 0; row < rows; row++) {
      const power = (real[row]! ** 2 + imaginary[row]! ** 2) / (rows * rows);
      answer[row * columns + column] = 10 * Math.log10(power + 1e-12);
    }
  }
  return answer;
}

/** Fourier transform in place, of a power of two (Cooley and Tukey, Mathematics of Computation 19, 1965). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const count = real.length;
  for (let at = 1, turned = 0; at < count; at++) {
    let bit = count >> 1;
    for (; turned & bit; bit >>= 1) turned ^= bit;
    turned ^= bit;
    if (at < turned) {
      [real[at], real[turned]] = [real[turned]!, real[at]!];
      [imaginary[at], imaginary[turned]] = [imaginary[turned]!, imaginary[at]!];
    }
  }
  for (let length = 2; length <= count; length <<= 1) {
    const angle = (-2 * Math.PI) / length;
    for (let start = 0; start < count; start += length)
      for (let at = 0; at < length / 2; at++) {
        const [cos, sin] = [Math.cos(angle * at), Math.sin(angle * at)];
        const [a, b] = [start + at, start + at + length / 2];
        const r = real[b]! * cos - imaginary[b]! * sin;
        const i = real[b]! * sin + imaginary[b]! * cos;
        [real[b], imaginary[b]] = [real[a]! - r, imaginary[a]! - i];
        [real[a], imaginary[a]] = [real[a]! + r, imaginary[a]! + i];
      }
  }
}
