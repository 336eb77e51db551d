import { Type } from '@sinclair/typebox';
import { mappingSchema, rejectSchema, runEntitySchema, runSchema } from '../../model/import-answers.ts';
import { nullable } from '../../model/evidence.ts';

const nextSchema = nullable(Type.String({ description: 'Cursor of the next page; null at the end' }));

export const importsPageSchema = Type.Object(
  { items: Type.Array(runSchema, { description: 'Newest first' }), next: nextSchema },
  { $id: 'ImportsPage', description: 'Imports, in pages' },
);

export const importPageSchema = Type.Object(
  {
    ...runSchema.properties,
    sections: Type.Array(
      Type.Object({
        section: Type.Integer({ description: 'Number of the header in the file' }),
        sheet: nullable(Type.String({ description: 'Name of the sheet of a workbook' })),
        layout: Type.String({ description: 'Layout it was read as' }),
        columns: Type.Array(Type.String(), { description: 'Header as in the file' }),
        mapping: mappingSchema,
      }),
      { description: 'Headers found in the file, each with how its columns were read' },
    ),
    skipped: Type.Array(
      Type.Object({
        line: Type.Integer({ description: 'Line of the file' }),
        why: Type.String({ description: 'What it is taken for' }),
      }),
      {
        description: 'The first 100 lines that are no rows, and what they are',
      },
    ),
    warnings: Type.Array(
      Type.Object({
        code: Type.String({ description: 'Stable code' }),
        message: Type.String({ description: 'What is doubtful, in plain words' }),
        column: Type.Optional(Type.String({ description: 'The column it is about, where it is about one' })),
        rows: Type.Optional(
          Type.Integer({ description: 'How many rows of the file carry it, where it is about rows' }),
        ),
        first: Type.Optional(
          Type.Object(
            {
              line: Type.Integer({ description: 'Line of the file' }),
              column: Type.String({ description: 'Header in the file' }),
              value: Type.String({ description: 'The cell as written' }),
            },
            { description: 'The first cell it is about, where it is about a date' },
          ),
        ),
      }),
      {
        description:
          'What makes the file as a whole doubtful, such as dates of two orders in one column, and how many rows carry each warning',
      },
    ),
  },
  { $id: 'ImportPage', description: 'An import with the headers it found and the lines it passed over' },
);

export const rejectsPageSchema = Type.Object(
  { items: Type.Array(rejectSchema, { description: 'In the order of the file' }), next: nextSchema },
  { $id: 'RejectsPage', description: 'Rejected rows, in pages' },
);

export const runEntitiesPageSchema = Type.Object(
  {
    items: Type.Array(runEntitySchema, {
      description: 'In the order of the file, by the first row that speaks of each; empty until the rows are joined',
    }),
    next: nextSchema,
  },
  { $id: 'ImportEntitiesPage', description: 'Entities of an import, in pages' },
);

const { feed, layout, columns, constants, timeZone, utcColumns, dateOrder, headerLine, headerLines } =
  mappingSchema.properties;
/** A mapping as callers send it: nothing else in it, and of bounded size. */
export const mappingBodySchema = Type.Object(
  { feed, layout, columns, constants, timeZone, utcColumns, dateOrder, headerLine, headerLines },
  { additionalProperties: false, description: 'How the columns of the file are read' },
);

export const mappingNameSchema = Type.String({
  pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._-]{0,79}$',
  description: 'Name of a mapping: letters, digits, spaces, dots, hyphens',
});
export const mappingParamsSchema = Type.Object({ name: mappingNameSchema }, { additionalProperties: false });

export const mappingsPageSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        name: Type.String({ description: 'Name of the mapping' }),
        version: Type.Integer({ description: 'Its newest version' }),
        feed: Type.String({ description: 'Feed, e.g. etrace' }),
        layout: Type.String({ description: 'Layout within the feed' }),
        savedBy: Type.String({ description: 'Who saved that version' }),
        savedAt: Type.String({ description: 'ISO 8601' }),
      }),
      { description: 'By name' },
    ),
  },
  { $id: 'MappingsPage', description: 'Saved mappings' },
);

export const uploadFormSchema = Type.Object(
  { file: Type.String({ format: 'binary', description: 'The file, of at most 1 GiB' }) },
  { additionalProperties: false },
);

export const uploadIdSchema = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$', description: 'Names an uploaded file' });
export const uploadParamsSchema = Type.Object({ upload: uploadIdSchema }, { additionalProperties: false });
export const previewBodySchema = Type.Object(
  { mapping: Type.Optional(mappingBodySchema) },
  { additionalProperties: false, description: 'Without a mapping: read as what it looks like' },
);

export const importOrderSchema = Type.Object(
  {
    upload: uploadIdSchema,
    mapping: mappingBodySchema,
    mappingName: Type.Optional(mappingNameSchema),
    dryRun: Type.Optional(Type.Boolean({ description: 'Do everything and keep nothing: the counts are the answer' })),
  },
  { additionalProperties: false },
);

export const idempotencySchema = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 8,
      maxLength: 200,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'The same key and body again give the same answer',
    }),
  ),
});
