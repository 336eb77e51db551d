import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { BoardPicture, PictureType } from '../model/boards.ts';
import { Failure } from '../model/errors.ts';
import { readPicture } from '../model/picture.ts';
import { findPictures, savePicture } from '../store/board-pictures.ts';
import { boardFor, type BoardReader } from './board-right.ts';
import { shownPictures } from './load-board.ts';
import { thingNumber } from './write-board-note.ts';

export const pictureBytesMax = 2 * 1024 * 1024;
/** A side longer than this is more than any screen or sheet shows. */
export const pictureSideMax = 4096;
const picturesMax = 100;

function refused(expected: string, got: string): Failure {
  return new Failure('board.picture', `Expected ${expected}; got ${got}. Nothing was kept. Choose another picture.`, {
    detail: { what: 'picture', expected, got },
  });
}

/** The type and size of a picture that may be kept: by its bytes, whatever it is said to be. */
export function admitPicture(bytes: Uint8Array): { type: PictureType; width: number; height: number } {
  const picture = readPicture(bytes);
  if (picture.kind === 'none')
    throw refused(
      'a PNG, JPEG or WebP picture',
      picture.why === 'broken' ? 'a file that is cut off or damaged' : 'a file of another kind',
    );
  const { type, width, height, metadata } = picture;
  if (width > pictureSideMax || height > pictureSideMax)
    throw refused(`a picture of at most ${pictureSideMax} pixels a side`, `one of ${width} by ${height}`);
  if (metadata.length > 0)
    throw refused(
      'a picture without what a camera or an editor writes beside it (place, time, owner, text)',
      `one with ${[...new Set(metadata)].slice(0, 5).join(', ')}`,
    );
  return { type, width, height };
}

/** Puts a picture on a board or on a thing of it. */
export async function saveBoardPicture(
  client: pg.ClientBase,
  reader: BoardReader,
  order: { board: number; on: string | null; caption: string; content: Buffer },
): Promise<BoardPicture> {
  const { board, content, caption } = order;
  const admitted = admitPicture(content);
  await boardFor(client, reader, board, 'edit');
  const there = await findPictures(client, reader.agencyId, { board, at: null });
  if (there.length >= picturesMax) throw refused(`at most ${picturesMax} pictures on a board`, 'one more');
  const saved = await savePicture(client, reader, {
    board,
    entity: await thingNumber(client, reader, order.on),
    caption,
    content,
    sha256: createHash('sha256').update(content).digest(),
    ...admitted,
  });
  return (await shownPictures(client, reader, [saved]))[0]!;
}
