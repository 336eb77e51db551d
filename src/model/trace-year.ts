import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { shareSchema } from './trace-report.ts';

/** The reports of a year: as ATF gives one for each state, and the seven sections of its national report of 1999. */
export const yearReports = ['annual', 'national'] as const;
export type YearReportKind = (typeof yearReports)[number];

/** Whom a report is for: small counts are shown within the agency, and in nothing that leaves it. */
export const audiences = ['internal', 'outside'] as const;
export type Audience = (typeof audiences)[number];

/** A count below this of people or firearms might tell who they are of. */
export const smallCount = 5;

export const sectionIds = [
  'coverage',
  'types',
  'calibres',
  'sources',
  'reach',
  'time-to-crime',
  'possessor-ages',
  'crimes',
  'recovery-cities',
  'makes',
  'models',
  'purchaser-possessor',
  'age-type-speed',
  'obliterated',
  'multiple-sales',
] as const;
export type SectionId = (typeof sectionIds)[number];

export const annualSections: readonly SectionId[] = [
  'coverage',
  'types',
  'calibres',
  'sources',
  'time-to-crime',
  'possessor-ages',
  'crimes',
  'recovery-cities',
  'makes',
  'models',
];

export const nationalSections: readonly SectionId[] = [
  'coverage',
  'possessor-ages',
  'purchaser-possessor',
  'types',
  'age-type-speed',
  'sources',
  'reach',
  'obliterated',
  'multiple-sales',
];

/** Bands of age ATF publishes; no other age leaves the records. */
export const ageBands = [
  { id: '17-and-under', below: 18 },
  { id: '18-21', below: 22 },
  { id: '22-24', below: 25 },
  { id: '25-30', below: 31 },
  { id: '31-40', below: 41 },
  { id: '41-50', below: 51 },
  { id: 'over-50', below: Infinity },
] as const;

export const sectionSchema = Type.Object(
  {
    id: Type.Union(
      sectionIds.map((id) => Type.Literal(id)),
      { description: 'Which section' },
    ),
    rows: Type.Array(
      Type.Object({
        key: Type.String({ description: 'What is counted: a code, or a name as recorded' }),
        of: nullable(Type.String({ description: 'Type of firearm it is counted within; null: all' })),
        share: nullable(
          Type.Composite([shareSchema], { description: 'Null: held back, since it would show a count below five' }),
        ),
      }),
      { description: 'Groups in the order of the section' },
    ),
    drawn: nullable(Type.Integer({ description: 'How many of the rows the report shows first; null: all' })),
    folded: nullable(
      Type.Object(
        {
          groups: Type.Integer({ description: 'How many groups' }),
          share: Type.Composite([shareSchema], { description: 'All of them' }),
        },
        { description: 'Groups of fewer than five each, and others from which they could be computed, together' },
      ),
    ),
    withheld: Type.Boolean({
      description: 'All rows are held back: any would show a count below five, or let one be computed',
    }),
    mean: nullable(
      Type.Object(
        {
          value: nullable(Type.Number({ description: 'Null: held back, or nothing known' })),
          unit: Type.Union([Type.Literal('years')], { description: 'Unit of the mean' }),
          counted: Type.Integer({ description: 'Firearms it is the mean of' }),
          unknown: Type.Integer({ description: 'Firearms of which it is not known' }),
          national: nullable(
            Type.Object(
              { value: Type.Number({ description: 'Years' }), year: Type.Integer({ description: 'Of which year' }) },
              { description: 'Mean ATF published for the country in that year' },
            ),
          ),
        },
        { description: 'Mean of the section, where it has one' },
      ),
    ),
  },
  { $id: 'TraceYearSection', description: 'One section of a report of a year' },
);
export type YearSection = Static<typeof sectionSchema>;
export type YearRow = YearSection['rows'][number];

export const traceYearSchema = Type.Object(
  {
    report: Type.Union(
      yearReports.map((each) => Type.Literal(each)),
      { description: 'Which report' },
    ),
    year: Type.Integer({ description: 'Year of recovery' }),
    place: Type.Object(
      {
        agency: Type.String({ description: 'Name of the agency' }),
        city: nullable(Type.String({ description: 'Its city' })),
        state: nullable(Type.String({ description: 'Postal code' })),
      },
      { description: 'Whose firearms these are' },
    ),
    audience: Type.Union(
      audiences.map((each) => Type.Literal(each)),
      { description: 'For whom it is' },
    ),
    firearms: nullable(
      Type.Integer({
        description: 'Firearms recovered in the year and traced, each once; null: held back, fewer than five',
      }),
    ),
    undated: Type.Integer({ description: 'Traced firearms without a day of recovery or of request: in no year' }),
    governments: nullable(
      Type.Integer({
        description:
          'Of the firearms of the year those of governments and police: no first retail sale, in no source; null: held back with the firearms',
      }),
    ),
    sections: Type.Array(sectionSchema, { description: 'In the order of the report' }),
    published: nullable(
      Type.Object(
        {
          year: Type.Integer({ description: 'Year of the table' }),
          state: Type.String({ description: 'Postal code' }),
          rows: Type.Array(
            Type.Object({
              key: Type.String({ description: 'Source state' }),
              share: Type.Composite([shareSchema], { description: 'Of all ATF traced there to a source' }),
            }),
            { description: 'The most first' },
          ),
        },
        { description: "ATF's own table of source states for the state, of that year or the nearest before" },
      ),
    ),
    caution: Type.String({ description: 'What no report of traces says' }),
  },
  { $id: 'TraceYear', description: 'Firearms recovered and traced in a year' },
);
export type TraceYear = Static<typeof traceYearSchema>;

export const traceYearsSchema = Type.Object(
  {
    years: Type.Array(
      Type.Object({
        year: Type.Integer({ description: 'Year' }),
        firearms: Type.Integer({ description: 'Recovered in it and traced' }),
      }),
      { description: 'The latest first' },
    ),
    undated: Type.Integer({ description: 'Traced firearms in no year' }),
  },
  { $id: 'TraceYears', description: 'Years of which there is a report' },
);
export type TraceYears = Static<typeof traceYearsSchema>;
