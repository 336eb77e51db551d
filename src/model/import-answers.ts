import { Type, type Static } from '@sinclair/typebox';
import { entityRefSchema, nullable } from './evidence.ts';

/** Answers about imports: runs, rejects, guesses, previews. */

export const runSchema = Type.Object(
  {
    run: Type.Integer({ description: 'Number of the import' }),
    feed: Type.String({ description: 'Feed, e.g. etrace' }),
    file: Type.String({ description: 'Name of the file' }),
    bytes: Type.Integer({ description: 'Size of the file' }),
    state: Type.Union(
      [Type.Literal('RUNNING'), Type.Literal('COMPLETE'), Type.Literal('FAILED'), Type.Literal('INTERRUPTED')],
      { description: 'How far it is: FAILED and INTERRUPTED kept nothing' },
    ),
    read: Type.Integer({ description: 'Rows read' }),
    accepted: Type.Integer({ description: 'Rows kept' }),
    rejected: Type.Integer({ description: 'Rows that could not be kept' }),
    duplicates: Type.Integer({ description: 'Rows known already' }),
    mapping: nullable(Type.String({ description: 'Name of the saved mapping it was read with' })),
    startedBy: Type.String({ description: 'Who started it' }),
    startedAt: Type.String({ description: 'ISO 8601' }),
    finishedAt: nullable(Type.String({ description: 'ISO 8601; null while it runs' })),
    linkedAt: nullable(Type.String({ description: 'When its rows were joined into entities and links' })),
    failure: nullable(
      Type.Object(
        {
          code: Type.String({ description: 'Stable code of the failure' }),
          message: Type.String({ description: 'What happened and what to do' }),
        },
        { description: 'Why it failed' },
      ),
    ),
  },
  { $id: 'ImportRun', description: 'The import of a file' },
);
export type ImportRun = Static<typeof runSchema>;

/** An entity the records of an import speak of. */
export const runEntitySchema = Type.Object(
  {
    ...entityRefSchema.properties,
    record: Type.Integer({ description: 'The first record of the import that speaks of it' }),
    line: Type.Integer({ description: 'Line of that record in the file' }),
    fresh: Type.Boolean({ description: 'No record before spoke of it' }),
  },
  { $id: 'ImportEntity', description: 'An entity the rows of an import speak of' },
);
export type RunEntity = Static<typeof runEntitySchema>;

export const rejectSchema = Type.Object(
  {
    line: Type.Integer({ description: 'Line of the file' }),
    code: Type.String({ description: 'Stable code of the reason' }),
    field: nullable(Type.String({ description: 'The field it is about' })),
    expected: Type.String({ description: 'What was expected' }),
    got: Type.String({ description: 'What was there' }),
    cells: Type.Array(Type.String(), { description: 'The row as received, but for what is masked' }),
  },
  { $id: 'Reject', description: 'A row that could not be kept, and why' },
);

export const columnGuessSchema = Type.Object(
  {
    column: Type.String({ description: 'Header as in the file' }),
    field: nullable(Type.String({ description: 'Proposed field, or null: kept and read by nothing' })),
    confidence: Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'How sure the proposal is; not a statement about a person',
    }),
    why: Type.String({ description: 'Header, values or both' }),
    sample: Type.Array(Type.String(), { description: 'First distinct values' }),
  },
  { $id: 'ColumnGuess', description: 'What a column is proposed to be read as' },
);
export type ColumnGuess = Static<typeof columnGuessSchema>;

export const mappingSchema = Type.Object(
  {
    feed: Type.String({ description: 'Feed, e.g. etrace' }),
    layout: Type.String({ description: 'Layout within the feed, e.g. results' }),
    columns: Type.Record(Type.String(), Type.String(), { description: 'Header in the file → field' }),
    constants: Type.Optional(
      Type.Record(Type.String(), Type.String(), { description: 'Field → value, for fields no column has' }),
    ),
    timeZone: Type.Optional(Type.String({ description: 'IANA zone' })),
    utcColumns: Type.Optional(
      Type.Array(Type.String({ maxLength: 1_000 }), {
        maxItems: 1_000,
        description: 'Columns whose times are in UTC; left out: those whose header says so',
      }),
    ),
    dateOrder: Type.Optional(
      Type.Union([Type.Literal('mdy'), Type.Literal('dmy'), Type.Literal('ymd')], {
        description: 'Order of day, month and year where figures leave it open',
      }),
    ),
    headerLine: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000,
        description: 'Line of the header; 0: none, columns are named by place',
      }),
    ),
    headerLines: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(2)], { description: 'Lines the header has' })),
  },
  { $id: 'Mapping', description: 'How the columns of a file are read' },
);

export const guessSchema = Type.Object(
  {
    feed: nullable(Type.String({ description: 'Proposed feed; null: none fits' })),
    layout: nullable(Type.String({ description: 'Proposed layout' })),
    confidence: Type.Number({ description: 'How sure the proposal is, from 0 to 1' }),
    mapping: nullable(mappingSchema),
    columns: Type.Array(columnGuessSchema, { description: 'In the order of the file' }),
    alternatives: Type.Array(
      Type.Object({
        feed: Type.String({ description: 'Feed, e.g. etrace' }),
        layout: Type.String({ description: 'Layout within the feed' }),
        confidence: Type.Number({ description: 'How sure it is, from 0 to 1' }),
      }),
      {
        description: 'Other feeds and layouts, the likeliest first',
      },
    ),
    note: Type.Optional(Type.String({ description: 'Why rows would be rejected all the same, where most would be' })),
  },
  { $id: 'Guess', description: 'What a file never seen is proposed to be read as' },
);
export type Guess = Static<typeof guessSchema>;

export const previewSchema = Type.Object(
  {
    upload: Type.String({ description: 'Names the uploaded file in the requests that follow; kept for an hour' }),
    file: Type.String({ description: 'Name of the file' }),
    guess: guessSchema,
    header: Type.Array(Type.String(), { description: 'Columns as in the file' }),
    rows: Type.Array(
      Type.Object({
        line: Type.Integer({ description: 'Line of the file' }),
        cells: Type.Array(Type.String(), { description: 'The row as received, but for what is masked' }),
        outcome: Type.Union([Type.Literal('accepted'), Type.Literal('rejected'), Type.Literal('unread')], {
          description: 'What becomes of the row; unread: nobody has said yet what the file is',
        }),
        reject: nullable(
          Type.Object(
            {
              code: Type.String({ description: 'Stable code of the reason' }),
              field: nullable(Type.String({ description: 'The field it is about' })),
              expected: Type.String({ description: 'What was expected' }),
              got: Type.String({ description: 'What was there' }),
            },
            { description: 'Why it cannot be kept' },
          ),
        ),
        read: Type.Array(
          Type.Object({
            table: Type.String({ description: 'Typed table' }),
            values: Type.Record(Type.String(), Type.Unknown(), { description: 'By column' }),
          }),
          { description: 'What is read from it' },
        ),
      }),
      { description: 'The first 100 rows, read with the mapping where there is one' },
    ),
    layouts: Type.Array(
      Type.Object({
        feed: Type.String({ description: 'Feed, e.g. etrace' }),
        layout: Type.String({ description: 'Layout within the feed' }),
        title: Type.String({ description: 'What it is, in plain words' }),
        fields: Type.Array(
          Type.Object({
            name: Type.String({ description: 'Name of the field in mappings' }),
            kind: Type.String({ description: 'Kind of value' }),
            about: Type.String({ description: 'What it means' }),
            required: Type.Boolean({ description: 'Whether a row without it is rejected' }),
          }),
          { description: 'Fields a column can be read as' },
        ),
      }),
      { description: 'Every layout a file can be read as, for the choice' },
    ),
  },
  { $id: 'Preview', description: 'The first rows of an uploaded file, and what it is proposed to be' },
);
export type Preview = Static<typeof previewSchema>;
