import { Type } from '@sinclair/typebox';
import { entityKindSchema } from '../../model/evidence.ts';
import { entityIdSchema } from '../../model/ids.ts';

/** Parameters and query strings of the routes; what is not named is refused. */

const strict = { additionalProperties: false } as const;

export const searchQuerySchema = Type.Object(
  {
    q: Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        'Serial number, name, address, licence, case or trace number, number of an alert or call; * stands for any run of characters, ? for one',
    }),
    kind: Type.Optional(entityKindSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20, description: 'Most results shown' })),
  },
  strict,
);

export const entityParamsSchema = Type.Object({ id: entityIdSchema }, strict);

export const printSchema = Type.Object(
  {
    purpose: Type.String({
      maxLength: 200,
      description: 'What it is printed for, as it stands at its head; may be empty',
    }),
  },
  strict,
);

export const recordParamsSchema = Type.Object(
  {
    record: Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'Number of a record as received',
    }),
  },
  strict,
);

export const runParamsSchema = Type.Object(
  { run: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Number of an import' }) },
  strict,
);

export const pageQuerySchema = Type.Object(
  {
    cursor: Type.Optional(
      Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9_-]+$', description: 'The `next` of the page before' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Most on a page' })),
  },
  strict,
);

export const runEntitiesQuerySchema = Type.Object(
  { ...pageQuerySchema.properties, kind: Type.Optional(entityKindSchema) },
  strict,
);

export const countiesQuerySchema = Type.Object(
  {
    ids: Type.String({
      pattern: '^[0-9]{5}(,[0-9]{5}){0,49}$',
      description: 'FIPS codes of counties, parted by commas, at most 50',
    }),
  },
  strict,
);

/** Years the store knows. */
const knownYear = '^[12]';
export const daySchema = Type.String({ format: 'date', pattern: knownYear, description: 'Day, YYYY-MM-DD' });

export const liveQuerySchema = Type.Object(
  {
    since: Type.Optional(
      Type.Union(
        [daySchema, Type.String({ format: 'date-time', pattern: knownYear, description: 'Moment, ISO 8601' })],
        {
          description: 'Where the reader last looked: a day, or a moment with its offset from UTC, ISO 8601',
        },
      ),
    ),
  },
  strict,
);

export const noQuerySchema = Type.Object({}, strict);
