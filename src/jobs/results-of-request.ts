import type { FoundResult } from '../model/tracing.ts';
import type { StoredRequest } from '../store/tracing-requests.ts';
import { differences, type TraceResultRow } from '../tracing/compare-result.ts';
import type { WhatStands } from '../tracing/what-stands.ts';

/** A result as it is shown, with the first version of its row. */
type Told = FoundResult & Pick<TraceResultRow, 'result' | 'alike'>;

/** Results that answer a request, newest last. One that somebody set aside answers it no longer. */
export function resultsOf(request: StoredRequest, results: readonly TraceResultRow[]): Told[] {
  const open = results.filter(({ result }) => !request.setAside.includes(result));
  const byNumber = open.filter(
    ({ traceNumber, result }) => traceNumber === request.traceNumber || request.taken.includes(result),
  );
  if (request.traceNumber !== null) return byNumber.map((result) => told(request, result, 'trace-number'));
  const { serialNcic, makeFamily, caseKey } = request;
  if (serialNcic === null || makeFamily === null || caseKey === null) return [];
  const alike = open.filter(
    (result) =>
      result.serialNcic === serialNcic &&
      result.makeFamily === makeFamily &&
      result.caseKey === caseKey &&
      // What was answered before this was asked answers an earlier request.
      (result.completedOn ?? result.requestedOn ?? '9999') >= (dayAsked(request) ?? ''),
  );
  // Two traces of the same firearm in one case: which of them was asked for here is for a person to say.
  return new Set(alike.map(({ traceNumber }) => traceNumber)).size > 1
    ? alike.map((result) => ({ ...told(request, result, 'serial-make-case'), differs: [twoTraces(result)] }))
    : alike.map((result) => told(request, result, 'serial-make-case'));
}

const dayAsked = ({ form }: StoredRequest) => /^\d{4}-\d{2}-\d{2}/.exec(form.date_of_request ?? '')?.[0] ?? null;

const twoTraces = (result: TraceResultRow) => ({
  field: 'agency_case_no' as const,
  asked: 'one trace',
  came: `several traces of this firearm and case, ${result.traceNumber} among them`,
  identity: true,
});

/** Results of a request that somebody set aside. */
export function setAsideOf(request: StoredRequest, results: readonly TraceResultRow[]): Told[] {
  return results
    .filter(({ result }) => request.setAside.includes(result))
    .map((result) =>
      told(request, result, result.traceNumber === request.traceNumber ? 'trace-number' : 'serial-make-case'),
    );
}

/** What people said of results: {@link WhatStands}. */
type Said = Pick<WhatStands, 'judged' | 'tookVersions'>;

/**
 * Whether a result may move the request: where it says otherwise of which firearm it is, somebody has to have taken a version that said the
 * same. A trace issued anew with another serial number is nothing they looked at.
 */
export function mayMove(
  { taken }: Pick<StoredRequest, 'taken'>,
  { result, alike, differs }: Told,
  { tookVersions }: Said,
): boolean {
  return (
    !differs.some(({ identity }) => identity) ||
    (taken.includes(result) && alike.some((version) => tookVersions.includes(version)))
  );
}

/**
 * Whether somebody has to look: a result says otherwise of which firearm it is and nobody has said whether it answers, or one that was set
 * aside says something new since.
 */
export function needsLook(request: StoredRequest, results: readonly TraceResultRow[], said: Said): boolean {
  return (
    resultsOf(request, results).some((result) => !mayMove(request, result, said)) ||
    setAsideOf(request, results).some(({ record }) => !said.judged.includes(record))
  );
}

function told(request: StoredRequest, result: TraceResultRow, tiedBy: FoundResult['tiedBy']): Told {
  return {
    record: result.record,
    result: result.result,
    alike: result.alike,
    traceNumber: result.traceNumber,
    completedOn: result.completedOn,
    completion: result.completion,
    tiedBy,
    differs: differences(request.form, result),
  };
}
