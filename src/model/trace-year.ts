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
    id: Type.Union(sectionIds.map((id) => Type.Literal(id))),
    rows: Type.Array(
      Type.Object({
        key: Type.String({ description: 'What is counted: a code, or a name as recorded' }),
        of: nullable(Type.String({ description: 'Type of firearm it is counted within; null: all' })),
        share: nullable(
          Type.Composite([shareSchema], { description: 'Null: held back, since it would show a count below five' }),
        ),
      }),
    ),
    drawn: nullable(Type.Integer({ description: 'How many of the rows the report shows first; null: all' })),
    folded: nullable(
      Type.Object(
        { groups: Type.Integer(), share: Type.Composite([shareSchema]) },
        { description: 'Groups of fewer than five each, together' },
      ),
    ),
    mean: nullable(
      Type.Object({
        value: nullable(Type.Number({ description: 'Null: held back, or nothing known' })),
        unit: Type.Union([Type.Literal('years')]),
        counted: Type.Integer({ description: 'Firearms it is the mean of' }),
        unknown: Type.Integer({ description: 'Firearms of which it is not known' }),
        national: nullable(
          Type.Object(
            { value: Type.Number(), year: Type.Integer() },
            { description: 'Mean ATF published for the country in that year' },
          ),
        ),
      }),
    ),
  },
  { $id: 'TraceYearSection', description: 'One section of a report of a year' },
);
export type YearSection = Static<typeof sectionSchema>;
export type YearRow = YearSection['rows'][number];

export const traceYearSchema = Type.Object(
  {
    report: Type.Union(yearReports.map((each) => Type.Literal(each))),
    year: Type.Integer(),
    place: Type.Object({
      agency: Type.String(),
      city: nullable(Type.String()),
      state: nullable(Type.String({ description: 'Postal code' })),
    }),
    audience: Type.Union(audiences.map((each) => Type.Literal(each))),
    firearms: Type.Integer({ description: 'Firearms recovered in the year and traced, each once' }),
    undated: Type.Integer({ description: 'Traced firearms without a day of recovery or of request: in no year' }),
    sections: Type.Array(sectionSchema),
    published: nullable(
      Type.Object(
        {
          year: Type.Integer(),
          state: Type.String({ description: 'Postal code' }),
          rows: Type.Array(
            Type.Object({ key: Type.String({ description: 'Source state' }), share: Type.Composite([shareSchema]) }),
          ),
        },
        { description: "ATF's own table of source states for the state, of that year or the nearest before" },
      ),
    ),
    caution: Type.String(),
  },
  { $id: 'TraceYear', description: 'Firearms recovered and traced in a year' },
);
export type TraceYear = Static<typeof traceYearSchema>;

export const traceYearsSchema = Type.Object(
  {
    years: Type.Array(
      Type.Object({ year: Type.Integer(), firearms: Type.Integer({ description: 'Recovered in it and traced' }) }),
      { description: 'The latest first' },
    ),
    undated: Type.Integer(),
  },
  { $id: 'TraceYears', description: 'Years of which there is a report' },
);
export type TraceYears = Static<typeof traceYearsSchema>;
