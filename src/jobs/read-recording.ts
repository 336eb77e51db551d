import { openWav, type WavReader } from '../sources/reading/open-wav.ts';
import { namingFile } from './naming-file.ts';
import { openPlainFile, unreadable } from './open-plain-file.ts';

const readBytes = 256 * 1024;

/** Opens a WAV recording for as long as it is read, in bounded memory. */
export function readRecording<T>(file: string, read: (wav: WavReader) => Promise<T>): Promise<T> {
  return namingFile(file, async () => {
    const { handle } = await openPlainFile(file);
    const bytes = handle.createReadStream({ highWaterMark: readBytes });
    try {
      return await read(await openWav(readable(file, bytes)));
    } finally {
      bytes.destroy();
    }
  });
}

async function* readable(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    throw unreadable(file, error);
  }
}
