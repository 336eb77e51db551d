import { Type, type TLiteral } from '@sinclair/typebox';
import { doubtCodes } from './trace-doubts.ts';

const leadUnknowns = [
  'purchaser',
  'possessor',
  'dealer',
  'time-to-crime',
  'unconfirmed-ties',
  'recovery-place',
  'left-out',
  ...doubtCodes,
] as const;

/** What is not known of what a lead rests on, as it is answered. */
export const leadUnknownSchema = Type.Array(
  Type.Object({
    what: Type.Union(
      leadUnknowns.map((what) => Type.Literal(what)) as unknown as [TLiteral<(typeof leadUnknowns)[number]>],
      {
        description:
          'What is not recorded, not confirmed or in doubt. left-out: traces of its purchasers it does not count, since sources differ on the sale or its day cannot be true. Else of doubts the code of the flag, of traces it counts and of those left out.',
      },
    ),
    count: Type.Integer({ minimum: 0, description: 'Of how many it is not' }),
    of: Type.Integer({ minimum: 0, description: 'Of all' }),
    traces: Type.Array(Type.String(), { description: 'Of doubts and what is left out: their trace numbers' }),
  }),
  { description: 'What is not known' },
);
