import { Type } from '@sinclair/typebox';
import { indexModes, type IndexMode } from './trace-index.ts';

/** Shares counted of traces, in the order they are shown; each opens to the traces it counts. */
export const measureNames = [
  'dealerKnown',
  'purchaserKnown',
  'timeKnown',
  'short',
  'outOfState',
  'outOfCity',
  'sameCounty',
  'far',
  'purchaserIsPossessorStrict',
  'purchaserIsPossessorLoose',
  'usedWhereRecovered',
  'multipleSale',
  'obliterated',
  'stolen',
] as const;
export type MeasureName = (typeof measureNames)[number];

/** What is odd about a trace; codes are stable. */
export const flagCodes = [
  'not-counted',
  'sale-after-recovery',
  'negative-time',
  'dates-in-disorder',
  'sources-differ',
  'completed-before-requested',
  'traced-again',
  'recovered-before',
  'purchasers-differ',
  'theft-after-recovery',
  'theft-undated',
  'unknown-make',
  'dealer-several-licences',
  'licence-of-another-state',
  'time-differs',
  'row-odd',
] as const;
export type FlagCode = (typeof flagCodes)[number];

export const firearmClasses = ['handgun', 'long', 'other', 'unknown'] as const;
export type FirearmClass = (typeof firearmClasses)[number];

const day = (description: string) => Type.Optional(Type.String({ format: 'date', pattern: '^[12]', description }));
const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Optional(
    Type.Union(
      values.map((value: T[number]) => Type.Literal(value)),
      { description },
    ),
  );
const entity = (kind: string) =>
  Type.Optional(Type.String({ pattern: `^${kind}:[0-9]{1,16}$`, description: `Of this ${kind} alone` }));

/** What flows are told by beside their source: when, or where, a firearm was recovered, or where a shooting tied to it happened. */
export const flowColumns = ['year', 'quarter', 'city', 'county', 'district', 'incident-district'] as const;
export type FlowColumn = (typeof flowColumns)[number];

const onePlace = '([A-Z]{2,3}(-([0-9]{5}|none))?|[0-9]{5}|none|retail|government)';
const sourcePattern = `^${onePlace}(,${onePlace}){0,19}$`;
const sourceMeaning =
  'in this state (VA), county (51059), county of a state by the address (VA-51059), or in this state and no known county (VA-none); none: where is not known; retail: anywhere, known or not; government: no first retail sale, of governments and police, which are in none of the others; several, with commas: in any of them. A firearm traced more than once is of the source its sources are counted by';
const district = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 60, description }));

/** Which traces: a picture, and each list it opens to, is of those that fit all that is said. */
export const traceFilterProperties = {
  from: day('Recovered on this day or later'),
  to: day('Recovered on this day or earlier'),
  class: oneOf(
    firearmClasses,
    'Handguns (NCIC type P, PD, PR), long firearms (R, S, C), other ones, or those of no type',
  ),
  source: Type.Optional(Type.String({ pattern: sourcePattern, description: `First sold ${sourceMeaning}` })),
  district: district('Recovered in this district, as the city calls it; none: where is not recorded'),
  incidentDistrict: district(
    'Tied by ballistics to a shooting in this district, as the city calls it; untied: to none; none: to some, of no recorded district',
  ),
  mode: Type.Optional(
    Type.Union(
      indexModes.map((mode) => Type.Literal(mode)),
      {
        description:
          'Which index is shown; left out: that of the city once somebody signed its weights, else the published one',
      },
    ),
  ),
} as const;

export const traceFilterSchema = Type.Object(traceFilterProperties, { additionalProperties: false });

export interface TraceFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly class?: FirearmClass | undefined;
  readonly source?: string | undefined;
  readonly district?: string | undefined;
  readonly incidentDistrict?: string | undefined;
  readonly mode?: IndexMode | undefined;
}

export const traceListQuerySchema = Type.Object(
  {
    ...traceFilterProperties,
    measure: oneOf(measureNames, 'With `answer`: those of which this share is answered so'),
    answer: oneOf(['yes', 'no', 'unknown'] as const, 'What the share of `measure` says of the trace'),
    days: Type.Optional(
      Type.String({
        pattern: '^(none|[0-9]{1,6}-[0-9]{0,6})$',
        description: 'Days from sale to recovery, from and below: 0-91, 1095-; none: not known',
      }),
    ),
    score: Type.Optional(
      Type.String({
        pattern: '^(none|[0-9]{1,3}-[0-9]{1,3})$',
        description: 'Points of the index, from and below, 100 with the last: 80-85; none: no index',
      }),
    ),
    sold: Type.Optional(Type.String({ pattern: '^[12][0-9]{3}$', description: 'First sold in this year' })),
    recovered: Type.Optional(
      Type.String({
        pattern: '^([12][0-9]{3}(-[01][0-9]_[12][0-9]{3}-[01][0-9])?|none)$',
        description: 'Recovered in this year (2024), or these months (2023-10_2024-03); none: on no known day',
      }),
    ),
    ofSource: Type.Optional(
      Type.String({ pattern: sourcePattern, description: `Of those of \`source\` those first sold ${sourceMeaning}` }),
    ),
    by: oneOf(flowColumns, 'With `column`: what the columns of flows are'),
    column: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'With `by`: those that stand in this column of flows' }),
    ),
    year: Type.Optional(
      Type.String({
        pattern: '^[12][0-9]{3}$',
        description: 'Recovered in this year, or, where no day is recorded, asked for in it: as ATF counts years',
      }),
    ),
    recoveredIn: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'Recovered in this state' })),
    each: oneOf(
      ['firearm', 'recovery'] as const,
      'Each firearm once; firearm: by the trace its source is counted by; recovery: by that of its first recovery. Left out: every trace',
    ),
    dealer: entity('dealer'),
    purchaser: entity('person'),
    flag: oneOf(flagCodes, 'With this oddity; none is left out of the list then'),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 500, description: 'Most shown' })),
  },
  { additionalProperties: false },
);

export interface TraceListQuery extends TraceFilter {
  readonly measure?: MeasureName | undefined;
  readonly answer?: 'yes' | 'no' | 'unknown' | undefined;
  readonly days?: string | undefined;
  readonly score?: string | undefined;
  readonly sold?: string | undefined;
  readonly recovered?: string | undefined;
  readonly ofSource?: string | undefined;
  readonly by?: FlowColumn | undefined;
  readonly column?: string | undefined;
  readonly year?: string | undefined;
  readonly recoveredIn?: string | undefined;
  readonly each?: 'firearm' | 'recovery' | undefined;
  readonly dealer?: string | undefined;
  readonly purchaser?: string | undefined;
  readonly flag?: FlagCode | undefined;
  readonly limit?: number | undefined;
}
