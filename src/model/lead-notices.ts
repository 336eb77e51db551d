import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { leadChangeSchema, leadKindSchema, leadLostSchema, leadNumberSchema } from './lead-answers.ts';

/** What recipients of leads are told, as it is answered: codes and figures, which the portal says in the reader's language. */

const moment = (description: string) => Type.String({ description: `${description}, ISO 8601` });
const who = (description: string) => Type.String({ description });
const count = (description: string) => Type.Integer({ minimum: 0, description });

export const leadNoticeSchema = Type.Object(
  {
    notice: Type.Integer({ minimum: 1, description: 'Number of the notice' }),
    lead: leadNumberSchema,
    kind: leadKindSchema,
    change: leadChangeSchema,
    side: Type.Union([Type.Literal('inside'), Type.Literal('outside')], {
      description: 'For somebody of the agency, or to be sent',
    }),
    name: who('Whom it is for'),
    text: nullable(Type.String({ description: 'Of one to be sent outside: the letter, ready to send, in English' })),
    purpose: Type.String({ description: 'What it was received for' }),
    givenLead: {
      ...leadNumberSchema,
      description: 'The lead that was received: another one where that goes on in this one',
    },
    givenVersion: Type.Integer({ minimum: 1, description: 'Which version of its evidence was received' }),
    givenAt: moment('When it was received'),
    joinedInto: nullable({ ...leadNumberSchema, description: 'The lead it goes on in' }),
    lost: leadLostSchema,
    madeAt: moment('When'),
    readAt: nullable(moment('When it was read')),
    sentAt: nullable(moment('When somebody recorded that it was sent')),
    sentBy: nullable(who('Who')),
    sentHow: nullable(Type.String({ description: 'How' })),
  },
  { $id: 'LeadNotice', description: 'That a lead somebody received no longer stands as it was given' },
);
export type LeadNotice = Static<typeof leadNoticeSchema>;

export const noticesSchema = Type.Object(
  {
    notices: Type.Array(leadNoticeSchema, { description: 'Own ones and those to be sent outside, newest first' }),
    unread: count('Own notices not read yet'),
    toSend: count('Notices to outside recipients that nobody recorded as sent'),
    next: nullable(Type.String({ description: 'Cursor of the next page; null on the last' })),
  },
  { $id: 'LeadNotices', description: 'What recipients of leads are to be told' },
);
export type Notices = Static<typeof noticesSchema>;
