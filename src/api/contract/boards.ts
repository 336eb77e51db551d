import { Type, type Static } from '@sinclair/typebox';
import {
  boardContentSchema,
  boardItemsMax,
  boardLinksMax,
  boardShareSchema,
  boardSummarySchema,
  boardVersionSchema,
  linkThingSchema,
  noteCharactersMax,
  placedSchema,
} from '../../model/boards.ts';
import { nullable } from '../../model/evidence.ts';
import { entityIdSchema } from '../../model/ids.ts';

const strict = { additionalProperties: false } as const;
const number = (description: string) => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description });
const board = number('Number of a board');
const version = Type.Integer({ minimum: 1, maximum: 2_000_000_000, description: 'Number of a version' });
const name = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S', description: 'Name of the board' });
/** A name of a person as they sign in: what an address may hold. */
const shareName = Type.String({ minLength: 1, maxLength: 120, description: 'Name of a person, or a role' });
const shareKind = Type.Union([Type.Literal('person'), Type.Literal('role')], { description: 'A person or a role' });
const noteText = Type.String({
  minLength: 1,
  maxLength: noteCharactersMax,
  pattern: '\\S',
  description: 'What the note says',
});

export const boardParamsSchema = Type.Object({ board }, strict);
export const boardVersionParamsSchema = Type.Object({ board, version }, strict);
export const boardNoteParamsSchema = Type.Object({ board, note: number('Number of a note') }, strict);
export const boardPictureParamsSchema = Type.Object({ board, picture: number('Number of a picture') }, strict);
export const boardShareParamsSchema = Type.Object({ board, kind: shareKind, name: shareName }, strict);

export const boardQuerySchema = Type.Object(
  {
    version: Type.Optional(version),
    history: Type.Optional(Type.Boolean({ description: 'Also links that were withdrawn or replaced; else as saved' })),
  },
  strict,
);

export const newBoardSchema = Type.Object({ name, content: boardContentSchema }, strict);
export const boardNameSchema = Type.Object({ name }, strict);
const base = Type.Integer({
  minimum: 1,
  maximum: 2_000_000_000,
  description: 'The version that was worked on; where it is no longer the newest, nothing is saved',
});
export const newVersionSchema = Type.Object({ base, content: boardContentSchema }, strict);
export const versionRestorationSchema = Type.Object({ base }, strict);
export const newNoteSchema = Type.Object(
  {
    on: nullable(
      Type.Union([entityIdSchema, linkThingSchema], {
        description: 'The thing or link (link:81) it is on; null for the board',
      }),
    ),
    text: noteText,
  },
  strict,
);
export const noteTextSchema = Type.Object({ text: noteText }, strict);
export const newShareSchema = Type.Object(
  {
    kind: shareKind,
    name: shareName,
    may: Type.Union([Type.Literal('read'), Type.Literal('edit')], { description: 'What they may do with it' }),
  },
  strict,
);
export const newPictureQuerySchema = Type.Object(
  {
    on: Type.Optional(entityIdSchema),
    caption: Type.Optional(Type.String({ maxLength: 200, description: 'What it shows' })),
  },
  strict,
);

export const boardsPageSchema = Type.Object(
  { items: Type.Array(boardSummarySchema) },
  { $id: 'Boards', description: 'Boards of the person and those shared with them, newest save first' },
);
export type BoardsPage = Static<typeof boardsPageSchema>;

export const boardVersionsPageSchema = Type.Object(
  { items: Type.Array(boardVersionSchema) },
  { $id: 'BoardVersions', description: 'Versions of a board, newest first' },
);
export type BoardVersionsPage = Static<typeof boardVersionsPageSchema>;

export const savedBoardSchema = Type.Object({ board, version }, { $id: 'SavedBoard', description: 'What was saved' });
export type SavedBoard = Static<typeof savedBoardSchema>;

export const boardSharesPageSchema = Type.Object(
  {
    items: Type.Array(boardShareSchema),
    people: Type.Array(
      Type.Object({
        name: Type.String({ description: 'The name the person signs in with' }),
        roles: Type.Array(Type.String(), { description: 'Roles of theirs that include boards' }),
      }),
      { description: 'People of the agency it can be shared with' },
    ),
    roles: Type.Array(Type.String(), { description: 'Roles it can be shared with' }),
  },
  { $id: 'BoardShares', description: 'With whom a board is shared, and could be' },
);
export type BoardSharesPage = Static<typeof boardSharesPageSchema>;

export const exportKinds = ['png', 'svg', 'graphml', 'csv', 'i2', 'entities', 'print'] as const;
export type ExportKind = (typeof exportKinds)[number];

export const exportSchema = Type.Object(
  {
    kind: Type.Union(
      exportKinds.map((kind) => Type.Literal(kind)),
      { description: 'What is made of it' },
    ),
    board: Type.Optional(board),
    version: Type.Optional(version),
    entities: Type.Array(entityIdSchema, { minItems: 1, maxItems: boardItemsMax, description: 'What is in it' }),
    links: Type.Array(Type.String({ pattern: '^[1-9][0-9]{0,15}$' }), {
      maxItems: boardLinksMax,
      description: 'Links in it, by their ids',
    }),
    purpose: Type.String({ maxLength: 200, description: 'What it is for; may be empty' }),
  },
  strict,
);

export const exportRecordSchema = Type.Object(
  {
    handling: Type.Array(Type.String(), {
      description: 'Handling tags of every record of its entities and of its links: what is given out carries them',
    }),
  },
  { $id: 'ExportRecord', description: 'What went on record of an export' },
);
export type ExportRecord = Static<typeof exportRecordSchema>;

export const drawingOrderSchema = Type.Object(
  {
    ids: Type.Array(entityIdSchema, { maxItems: boardItemsMax, description: 'What is drawn' }),
    history: Type.Optional(Type.Boolean({ description: 'Also links that were withdrawn or replaced' })),
  },
  strict,
);

export const placesOrderSchema = Type.Object(
  { ids: Type.Array(entityIdSchema, { maxItems: boardItemsMax, description: 'Places and incidents' }) },
  strict,
);
export const placesPageSchema = Type.Object(
  { items: Type.Array(placedSchema) },
  { $id: 'PlacedEntities', description: 'Those of some places and incidents that have a point' },
);
export type PlacesPage = Static<typeof placesPageSchema>;
