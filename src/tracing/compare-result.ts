import { correctableCompletion } from '../model/trace-completion.ts';
import type { AskedAndCame, RequestStep } from '../model/tracing.ts';
import type { FormKey, TraceRequestForm } from '../model/trace-request-form.ts';
import { boresContradict } from '../model/values/bores-contradict.ts';
import { cleanCalibre } from '../model/values/calibre.ts';
import { cleanCaseNumber } from '../model/values/case-number.ts';
import { cleanMake } from '../model/values/firearm-make.ts';
import { cleanFirearmType } from '../model/values/firearm-type.ts';
import { makesContradict } from '../model/values/makes-contradict.ts';
import { cleanPersonName } from '../model/values/person-name.ts';
import { cleanSerialNumber, isPlaceholderSerial } from '../model/values/serial-number.ts';

/**
 * Which results of traces answer which requests, and where they say otherwise.
 *
 * **Source.** Our own rule: a result answers the request that bears its trace number; without one, the request for the same
 * serial number, make and case of the agency, where there is one of each. **Input.** A form and rows of results.
 * **Output.** The results that answer it, with what differs; the step a result leads to. **Limits.** A result of which
 * serial number or make differ is never taken by itself: somebody has to look.
 */
export interface TraceResultRow {
  /** The version in force. */
  readonly record: number;
  /** The first version of the row. */
  readonly result: number;
  /** Versions of the row that name the firearm as this one does, itself among them. */
  readonly alike: readonly number[];
  readonly traceNumber: string;
  readonly requestedOn: string | null;
  readonly completedOn: string | null;
  readonly status: string | null;
  readonly completion: string | null;
  readonly recoveredOn: string | null;
  readonly serialNcic: string | null;
  readonly makeFamily: string | null;
  readonly makeName: string | null;
  readonly calibre: string | null;
  readonly type: string | null;
  readonly caseKey: string | null;
  readonly possessorFamily: string | null;
  readonly possessorBorn: string | null;
}

/** What identifies the firearm and case of a request, cleaned as records are. */
export interface RequestIdentity {
  readonly serialNcic: string | null;
  readonly makeFamily: string | null;
  readonly caseKey: string | null;
}

export function identityOf(form: TraceRequestForm): RequestIdentity {
  const serial = cleanSerialNumber(form.serial_number ?? '');
  const names = serial !== null && serial.clean !== '' && !isPlaceholderSerial(serial.clean, form.serial_number);
  return {
    serialNcic: names ? serial.ncic : null,
    makeFamily: cleanMake(form.manufacturer ?? '')?.family ?? null,
    caseKey: cleanCaseNumber(form.agency_case_no ?? '')?.key ?? null,
  };
}

/** Where a result says otherwise than the request. What one of them leaves out is no difference. */
export function differences(form: TraceRequestForm, result: TraceResultRow): AskedAndCame[] {
  const { serialNcic, makeFamily } = identityOf(form);
  const calibre = cleanCalibre(form.calibre ?? '')?.code ?? '';
  const type = cleanFirearmType(form.firearm_type ?? '')?.code ?? '';
  const family = cleanPersonName({ family: form.possessor_last_name ?? '', given: '-' });
  const found: AskedAndCame[] = [];
  const add = (field: FormKey, came: string | null, differs: boolean, identity: boolean) => {
    if (differs) found.push({ field, asked: form[field] ?? '', came: came ?? '', identity });
  };
  add('serial_number', result.serialNcic, unlike(serialNcic, result.serialNcic), true);
  add(
    'manufacturer',
    result.makeName,
    makeFamily !== null && result.makeFamily !== null && makesContradict(makeFamily, result.makeFamily),
    true,
  );
  add('calibre', result.calibre, boresContradict(calibre, result.calibre ?? ''), false);
  add('firearm_type', result.type, unlike(type[0] ?? null, result.type?.[0] ?? null), false);
  add('recovery_date', result.recoveredOn, unlike(form.recovery_date ?? null, result.recoveredOn), false);
  add(
    'possessor_last_name',
    result.possessorFamily,
    unlike(family?.kind === 'person' ? family.family : null, result.possessorFamily),
    false,
  );
  add('possessor_dob', result.possessorBorn, unlike(form.possessor_dob ?? null, result.possessorBorn), false);
  return found;
}

const unlike = (a: string | null, b: string | null) => a !== null && a !== '' && b !== null && b !== '' && a !== b;

/** Completion families that name the first retail dealer or purchaser, or a government. */
const traced = new Set([
  'C_PURCHASER',
  'C_DEALER_ONLY',
  'C_GOVT_OR_LE',
  'C_REPORTED_STOLEN',
  'C_FOREIGN_SOURCE',
  'C_NFA',
]);

/** The step a result leads to: null where it only says that the trace is known, or ends in a way nobody here can read. */
export function stepOfResult({ completion, completedOn, status }: TraceResultRow): RequestStep {
  if (completion === correctableCompletion) return 'return';
  if (completion !== null) return traced.has(completion) ? 'complete' : 'complete-not-traced';
  return completedOn === null && /PROCESS|PENDING|OPEN|WORK/i.test(status ?? '') ? 'start' : 'acknowledge';
}
