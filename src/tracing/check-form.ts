import type { Checked } from '../model/tracing.ts';
import type { TraceRequestForm } from '../model/trace-request-form.ts';
import type { CheckContext, RequestCheck } from './check-context.ts';
import {
  calibreUnknownOfModel,
  importerMissing,
  manufacturerIsImporter,
  manufacturerIsRetailer,
  obliteratedWithoutPart,
  serialIsInscription,
  serialIsModel,
  serialIsNone,
  serialLengthOdd,
  typeContradictsCalibre,
  typeUnknownOfModel,
  valueUnread,
} from './check-firearm.ts';
import {
  askedBefore,
  associateBirth,
  crimeCodeUnknown,
  dayInFuture,
  daysUnread,
  issuerUnknown,
  itemsMissing,
  modelUnknown,
  oriShape,
  possessorBirth,
  priorityUnread,
  recoveryAfterRequest,
  socialSecurityWritten,
  stateUnknown,
  urgentWithoutReason,
  yesOrNo,
  zipShape,
} from './check-request.ts';

/** Every check, in the order of the form. */
const requestChecks: readonly RequestCheck[] = [
  itemsMissing,
  yesOrNo,
  stateUnknown,
  zipShape,
  issuerUnknown,
  daysUnread,
  priorityUnread,
  dayInFuture,
  urgentWithoutReason,
  crimeCodeUnknown,
  oriShape,
  serialIsInscription,
  serialIsNone,
  serialIsModel,
  modelUnknown,
  serialLengthOdd,
  obliteratedWithoutPart,
  manufacturerIsImporter,
  manufacturerIsRetailer,
  importerMissing,
  valueUnread,
  typeContradictsCalibre,
  typeUnknownOfModel,
  calibreUnknownOfModel,
  possessorBirth,
  associateBirth,
  socialSecurityWritten,
  recoveryAfterRequest,
  askedBefore,
];

/** All that the checks find in a form: errors first, each in the order of the form. */
export function checkForm(form: TraceRequestForm, context: CheckContext): Checked[] {
  const found = requestChecks.flatMap((check) => check(form, context) ?? []);
  return [...found.filter(({ level }) => level === 'error'), ...found.filter(({ level }) => level === 'warning')];
}

/** Whether a form may be sent: no error, and every warning acknowledged. */
export function maySend(checks: readonly Checked[], acknowledged: readonly string[]): boolean {
  return checks.every(({ level, code }) => level === 'warning' && acknowledged.includes(code));
}
