import { Type, type Static } from '@sinclair/typebox';
import type { comparisonWordsEn } from './comparison-words.en.ts';
import { nullable } from './evidence.ts';
import { examinerConclusions, nibinStandings } from './nibin-states.ts';

/** The NIBIN lead of two exhibits that are compared, and what an examiner concluded: what the page and the report of the comparison say of it. */
export const comparisonLeadSchema = Type.Object(
  {
    lead: Type.Integer({ description: 'Number of the lead here' }),
    number: Type.String({ description: 'Its number as it goes out' }),
    standing: Type.Union(
      nibinStandings.map((each) => Type.Literal(each)),
      { description: 'What it holds for: LEAD, HIT, or WITHDRAWN, here or by what others say of the same lead' },
    ),
    concluded: nullable(
      Type.Object(
        {
          conclusion: Type.Union(
            examinerConclusions.map((each) => Type.Literal(each)),
            { description: 'What was concluded on the specimens' },
          ),
          examiner: Type.String({ description: 'Who concluded' }),
          verifier: Type.String({ description: 'Who verified it' }),
          on: Type.String({ description: 'Day of the conclusion, YYYY-MM-DD' }),
          report: Type.String({ description: 'Number of the report' }),
          limitation: Type.String({ description: 'Limitations, as in the report' }),
        },
        { description: 'The newest conclusion that another examiner verified' },
      ),
    ),
    retracted: nullable(Type.String({ description: 'Why it was taken back for an error; null where it was not' })),
  },
  { $id: 'ComparisonLead', description: 'The newest NIBIN lead of a pair of exhibits' },
);
export type ComparisonLead = Static<typeof comparisonLeadSchema>;

type Word = keyof typeof comparisonWordsEn;

/** What is said of a lead where its two exhibits are compared, the gravest first. */
export function leadSentences(
  lead: ComparisonLead,
  say: (word: Word, values?: Readonly<Record<string, string>>) => string,
): [string, ...string[]] {
  const { number, standing, concluded, retracted } = lead;
  return [
    say(`compare.lead.${standing}`, { number }),
    ...(retracted === null ? [] : [say('compare.lead.retracted', { reason: retracted })]),
    ...(concluded === null
      ? []
      : [
          say('compare.lead.concluded', {
            ...concluded,
            conclusion: say(`compare.concluded.${concluded.conclusion}`),
          }),
        ]),
  ];
}
