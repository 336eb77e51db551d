import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { getsSchema } from './lead-answers.ts';
import { sharePartsSchema } from './tracing.ts';

/** What a triage asks of a NIBIN lead first: where, how grave and how many, how recent, and what there is to go on. */

const count = (description: string) => Type.Integer({ minimum: 0, description });
const { events, time } = getsSchema.properties;

/** Where the firearm of a lead is, as far as anything recorded tells. */
export const gunStandings = ['in-hand', 'fired-since', 'not-recovered'] as const;
export type GunStanding = (typeof gunStandings)[number];

export const nibinGetsSchema = Type.Object(
  {
    geography: Type.Object(
      {
        metersApart: nullable(
          Type.Number({ description: 'Between both events; null where one has no place, or an end is a test fire' }),
        ),
        districts: Type.Array(
          Type.Object({
            label: Type.String({ description: 'District, county or state' }),
            count: count('Linked events there'),
          }),
          { description: 'Where the linked events were, most first' },
        ),
        sameDistrict: nullable(
          Type.Boolean({
            description: 'All linked events in one; null where there is one event, or a place is not known',
          }),
        ),
        unknown: count('Linked events of which no place is recorded'),
      },
      { description: 'Where' },
    ),
    events,
    time: Type.Object(
      {
        last: time.properties.last,
        daysSince: time.properties.daysSince,
        points: time.properties.points,
        unknown: count('Linked events of which no day is recorded'),
        escalation: nullable(
          Type.Object(
            {
              events: count('Linked events whose day is known'),
              days: count('Days from the first to the last'),
              perWeek: Type.Number({ description: 'Events that followed the first, to seven days' }),
            },
            { description: 'Null where fewer than two days are known' },
          ),
        ),
      },
      { description: 'How recent, and how often' },
    ),
    solvability: Type.Object(
      {
        suspectNamed: sharePartsSchema,
        plate: sharePartsSchema,
        firearmInHand: nullable(
          Type.Boolean({ description: 'Its firearm was test fired or recovered; null where nothing tells' }),
        ),
        notTold: Type.Array(
          Type.Union([Type.Literal('video'), Type.Literal('witness')], { description: 'What no source tells of' }),
          { description: 'What no source tells of: not known of any event' },
        ),
        points: Type.Number({ description: 'One each: a suspect named, a plate recorded, the firearm in hand' }),
      },
      { description: 'What there is to go on' },
    ),
    gun: Type.Union(
      gunStandings.map((each) => Type.Literal(each)),
      {
        description:
          'in-hand: recovered or test fired. fired-since: a linked event lies after its recovery. not-recovered: nothing recorded says that it is off the street',
      },
    ),
  },
  {
    $id: 'NibinGets',
    description:
      'Geography, events, time and solvability of a lead that stands, over the events that leads and hits tie to it; they order work and are no probability',
  },
);
export type NibinGets = Static<typeof nibinGetsSchema>;
