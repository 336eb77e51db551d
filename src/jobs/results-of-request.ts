import type { FoundResult } from '../model/tracing.ts';
import type { StoredRequest } from '../store/tracing-requests.ts';
import { differences, type TraceResultRow } from '../tracing/compare-result.ts';

/** Results that answer a request, newest last. One that somebody set aside answers it no longer. */
export function resultsOf(request: StoredRequest, results: readonly TraceResultRow[]): FoundResult[] {
  const open = results.filter(({ record }) => !request.setAside.includes(record));
  const byNumber = open.filter(
    ({ traceNumber, record }) => traceNumber === request.traceNumber || request.taken.includes(record),
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
export function setAsideOf(request: StoredRequest, results: readonly TraceResultRow[]): FoundResult[] {
  return results
    .filter(({ record }) => request.setAside.includes(record))
    .map((result) =>
      told(request, result, result.traceNumber === request.traceNumber ? 'trace-number' : 'serial-make-case'),
    );
}

/** Whether a result may move the request: where it says otherwise of which firearm it is, somebody has to take it first. */
export function mayMove({ taken }: Pick<StoredRequest, 'taken'>, { record, differs }: FoundResult): boolean {
  return taken.includes(record) || !differs.some(({ identity }) => identity);
}

function told(request: StoredRequest, result: TraceResultRow, tiedBy: FoundResult['tiedBy']): FoundResult {
  return {
    record: result.record,
    traceNumber: result.traceNumber,
    completedOn: result.completedOn,
    completion: result.completion,
    tiedBy,
    differs: differences(request.form, result),
  };
}
