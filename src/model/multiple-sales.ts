import { Type, type Static } from '@sinclair/typebox';
import { entityRefSchema, nullable } from './evidence.ts';
import { entityIdSchema } from './ids.ts';

/** Shapes of multiple sales: reports received, what should have been reported, and what was destroyed. */

const day = (description: string) => Type.String({ pattern: '^[12]\\d{3}-\\d{2}-\\d{2}$', description });
const text = (description: string) => Type.String({ description });
const count = (description: string) => Type.Integer({ minimum: 0, description });

export const exceptionSchema = Type.Object(
  {
    exception: Type.Integer({ description: 'Number of the exception' }),
    reason: nullable(text('Why the purchaser is prohibited; gone once the report was destroyed')),
    askedBy: text('Who asked for it'),
    askedAt: text('When, ISO 8601'),
    consentedBy: nullable(text('The second person, who agreed; without one the report is destroyed on its day')),
    consentedAt: nullable(text('When')),
  },
  { $id: 'MultipleSaleException', description: 'Why a report is kept beyond its day' },
);
export type SaleException = Static<typeof exceptionSchema>;

export const reportSchema = Type.Object(
  {
    key: text('What tells the report from others: its number and its dealer'),
    report: text('Number of the report, as its dealer gave it: another dealer may have given the same'),
    form: nullable(text('3310.4 or 3310.12')),
    reportedOn: nullable(day('Date of the report')),
    receivedOn: day('Day its first version was received'),
    dueOn: day('Day by which every version of it is destroyed'),
    daysLeft: Type.Integer({ description: 'Days until then; negative where it is over' }),
    dealer: nullable(text('Dealer as the report names it')),
    dealerEntity: nullable(entityIdSchema),
    purchaser: nullable(text('Transferee as the report names them')),
    bornOn: nullable(day('Date of birth of the transferee')),
    sameNameAndBirth: Type.Array(entityRefSchema, {
      description: 'Persons of the store of the same name and date of birth: the same person or not, nobody has judged',
    }),
    firearms: Type.Array(
      Type.Object({
        record: Type.Integer({ description: 'Record as received' }),
        label: text('Make, model, calibre and serial number'),
        soldOn: nullable(day('Day of the transfer')),
        firearm: nullable(entityIdSchema),
        recoveredOn: nullable(day('Day a firearm of the same make and serial number was recovered')),
        traced: Type.Boolean({ description: 'A firearm of the same make and serial number was traced' }),
      }),
      { description: 'Firearms of the report' },
    ),
    exception: nullable(exceptionSchema),
  },
  { $id: 'MultipleSaleReport', description: 'A report of a multiple sale, while it is kept' },
);
export type SaleReport = Static<typeof reportSchema>;

export const windowSchema = Type.Object(
  {
    dealer: entityRefSchema,
    purchaser: entityRefSchema,
    from: day('Day of the first sale'),
    to: day('Day of the last sale'),
    businessDays: Type.Integer({ description: 'Business days of the state of the dealer from one to the other' }),
    unsureDays: Type.Array(day('A day'), {
      description:
        'Holidays by which alone it is a window, from a list that was not read off the law of the state: its offices may have been open',
    }),
    kind: Type.Union([Type.Literal('handguns'), Type.Literal('rifles')], { description: 'What the form is for' }),
    calibreUnknown: Type.Integer({
      description: 'Rifles in it of which no calibre is recorded: those of .22 are not reported',
    }),
    firearms: Type.Array(
      Type.Object({
        firearm: entityIdSchema,
        label: text('Make, model and serial number'),
        soldOn: day('Day of the sale'),
      }),
      { description: 'Firearms sold in it' },
    ),
    reported: Type.Union([Type.Literal('by-trace'), Type.Literal('by-report'), Type.Literal('none-recorded')], {
      description:
        'by-trace: a trace says it was part of a reported multiple sale. by-report: a report is here. none-recorded: neither is recorded here',
    }),
  },
  { $id: 'SaleWindow', description: 'Sales of one dealer to one person within five consecutive business days' },
);
export type SaleWindow = Static<typeof windowSchema>;

export const policySchema = Type.Object(
  {
    version: text('Name of the policy'),
    destroy: Type.Boolean({ description: 'Reports are destroyed' }),
    days: Type.Integer({ description: 'Days from receipt to destruction' }),
  },
  { $id: 'MultipleSalePolicy', description: 'How long reports of multiple sales are kept' },
);
export type SalePolicy = Static<typeof policySchema>;

export const certificateSchema = Type.Object(
  {
    destruction: Type.Integer({ description: 'Number of the certificate' }),
    receivedOn: day('Day the copy was received'),
    dueOn: day('Day by which it had to be destroyed'),
    destroyedAt: text('When it was destroyed, ISO 8601'),
    destroyedBy: text('By whom, or by which clock'),
    inTime: Type.Boolean({ description: 'On the day it was due, or before' }),
    policyVersion: text('Policy it was destroyed under'),
    policyDays: Type.Integer({ description: 'Days of that policy' }),
    counts: Type.Record(Type.String(), Type.Integer(), { description: 'Rows destroyed, by table' }),
    sha256: Type.Array(text('SHA-256 of the content of a record, hexadecimal'), {
      description: 'Of the records destroyed: what they said cannot be read out of it',
    }),
  },
  { $id: 'DestructionCertificate', description: 'What was destroyed, without any of its contents' },
);
export type Certificate = Static<typeof certificateSchema>;

export const certificationSchema = Type.Object(
  {
    from: day('First day'),
    to: day('Last day'),
    asOf: day('Day at the end of which what is kept is counted: the last, or today where that is not over'),
    policy: policySchema,
    policyAsOf: day('Day the policy is in force on: today, no earlier one is on record'),
    reports: count('Reports destroyed in these days'),
    inTime: count('Of these, on the day they were due or before'),
    late: count('Of these, later'),
    excepted: count('Reports kept then for a prohibited purchaser, with the consent of two persons'),
    overdue: count('Reports kept then whose day was over and that were not excepted'),
    kept: count('Reports kept then'),
  },
  {
    $id: 'DestructionCertification',
    description: 'Half a year of destructions, as it is certified to the Attorney General',
  },
);
export type Certification = Static<typeof certificationSchema>;

export const windowsCaution =
  'None recorded here says that no report is in this store, and no more: copies are destroyed after their days, reports go to other agencies and to ATF, and sales that ended in no recovery are not known here. It is not evidence of wrongdoing by a dealer or a purchaser. The sale of a traced firearm is not evidence of wrongdoing.';
