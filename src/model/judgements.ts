import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';

/** What people decided about two rows, as it is answered. */

export const judgementStateSchema = Type.Union(
  [Type.Literal('IN_FORCE'), Type.Literal('OVERRULED'), Type.Literal('WAITING'), Type.Literal('WITHDRAWN')],
  {
    description:
      'OVERRULED: in force, and joins nothing while what is contrary to it stands. WAITING: a second person must agree before it joins anything. WITHDRAWN: taken back, kept in history.',
  },
);

export const judgementSchema = Type.Object(
  {
    judgement: Type.Integer({ description: 'Number of the judgement' }),
    decision: Type.Integer({
      description: 'Number of the decision it belongs to: a split is one decision of many judgements',
    }),
    verdict: Type.Union([Type.Literal('same'), Type.Literal('different'), Type.Literal('unsure')], {
      description:
        'Same joins the two entities, with all that each held when it came into force; different keeps apart, unsure does neither',
    }),
    state: judgementStateSchema,
    a: Type.String({ description: 'One row: record and ordinal' }),
    b: Type.String({ description: 'The other row' }),
    reason: Type.String({ description: 'What it rests on, in the words of who gave it' }),
    judgedBy: Type.String({ description: 'Who gave it' }),
    judgedAt: Type.String({ description: 'When, ISO 8601' }),
    confirmedBy: nullable(Type.String({ description: 'The second person, where one was asked for and agreed' })),
    withdrawal: nullable(
      Type.Object(
        {
          askedBy: Type.String({ description: 'Who asked' }),
          askedAt: Type.String({ description: 'When, ISO 8601' }),
          reason: Type.String({ description: 'Why it should no longer hold' }),
        },
        { description: 'Where somebody asked to take back what others decided of persons: another person agrees' },
      ),
    ),
    withdrawnBy: nullable(Type.String({ description: 'Who took it back' })),
    modelVersion: nullable(Type.Integer({ description: 'Model in force when it was given' })),
    bits: nullable(Type.Number({ description: 'What that model said of the two then, in bits' })),
    contrary: Type.Array(Type.Integer(), {
      description: 'Judgements in force that say the contrary: different holds over same',
    }),
  },
  { $id: 'Judgement', description: 'What a person decided about two rows' },
);
export type GivenJudgementAnswer = Static<typeof judgementSchema>;

export const lastJudgementSchema = Type.Object(
  { last: nullable(judgementSchema) },
  {
    $id: 'LastJudgement',
    description: 'What a person decided last and did not take back; null where there is nothing',
  },
);
export type LastJudgement = Static<typeof lastJudgementSchema>;
