import { Type } from '@sinclair/typebox';

/** What people say of pairs and leads, where a lead may stand, and the steps between. */

const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );

export const reviewConclusions = ['LEAD', 'NO_LEAD', 'UNSUITABLE'] as const;
export type ReviewConclusion = (typeof reviewConclusions)[number];

export const examinerConclusions = ['IDENTIFICATION', 'INCONCLUSIVE', 'ELIMINATION', 'UNSUITABLE'] as const;
export type ExaminerConclusion = (typeof examinerConclusions)[number];

export const nibinStates = [
  'GENERATED',
  'PEER_REVIEWED',
  'DISSEMINATED',
  'ACKNOWLEDGED',
  'ASSIGNED',
  'INVESTIGATED',
  'CONFIRMATION_REQUESTED',
  'CONFIRMED_HIT',
  'NOT_CONFIRMED',
  'INCONCLUSIVE',
  'OUTCOME',
  'FEEDBACK',
  'RETRACTED',
] as const;
export type NibinState = (typeof nibinStates)[number];

export const nibinStandings = ['LEAD', 'HIT', 'WITHDRAWN'] as const;
export type NibinStanding = (typeof nibinStandings)[number];

export const nibinSteps = [
  'generate',
  'peer-review',
  'disseminate',
  'acknowledge',
  'assign',
  'investigate',
  'request-confirmation',
  'conclude',
  'record-outcome',
  'send-feedback',
  'retract',
] as const;
export type NibinStep = (typeof nibinSteps)[number];

/** Steps a person asks for by name; the others follow from reviews and conclusions. */
export const personalNibinSteps = [
  'disseminate',
  'acknowledge',
  'assign',
  'investigate',
  'request-confirmation',
  'record-outcome',
  'send-feedback',
] as const satisfies readonly NibinStep[];

export const nibinOutcomes = ['arrest', 'charge', 'conviction', 'firearm-recovered', 'exonerated', 'none'] as const;
export type NibinOutcome = (typeof nibinOutcomes)[number];

export const nibinStateSchema = oneOf(nibinStates, 'Where the lead stands');
export const nibinStandingSchema = oneOf(
  nibinStandings,
  'LEAD: possible association, not confirmed. HIT: an examiner concluded so and another verified it. WITHDRAWN: not confirmed, or taken back',
);
export const reviewConclusionSchema = oneOf(
  reviewConclusions,
  'What somebody said of the pair on a screen: LEAD is a possible association, UNSUITABLE that the scans cannot be compared',
);
