import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { entityIdSchema } from './ids.ts';
import { hubFields, linkSchema, nodeSchema } from './links.ts';

/** Boards of links as they are saved, and as they are answered. */

/** What a board holds at most: so many a reader can still move about in. */
export const boardItemsMax = 5000;
/** Links drawn of a board at most; the newest stay. */
export const boardLinksMax = 40_000;
export const noteCharactersMax = 5000;

/** Colours a person may give a thing; what they stand for is the person's own. */
export const boardColours = ['blue', 'green', 'amber', 'red', 'violet'] as const;
export type BoardColour = (typeof boardColours)[number];

const strict = { additionalProperties: false } as const;
const idsSchema = (description: string) => Type.Array(entityIdSchema, { maxItems: boardItemsMax, description });
const dayOrNone = (description: string) =>
  nullable(Type.String({ pattern: '^[12]\\d{3}-\\d{2}-\\d{2}$', description: `${description}, YYYY-MM-DD` }));

export const boardContentSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          id: entityIdSchema,
          x: Type.Number({ description: 'Place from left to right, in units of the chart' }),
          y: Type.Number({ description: 'Place from below to above, in units of the chart' }),
        },
        strict,
      ),
      { maxItems: boardItemsMax, description: 'What stands on the board, and where' },
    ),
    roots: idsSchema('What the board was begun with or expanded from: drawn filled'),
    hidden: idsSchema('On the board, and not drawn'),
    pinned: idsSchema('Kept in place by every layout'),
    folded: idsSchema('Whose neighbours that hang on them alone are not drawn'),
    colours: Type.Array(
      Type.Object(
        {
          id: entityIdSchema,
          colour: Type.Union(
            boardColours.map((colour) => Type.Literal(colour)),
            { description: 'Its colour' },
          ),
        },
        strict,
      ),
      { maxItems: boardItemsMax, description: 'Things that were given a colour' },
    ),
    from: dayOrNone('First day shown'),
    to: dayOrNone('Last day shown'),
    history: Type.Boolean({ description: 'Links that were withdrawn or replaced are drawn too' }),
    groups: Type.Optional(Type.Boolean({ description: 'Things are drawn in the groups their links make' })),
    between: Type.Optional(
      Type.Boolean({ description: 'Things are drawn larger the more shortest ways run through them' }),
    ),
    dated: Type.Optional(Type.Boolean({ description: 'Links without a date are not drawn' })),
  },
  { ...strict, $id: 'BoardContent', description: 'What a board holds: ids, places and marks, no copy of any record' },
);
export type BoardContent = Static<typeof boardContentSchema>;

export const boardRightSchema = Type.Union([Type.Literal('own'), Type.Literal('edit'), Type.Literal('read')], {
  description: 'What the person asking may do: own includes edit, edit includes read',
});
export type BoardRight = Static<typeof boardRightSchema>;

const count = (description: string) => Type.Integer({ minimum: 0, description });

export const boardChangeSchema = Type.Object(
  {
    added: count('Things that came'),
    removed: count('Things that went'),
    moved: count('Things that stand elsewhere'),
    marked: count('Things hidden, shown, pinned, folded or coloured otherwise'),
    filters: Type.Boolean({
      description:
        'The time shown, or whether withdrawn links, undated ones, groups or what lies between are, is another',
    }),
  },
  { $id: 'BoardChange', description: 'What a version changed against the one before, of what the reader may see' },
);
export type BoardChange = Static<typeof boardChangeSchema>;

const who = (description: string) => Type.String({ description });
const when = (description: string) => Type.String({ description: `${description}, ISO 8601` });

export const boardVersionSchema = Type.Object(
  {
    version: Type.Integer({ minimum: 1, description: 'Its number, from 1' }),
    savedBy: who('Who saved it'),
    savedAt: when('When'),
    restoredFrom: nullable(Type.Integer({ description: 'The version it took up again' })),
    change: boardChangeSchema,
  },
  { $id: 'BoardVersion', description: 'One save of a board' },
);
export type BoardVersion = Static<typeof boardVersionSchema>;

export const boardSummarySchema = Type.Object(
  {
    board: Type.Integer({ minimum: 1, description: 'Number of the board' }),
    name: Type.String({ description: 'Its name' }),
    owner: who('Who made it'),
    may: boardRightSchema,
    version: Type.Integer({ description: 'The newest version' }),
    savedBy: who('Who saved that'),
    savedAt: when('When that was'),
    shared: Type.Boolean({ description: 'It is shared with somebody' }),
    binnedAt: nullable(when('When it was put into the bin')),
  },
  { $id: 'BoardSummary', description: 'A board in a list' },
);
export type BoardSummary = Static<typeof boardSummarySchema>;

export const boardNoteSchema = Type.Object(
  {
    note: Type.Integer({ minimum: 1, description: 'Number of the note' }),
    on: nullable(Type.String({ description: 'The thing or link (link:81) it is on; null for the board' })),
    text: Type.String({ description: 'What it says' }),
    writtenBy: who('Who wrote it'),
    writtenAt: when('When'),
    edited: Type.Boolean({ description: 'It said something else before' }),
  },
  { $id: 'BoardNote', description: 'A note on a board or on a thing of it' },
);
export type BoardNote = Static<typeof boardNoteSchema>;

/** A link as what a note is on. */
export const linkThing = (link: number | string) => `link:${link}`;
export const linkThingSchema = Type.String({ pattern: '^link:[1-9][0-9]{0,15}$', description: 'A link, link:81' });

export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const;
export type PictureType = (typeof pictureTypes)[number];

export const boardPictureSchema = Type.Object(
  {
    picture: Type.Integer({ minimum: 1, description: 'Number of the picture' }),
    on: nullable(Type.String({ description: 'The thing it is of; null for the board' })),
    type: Type.String({ description: 'Its media type' }),
    width: Type.Integer({ description: 'Pixels from left to right' }),
    height: Type.Integer({ description: 'Pixels from top to bottom' }),
    caption: Type.String({ description: 'What it shows, in the words of whoever put it there; may be empty' }),
    addedBy: who('Who put it there'),
    addedAt: when('When'),
  },
  { $id: 'BoardPicture', description: 'A picture on a board or on a thing of it; its bytes are asked for apart' },
);
export type BoardPicture = Static<typeof boardPictureSchema>;

export const boardEntitySchema = Type.Object(
  {
    ...nodeSchema.properties,
    handling: Type.Array(Type.String(), {
      description: 'Handling tags of every record of it that the reader may see: what is made of it inherits them',
    }),
  },
  { $id: 'BoardEntity', description: 'An entity on a board' },
);
export type BoardEntity = Static<typeof boardEntitySchema>;

const drawingFields = {
  entities: Type.Array(boardEntitySchema, { description: 'What stands on the board, as the store knows it now' }),
  links: Type.Array(linkSchema, { description: 'What ties it, as the store knows it now' }),
  linksTotal: Type.Integer({ description: 'Links there are between what stands on the board, given here or not' }),
};
export const drawingSchema = Type.Object(drawingFields, {
  $id: 'Drawing',
  description: 'Some entities, everything that ties them, and how they may be handled',
});
export type Drawing = Static<typeof drawingSchema>;

export const boardPageSchema = Type.Object(
  {
    board: boardSummarySchema,
    opened: boardVersionSchema,
    content: boardContentSchema,
    merged: Type.Array(
      Type.Object({
        was: Type.String({ description: 'The id that was saved' }),
        is: Type.String({ description: 'What it belongs to today' }),
      }),
      { description: 'Things that were joined with others since; the board shows what they belong to' },
    ),
    split: Type.Array(
      Type.Object({
        from: Type.String({ description: 'What stands on the board' }),
        other: Type.String({ description: 'What was parted from it, and does not stand on the board' }),
      }),
      { description: 'What was parted since from what stands on the board: it took its links along' },
    ),
    ...drawingFields,
    ...hubFields,
    notes: Type.Array(boardNoteSchema, {
      description: 'Of the newest version those of now, of an earlier one those of its time',
    }),
    pictures: Type.Array(boardPictureSchema, { description: 'Pictures, likewise' }),
  },
  { $id: 'BoardPage', description: 'A board, drawn anew from the store under the rights of the reader' },
);
export type BoardPage = Static<typeof boardPageSchema>;

export const boardShareSchema = Type.Object(
  {
    kind: Type.Union([Type.Literal('person'), Type.Literal('role')], { description: 'Shared with a person or a role' }),
    name: Type.String({ description: 'The name the person signs in with, or the role' }),
    may: Type.Union([Type.Literal('read'), Type.Literal('edit')], { description: 'What they may do with it' }),
    sharedBy: who('Who shared it'),
    sharedAt: when('When'),
  },
  { $id: 'BoardShare', description: 'With whom a board is shared' },
);
export type BoardShare = Static<typeof boardShareSchema>;

export const placedSchema = Type.Object(
  {
    id: entityIdSchema,
    lon: Type.Number({ description: 'Longitude, degrees' }),
    lat: Type.Number({ description: 'Latitude, degrees' }),
    precision: nullable(Type.String({ description: 'How exact the source gives it' })),
  },
  { $id: 'Placed', description: 'Where a place is, or where an incident happened' },
);
export type Placed = Static<typeof placedSchema>;
