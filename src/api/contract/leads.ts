import { Type } from '@sinclair/typebox';
import { entityIdSchema } from '../../model/ids.ts';
import {
  leadKindSchema,
  leadNumberSchema,
  leadOutcomeSchema,
  leadStandingSchema,
  leadStateSchema,
  leadStepSchema,
} from '../../model/lead-answers.ts';
import { queueStates } from '../../model/lead-workflow.ts';
import { daySchema, pageQuerySchema } from './requests.ts';

const strict = { additionalProperties: false } as const;

/** Leads one request takes a step with at most. */
export const leadsAtOnceMax = 200;

const text = (description: string, maxLength = 500) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description });
const reason = (description: string) => Type.String({ maxLength: 2000, description });

export const leadQueueQuerySchema = Type.Object(
  {
    ...pageQuerySchema.properties,
    state: Type.Optional(
      Type.Union([leadStateSchema, ...queueStates.map((each) => Type.Literal(each))], {
        description:
          'open (the default): nobody has rejected, closed, referred or opened a case of it. held and rejected: triaged so',
      }),
    ),
    standing: Type.Optional(leadStandingSchema),
    kind: Type.Optional(leadKindSchema),
    assignee: Type.Optional(
      Type.String({ maxLength: 200, description: 'Who works it: a name, me, or none for those nobody works' }),
    ),
    waiting: Type.Optional(Type.Boolean({ description: 'Only those that wait for a second person' })),
    about: Type.Optional({ ...entityIdSchema, description: 'Only those that rest on this entity, e.g. person:7' }),
    text: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Number of a lead or trace, words of the reason, a name or serial number',
      }),
    ),
    since: Type.Optional({ ...daySchema, description: 'Evidence changed on or after this day' }),
    sort: Type.Optional(
      Type.Union(
        [Type.Literal('expected-use'), Type.Literal('strength'), Type.Literal('newest'), Type.Literal('number')],
        { description: 'expected-use (the default), strength, newest evidence first, or number' },
      ),
    ),
  },
  strict,
);

export const leadParamsSchema = Type.Object({ lead: leadNumberSchema }, strict);
const numbered = (description: string) => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description });
export const leadRequestParamsSchema = Type.Object(
  { lead: leadNumberSchema, request: numbered('Number of a request') },
  strict,
);
export const noticeParamsSchema = Type.Object({ notice: numbered('Number of a notice') }, strict);

const revision = Type.Integer({ minimum: 0, description: 'Revision of the lead that was looked at' });
const version = Type.Integer({
  minimum: 1,
  maximum: 2_147_483_647,
  description: 'Version of the evidence that was looked at',
});

export const leadStepsBodySchema = Type.Object(
  {
    leads: Type.Array(Type.Object({ lead: leadNumberSchema, revision, version: Type.Optional(version) }, strict), {
      minItems: 1,
      maxItems: leadsAtOnceMax,
      description: 'Each with the revision that was looked at',
    }),
    step: leadStepSchema,
    reason: Type.Optional(reason('Why')),
    assignee: Type.Optional(text('Who is to work it: the name they sign in with', 200)),
    outcome: Type.Optional(leadOutcomeSchema),
    duplicateOf: Type.Optional(leadNumberSchema),
    recipient: Type.Optional(text('Whom it is referred to', 200)),
  },
  strict,
);

export const leadRecipientBodySchema = Type.Object(
  { name: text('Somebody of the agency: the name they sign in with', 200), purpose: text('What for') },
  strict,
);

export const leadReleaseBodySchema = Type.Object(
  { revision, version, recipient: text('The agency or person outside', 200), purpose: text('What for') },
  strict,
);

export const leadConsentBodySchema = Type.Object(
  {
    agree: Type.Boolean({ description: 'Whether the second person agrees' }),
    version: Type.Optional({ ...version, description: 'Version of the evidence that is agreed to: the one it is now' }),
    reason: Type.Optional(reason('Why')),
  },
  strict,
);

export const leadNoteBodySchema = Type.Object(
  {
    text: text('What is to be kept with the lead', 4000),
    inBriefing: Type.Boolean({ description: 'Print it in briefings inside the agency' }),
  },
  strict,
);

export const noticesQuerySchema = Type.Object(
  {
    ...pageQuerySchema.properties,
    which: Type.Optional(
      Type.Union([Type.Literal('open'), Type.Literal('all')], {
        description: 'open (the default): own ones not read, and those to outside not sent',
      }),
    ),
  },
  strict,
);

export const noticeSentBodySchema = Type.Object({ how: text('How and to whom it was sent') }, strict);
