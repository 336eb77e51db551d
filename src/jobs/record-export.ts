import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { entityId, parseEntityId } from '../model/ids.ts';
import { findNotes } from '../store/board-notes.ts';
import { findPictures } from '../store/board-pictures.ts';
import { findVersion, type StoredBoard } from '../store/boards.ts';
import { findEntityHandling } from '../store/entity-handling.ts';
import { boardFor, type BoardReader } from './board-right.ts';
import { describeUnknownIds, seenLinkSource, unknownIds } from './find-links.ts';
import { contentOfToday, idsOf, resolveItems } from './resolve-items.ts';

export interface ExportOrder {
  readonly kind: string;
  readonly board?: number | undefined;
  /** Without one, the newest. */
  readonly version?: number | undefined;
  readonly entities: readonly string[];
  readonly links: readonly string[];
}

/** What goes on record of an export: read from the store, not from whoever exports. */
export interface ExportAccount extends Readonly<Record<string, unknown>> {
  readonly export: string;
  readonly board?: number;
  readonly version?: number;
  /** What is in it, in the ids of today. */
  readonly entities: readonly string[];
  readonly links: number;
  /** Handling tags of every record of its entities and of its links, and of what its own notes may speak of. */
  readonly handling: readonly string[];
}

/**
 * What is in an export and how it may be handled. Refused is one of things or links that are not there for the reader, and
 * one of a saved board that names nothing that stands on it: its record would say of another picture what this one is.
 */
export async function accountOfExport(
  client: pg.ClientBase,
  reader: BoardReader,
  { kind, board, version, entities, links }: ExportOrder,
): Promise<ExportAccount> {
  const { agencyId, hidden } = reader;
  const saved = board === undefined ? null : await boardFor(client, reader, board, 'read');
  const unknown = await unknownIds(
    client,
    agencyId,
    entities.map((id) => parseEntityId(id)!),
    hidden,
  );
  if (unknown.length > 0)
    throw notThere('entity', `${describeUnknownIds(unknown.slice(0, 5))} Nothing was put on record.`);
  const today = await resolveItems(client, reader, entities);
  const named = new Set(today.values());
  const ofVersion = saved === null ? undefined : (version ?? saved.version);
  const spokenOf =
    saved === null ? [] : await ownNotesSpeakOf(client, reader, { board: saved, version: ofVersion!, named });
  const numbers = [...new Set([...named, ...spokenOf])].map((id) => parseEntityId(id)!.number);
  const drawn = await seenLinkSource(client, agencyId, hidden).links([...new Set(links)].map(Number));
  const between = drawn.filter(
    (link) => named.has(entityId(link.subjectKind, link.subject)) && named.has(entityId(link.objectKind, link.object)),
  );
  if (between.length < new Set(links).size)
    throw notThere(
      'link',
      `Expected links between the things named; ${new Set(links).size - between.length} of ${new Set(links).size} are no longer there, or tie others. Nothing was put on record.`,
    );
  const ofEntities = await findEntityHandling(client, agencyId, numbers, hidden);
  return {
    export: kind,
    ...(ofVersion === undefined ? {} : { board: board!, version: ofVersion }),
    entities: [...named],
    links: between.length,
    handling: [
      ...new Set([...[...ofEntities.values()].flat(), ...between.flatMap(({ handling }) => handling)]),
    ].toSorted(),
  };
}

/**
 * What notes and pictures on the board itself may speak of: anything that stands on the version, drawn or not. Nothing where
 * there are none; refused where nothing that is named stands on it.
 */
async function ownNotesSpeakOf(
  client: pg.ClientBase,
  reader: BoardReader,
  { board, version, named }: { board: StoredBoard; version: number; named: ReadonlySet<string> },
): Promise<string[]> {
  const { agencyId } = reader;
  const kept = await findVersion(client, agencyId, { board: board.board, version });
  if (kept === null) throw notThere('version', `The board has no version ${version}. Nothing was put on record.`);
  const content = contentOfToday(kept.content, await resolveItems(client, reader, idsOf(kept.content)));
  const ids = content.items.map(({ id }) => id);
  if (!ids.some((id) => named.has(id)))
    throw notThere(
      'entity',
      `Expected something that stands on version ${version} of the board; none of the things named does. Nothing was put on record. Save what is drawn, then export it.`,
    );
  const of = { board: board.board, at: version === board.version ? null : kept.savedAt };
  const own =
    (await findNotes(client, agencyId, of)).some(({ entity, link }) => entity === null && link === null) ||
    (await findPictures(client, agencyId, of)).some(({ entity }) => entity === null);
  return own ? ids : [];
}

const notThere = (what: string, says: string) =>
  new Failure('api.not-found', `${says} Load the board again, then export it.`, { detail: { what } });
