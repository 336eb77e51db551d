import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';

/** What speaks for two rows, or two entities, being one and what against it: parts of the answers in `identity.ts`. */

export const bits = (description: string) => Type.Number({ description: `${description}, in bits` });

/** What keeps two entities apart, beside a pair of them. */
export const keptApart = {
  keptApart: nullable(
    Type.String({
      description:
        'What keeps the two apart, whatever the two rows say: a judgement, a register, an incident; or their mean, where the two rows alone would be joined',
    }),
  ),
  keptApartBy: nullable(
    Type.Union([Type.Literal('judgement'), Type.Literal('register'), Type.Literal('incident'), Type.Literal('mean')], {
      description: 'The kind of thing it is: what a register or an incident holds apart comes last in the queue',
    }),
  ),
};

export const pairStepSchema = Type.Object(
  {
    field: Type.String({ description: 'What is compared, e.g. born_on' }),
    a: Type.String({ description: 'What one row says, cleaned; empty where it says nothing' }),
    b: Type.String({ description: 'What the other says' }),
    level: Type.String({ description: 'How the two compare, in a word' }),
    description: Type.String({ description: 'The same in a sentence' }),
    bits: bits('What it adds or takes'),
    rarityBits: bits('Of these, what the rarity of the value adds or takes'),
    boundBits: bits('Of these, what is taken because it weighs no more than the same value on both sides would'),
    explainedBy: nullable(Type.String({ description: 'The field whose agreement explains part of this one’s' })),
  },
  { $id: 'PairStep', description: 'One step of the waterfall' },
);

const valuesElsewhere = (side: string) =>
  Type.Object(
    {
      values: Type.Array(
        Type.Object({
          value: Type.String({ description: 'What is said, cleaned' }),
          rows: Type.Integer({ description: 'Rows in force that say it' }),
        }),
        { description: 'Those first that most rows say; at most three' },
      ),
      more: Type.Integer({ description: 'Further values' }),
    },
    { description: `What other rows of ${side} say` },
  );

export const pairElsewhereSchema = Type.Object(
  {
    field: Type.String({ description: 'What is compared, e.g. born_on' }),
    a: valuesElsewhere('the first side'),
    b: valuesElsewhere('the second side'),
    nearest: nullable(
      Type.String({
        description: 'How the two values most alike compare, of all of both sides; null where a side says none',
      }),
    ),
    against: Type.Boolean({
      description: 'No value of one side is on the other or like one there: it speaks against it',
    }),
  },
  { $id: 'PairElsewhere', description: 'What other rows of two sides say in a field than the two rows shown' },
);
export type PairElsewhere = Static<typeof pairElsewhereSchema>;
