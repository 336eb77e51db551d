import { Type, type Static } from '@sinclair/typebox';
import { entityRefSchema, eventSchema } from './evidence.ts';
import { leadNumberSchema } from './lead-answers.ts';
import { lifeSchema } from './life.ts';
import { linkSchema, nodeSchema } from './links.ts';

/** What leads are drawn from: lives of their firearms, places of what happened, and what ties them. */

const firearmsSchema = Type.Object(
  {
    shown: Type.Integer({ description: 'Firearms whose lives are in the answer' }),
    total: Type.Integer({ description: 'Firearms there are' }),
  },
  { description: 'Never cut in silence' },
);

export const queuePictureSchema = Type.Object(
  {
    events: Type.Array(
      Type.Object({
        leads: Type.Array(leadNumberSchema, { description: 'Of the leads asked for, those that rest on the firearm' }),
        firearm: entityRefSchema,
        event: eventSchema,
      }),
      { description: 'Recoveries of the firearms, and shootings tied to them, in order of time' },
    ),
    firearms: firearmsSchema,
  },
  { $id: 'LeadQueuePicture', description: 'Where and when the firearms of some leads were recovered and fired' },
);
export type QueuePicture = Static<typeof queuePictureSchema>;

export const leadPictureSchema = Type.Object(
  {
    lives: Type.Array(lifeSchema, { description: 'Life of each firearm, in the order of the lead' }),
    firearms: firearmsSchema,
    entities: Type.Array(nodeSchema, {
      description: 'What the lead rests on, and what two or more of these are tied to',
    }),
    links: Type.Array(linkSchema, { description: 'What ties these, withdrawn ones too' }),
    linksFrom: Type.Integer({ description: 'Entities of the lead whose links were read' }),
    linksOf: Type.Integer({ description: 'Of so many, dealers not counted: these are tied by their firearms' }),
  },
  { $id: 'LeadPicture', description: 'The lives of the firearms of a lead, and what ties those it is about' },
);
export type LeadPicture = Static<typeof leadPictureSchema>;
