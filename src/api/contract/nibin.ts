import { Type } from '@sinclair/typebox';
import {
  examinerConclusions,
  nibinOutcomes,
  nibinStandings,
  nibinStateSchema,
  personalNibinSteps,
  reviewConclusionSchema,
} from '../../model/nibin-states.ts';
import { daySchema } from './requests.ts';

const strict = { additionalProperties: false } as const;
const number = (description: string) => Type.Integer({ minimum: 1, maximum: 2_000_000_000, description });
const words = (description: string, maxLength = 2000) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description });
const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value as T[number])),
    { description },
  );
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100, description: 'Most shown' }));
const revision = Type.Integer({
  minimum: 0,
  maximum: 2_000_000_000,
  description: 'Revision of the lead that was looked at',
});
const day = (description: string) => Type.Optional(Type.String({ ...daySchema, description }));

export const candidateQueueQuerySchema = Type.Object(
  {
    state: Type.Optional(oneOf(['review', 'waiting', 'consensus', 'settled'], 'Pairs that stand so for the reader')),
    limit,
  },
  strict,
);
export const candidatePairParamsSchema = Type.Object(
  { a: number('Number of an exhibit'), b: number('Number of another exhibit, the greater of both') },
  strict,
);
export const giveReviewSchema = Type.Object(
  {
    conclusion: reviewConclusionSchema,
    note: Type.Optional(Type.String({ maxLength: 2000, description: 'What was seen' })),
  },
  strict,
);
export const proposeConsensusSchema = Type.Object(
  { conclusion: reviewConclusionSchema, reason: words('Why those who differ could agree on it') },
  strict,
);

export const nibinLeadsQuerySchema = Type.Object(
  {
    state: Type.Optional(nibinStateSchema),
    standing: Type.Optional(oneOf(nibinStandings, 'What it stands for')),
    cursor: Type.Optional(Type.String({ maxLength: 200, description: 'The `next` of the page before' })),
    limit,
  },
  strict,
);
export const nibinLeadParamsSchema = Type.Object({ lead: number('Number of a NIBIN lead') }, strict);
export const nibinConclusionParamsSchema = Type.Object(
  { lead: number('Number of a NIBIN lead'), conclusion: number('Number of a conclusion') },
  strict,
);
export const nibinRecallParamsSchema = Type.Object(
  { lead: number('Number of a NIBIN lead'), recall: number('Number of what is called back') },
  strict,
);
export const nibinNoticeParamsSchema = Type.Object({ notice: number('Number of a notice') }, strict);

const giftSchema = Type.Object(
  {
    side: oneOf(['inside', 'outside'], 'Within the agency, or elsewhere'),
    name: words('Inside the name they sign in with, outside who it is', 200),
    purpose: words('For what', 500),
  },
  strict,
);
export const giveNibinLeadSchema = giftSchema;
export const disseminateSchema = Type.Object(
  {
    revision,
    recipients: Type.Array(giftSchema, { minItems: 1, maxItems: 50, description: 'Who receives it' }),
    confidence: Type.Optional(
      words('How sure whoever gives it out is, in words: what was seen and how much of it; no percentage', 500),
    ),
    otherNumber: Type.Optional(words('Number the network or a laboratory gave it', 60)),
  },
  strict,
);
export const nibinStepOrderSchema = Type.Object(
  {
    revision,
    step: oneOf(
      personalNibinSteps.filter((step) => step !== 'disseminate'),
      'Which step',
    ),
    note: Type.Optional(words('Why, what was done, what was told')),
    assignee: Type.Optional(words('Name a detective or analyst signs in with', 200)),
    outcome: Type.Optional(oneOf(nibinOutcomes, 'What came of it')),
    suspected: Type.Optional(
      Type.Boolean({ description: 'The cases were suspected to be tied before anybody compared them' }),
    ),
  },
  strict,
);
export const retractNibinLeadSchema = Type.Object({ revision, reason: words('Which error was found') }, strict);
export const concludeSchema = Type.Object(
  {
    revision,
    conclusion: oneOf(examinerConclusions, 'What the examiner concluded on the specimens'),
    method: words('How the specimens were compared', 500),
    limitation: words('What the report says of the limits of the conclusion'),
    report: words('Number of the report', 60),
    on: Type.String({ ...daySchema, description: 'Day of the conclusion, YYYY-MM-DD' }),
    accreditation: Type.Optional(words('Accreditation of the examiner or laboratory', 200)),
  },
  strict,
);
export const verifySchema = Type.Object(
  {
    revision,
    agrees: Type.Boolean({ description: 'Whether the second examiner agrees' }),
    note: Type.Optional(words('What the second examiner says; needed where they do not agree')),
  },
  strict,
);
export const nibinReceiptSchema = Type.Object(
  { how: Type.Optional(words('How it was sent, or called back; needed for what is outside', 500)) },
  strict,
);
export const recallReceiptSchema = Type.Object({ how: words('How it was called back', 500) }, strict);
export const nibinNoticesQuerySchema = Type.Object(
  { which: Type.Optional(oneOf(['open', 'all'], 'Those without a receipt, or all')), limit },
  strict,
);
export const nibinStatisticsQuerySchema = Type.Object(
  { from: day('First day leads were found that are counted'), to: day('Last day') },
  strict,
);
