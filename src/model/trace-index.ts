import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { entityIdSchema } from './ids.ts';

export const indexModes = ['reference', 'city'] as const;
export type IndexMode = (typeof indexModes)[number];

/** Parts of the index, in the order they are shown. */
export const componentNames = [
  'time-to-crime',
  'unrecorded-transfer',
  'out-of-state',
  'out-of-city',
  'multiple-sale',
  'obliterated-serial',
  'dealer-rate',
  'purchaser-other-firearms',
  'shootings',
  'reported-stolen',
] as const;
export type ComponentName = (typeof componentNames)[number];

/** What each part says, in words for a reader who is no statistician. */
export const componentWords: Readonly<Record<ComponentName, string>> = {
  'time-to-crime': 'Days from the first retail sale to the recovery: the fewer, the more',
  'unrecorded-transfer': 'The one it was recovered from is not the one who bought it',
  'out-of-state': 'Sold in another state',
  'out-of-city': 'Sold outside the city',
  'multiple-sale': 'Bought with others at once or within a week',
  'obliterated-serial': 'The serial number was made unreadable',
  'dealer-rate': 'Other traces to the dealer were faster than is usual',
  'purchaser-other-firearms': 'Other firearms of this purchaser were traced',
  shootings: 'Shootings tied to it by ballistics',
  'reported-stolen': 'Reported stolen: taken, not passed on by who bought it',
};

export const traceIndexSchema = Type.Object(
  {
    traceNumber: Type.String({ description: 'ATF trace number' }),
    firearm: entityIdSchema,
    score: nullable(Type.Number({ description: 'Points, 0 to 100; null where the formula gives none' })),
    low: nullable(Type.Number({ description: 'Points, were what is not recorded to add the least' })),
    high: nullable(Type.Number({ description: 'Points, were what is not recorded to add the most' })),
    mode: Type.Union(
      indexModes.map((mode) => Type.Literal(mode)),
      { description: "reference: the New York Attorney General's published formula; city: the city's own" },
    ),
    version: Type.String({ description: 'Version of formula and weights' }),
    components: Type.Array(
      Type.Object({
        name: Type.Union(
          componentNames.map((name) => Type.Literal(name)),
          { description: 'Which part it is' },
        ),
        value: nullable(Type.Number({ description: 'Days, firearms, events, or 1 for yes; null where not recorded' })),
        contribution: Type.Number({ description: 'Points it adds' }),
        low: Type.Number({ description: 'Points it adds at least' }),
        high: Type.Number({ description: 'Points it adds at most' }),
      }),
      { description: 'The parts the score is the sum of' },
    ),
    why: nullable(Type.String({ description: 'Why there is no score' })),
  },
  { $id: 'TraceIndex', description: 'The trafficking index of one trace: of a trace, never of a person' },
);
export type TraceIndex = Static<typeof traceIndexSchema>;
