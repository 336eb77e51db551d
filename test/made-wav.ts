/** A WAV file as bytes, made for tests: what its header says may be another thing than what it holds. */
export interface MadeWav {
  readonly channels?: readonly (readonly number[] | Float32Array | Float64Array)[];
  readonly sampleRateHz?: number;
  readonly bits?: 8 | 16 | 24 | 32 | 64;
  readonly float?: boolean;
  readonly extensible?: boolean;
  /** With a `ds64` chunk that holds the true length. */
  readonly rf64?: boolean;
  readonly dataBytesSaid?: number;
  readonly wholeBytesSaid?: number;
  /** Chunks before the sound, of odd length too. */
  readonly before?: readonly (readonly [string, Uint8Array])[];
}

export function madeWav(made: MadeWav): Uint8Array {
  const { channels = [[]], sampleRateHz = 12_000, bits = 16, float = false } = made;
  const bytes = bits / 8;
  const frames = channels[0]!.length;
  const data = new DataView(new ArrayBuffer(frames * channels.length * bytes));
  for (let i = 0, at = 0; i < frames; i++)
    for (const channel of channels) {
      const value = channel[i]!;
      const whole = () =>
        Math.max(-(2 ** (bits - 1)), Math.min(2 ** (bits - 1) - 1, Math.round(value * 2 ** (bits - 1))));
      if (float && bits === 32) data.setFloat32(at, value, true);
      else if (float) data.setFloat64(at, value, true);
      else if (bits === 8) data.setUint8(at, whole() + 128);
      else if (bits === 16) data.setInt16(at, whole(), true);
      else if (bits === 24) {
        data.setUint16(at, whole() & 0xffff, true);
        data.setInt8(at + 2, whole() >> 16);
      } else data.setInt32(at, whole(), true);
      at += bytes;
    }
  const format = new DataView(new ArrayBuffer(made.extensible ? 40 : 16));
  const code = float ? 3 : 1;
  format.setUint16(0, made.extensible ? 0xfffe : code, true);
  format.setUint16(2, channels.length, true);
  format.setUint32(4, sampleRateHz, true);
  format.setUint32(8, sampleRateHz * bytes * channels.length, true);
  format.setUint16(12, bytes * channels.length, true);
  format.setUint16(14, bits, true);
  if (made.extensible) {
    format.setUint16(16, 22, true);
    format.setUint16(18, bits, true);
    format.setUint16(24, code, true);
    [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71].forEach((byte, i) => format.setUint8(26 + i, byte));
  }
  const long = new DataView(new ArrayBuffer(28));
  long.setBigUint64(8, BigInt(data.byteLength), true);
  return joined([
    made.rf64 ? 'RF64' : 'RIFF',
    word(made.rf64 ? 0xffffffff : (made.wholeBytesSaid ?? data.byteLength + 36)),
    'WAVE',
    ...(made.rf64 ? ['ds64', word(28), new Uint8Array(long.buffer)] : []),
    ...(made.before ?? []).flatMap(([name, body]) => [name, word(body.length), body, new Uint8Array(body.length % 2)]),
    'fmt ',
    word(format.byteLength),
    new Uint8Array(format.buffer),
    'data',
    word(made.dataBytesSaid ?? (made.rf64 ? 0xffffffff : data.byteLength)),
    new Uint8Array(data.buffer),
  ]);
}

function word(value: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setUint32(0, value, true);
  return new Uint8Array(bytes.buffer);
}

function joined(parts: readonly (string | Uint8Array)[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))));
}
