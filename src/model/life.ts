import { Type, type Static } from '@sinclair/typebox';
import { entityIdSchema } from './ids.ts';
import { removalMethods, restorationGrades, restorationResults } from './values/serial-restoration.ts';
import { entityRefSchema, eventSchema, keptApartSchema, nullable, sourceRefSchema } from './evidence.ts';

/** A value the sources give, with how many say so; several entries for one name are sources that differ. */
export const factSchema = Type.Object(
  {
    name: Type.String({ description: 'serial, make, model, calibre, type, importer, name, born, address, licence, …' }),
    value: Type.String({ description: 'The value, cleaned' }),
    unread: Type.Optional(
      Type.Literal(true, { description: 'What is written could not be read: the value is as written' }),
    ),
    raw: Type.Array(Type.String(), { description: 'As written by the sources' }),
    sources: Type.Array(sourceRefSchema),
  },
  { $id: 'Fact', description: 'A value the sources give; several of one name are sources that differ' },
);
export type Fact = Static<typeof factSchema>;

export const timeToCrimeSchema = Type.Object(
  {
    days: nullable(Type.Integer({ description: 'Recovery minus first retail sale; null where it cannot be said' })),
    why: Type.String({ description: 'How it was computed, or why it cannot be said' }),
    soldOn: nullable(
      Type.String({ description: 'Day of the first retail sale, YYYY-MM-DD; null where none is recorded' }),
    ),
    recoveredOn: nullable(Type.String({ description: 'The recovery counted to: the first that is recorded' })),
    recoveries: Type.Integer({ description: 'Days of recovery recorded; with several, the first is counted to' }),
    sources: Type.Array(sourceRefSchema),
  },
  { $id: 'TimeToCrime', description: 'Days from the first retail sale to the first recovery' },
);
export type TimeToCrime = Static<typeof timeToCrimeSchema>;

const oneOf = <T extends string>(words: readonly T[], description: string) =>
  Type.Union(
    words.map((word) => Type.Literal(word)),
    { description },
  );

export const serialRestorationSchema = Type.Object(
  {
    removal: nullable(oneOf(removalMethods, 'How it was removed')),
    removalRaw: nullable(Type.String({ description: 'How it was removed, as written' })),
    positionsKnown: nullable(Type.Integer({ description: 'Characters that could be read before any restoration' })),
    attempted: nullable(Type.Boolean({ description: 'A laboratory tried to restore it' })),
    result: nullable(oneOf(restorationResults, 'What came of it')),
    laboratory: nullable(Type.String({ description: 'Laboratory, or its number of the examination, as written' })),
    restored: nullable(
      Type.String({ description: 'The number as restored; ? for a character that could not be read' }),
    ),
    grades: nullable(
      Type.Array(oneOf(restorationGrades, 'How sure of one'), {
        description: 'How sure the laboratory is of each character; null where it does not say',
      }),
    ),
    sources: Type.Array(sourceRefSchema),
  },
  { $id: 'SerialRestoration', description: 'How a serial number was removed and what was restored of it' },
);
export type SerialRestoration = Static<typeof serialRestorationSchema>;

export const lifeCutSchema = Type.Object(
  {
    records: nullable(
      Type.Object(
        {
          total: Type.Integer({ description: 'Source rows there are' }),
          read: Type.Integer({ description: 'Source rows that are read' }),
        },
        { description: 'Source rows there are and are read, those of the newest events; null where all are read' },
      ),
    ),
    links: Type.Array(
      Type.Object({
        id: entityIdSchema,
        label: Type.String({ description: 'Short name of it' }),
        total: Type.Integer({ description: 'Ballistic links there are' }),
        read: Type.Integer({ description: 'Ballistic links that are read' }),
      }),
      { description: 'The firearm and the incidents tied to it that have more ballistic links than are read' },
    ),
  },
  { $id: 'LifeCut', description: 'What is not read; null where everything is' },
);
export type LifeCut = Static<typeof lifeCutSchema>;

/** The life of a firearm: what is recorded, in order of time, with every interval nobody recorded as an event of its own. */
export const lifeSchema = Type.Object(
  {
    firearm: entityRefSchema,
    facts: Type.Array(factSchema),
    restorations: Type.Array(serialRestorationSchema, {
      description:
        'What is recorded of its serial number being removed and restored. A restored number joins nothing by itself',
    }),
    timeToCrime: timeToCrimeSchema,
    shootings: Type.Object(
      {
        hits: Type.Integer({ description: 'Tied by hits alone' }),
        leads: Type.Integer({ description: 'Tied only by way of an unconfirmed lead' }),
        retracted: Type.Integer({ description: 'Tied by a lead that was withdrawn' }),
      },
      { description: 'Shootings it is tied to' },
    ),
    now: nullable(Type.String({ description: 'Where the firearm is by the last property record, as written' })),
    sources: Type.Integer({ description: 'Source rows that speak of this firearm and are read' }),
    cut: nullable(lifeCutSchema),
    apart: Type.Array(keptApartSchema),
    disagreements: Type.Array(Type.String(), {
      description:
        'Names of the facts on which sources differ; rows-of-one-file: a file bears two rows under one number, the last is in force',
    }),
    events: Type.Array(eventSchema, { description: 'In order of time' }),
    caution: Type.String({ description: 'What must be said whenever this is shown' }),
  },
  { $id: 'Life', description: 'The life of a firearm, with every interval nobody recorded' },
);
export type Life = Static<typeof lifeSchema>;
