import { Type, type Static, type TLiteral } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { leadChanges, leadKindSchema, leadLostSchema, leadNumberSchema, leadOutcomeSchema } from './lead-answers.ts';

/** What recipients of leads are told, as it is answered: codes and figures, which the portal says in the reader's language. */

const moment = (description: string) => Type.String({ description: `${description}, ISO 8601` });
const who = (description: string) => Type.String({ description });
const count = (description: string) => Type.Integer({ minimum: 0, description });

/** What a notice is of: a change of the evidence, or what a person did. */
export const noticeChanges = [...leadChanges, 'OUTCOME_RECORDED', 'FEEDBACK_SENT', 'TAKEN_BACK'] as const;
export type NoticeChange = (typeof noticeChanges)[number];
const noticeChangeSchema = Type.Union(
  noticeChanges.map((each) => Type.Literal(each)) as unknown as [TLiteral<NoticeChange>],
  {
    description:
      'Of its evidence: WITHDRAWN, WEAKENED, RESTORED, JOINED. OUTCOME_RECORDED: somebody recorded what became of it. FEEDBACK_SENT: somebody wrote to all who received or gave it. TAKEN_BACK: it had been given by a slip',
  },
);

export const leadNoticeSchema = Type.Object(
  {
    notice: Type.Integer({ minimum: 1, description: 'Number of the notice' }),
    lead: leadNumberSchema,
    kind: leadKindSchema,
    change: noticeChangeSchema,
    side: Type.Union([Type.Literal('inside'), Type.Literal('outside')], {
      description: 'For somebody of the agency, or to be sent',
    }),
    name: who('Whom it is for'),
    receivedBy: who('Who received the lead: another name where the notice is for whoever gave it'),
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
    toldBy: nullable(who('Of what a person did: who')),
    outcome: nullable(leadOutcomeSchema),
    words: nullable(Type.String({ description: 'Inside: what they wrote' })),
    madeAt: moment('When'),
    readAt: nullable(moment('When it was read')),
    sentAt: nullable(moment('When somebody recorded that it was sent')),
    sentBy: nullable(who('Who')),
    sentHow: nullable(Type.String({ description: 'How' })),
  },
  {
    $id: 'LeadNotice',
    description: 'That a lead somebody received no longer stands as it was given, or what became of it',
  },
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
