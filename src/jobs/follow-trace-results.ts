import { localDay } from '../model/values/local-time.ts';
import type { FoundResult } from '../model/tracing.ts';
import type { Agency } from '../store/agencies.ts';
import { inTransaction, type Database } from '../store/database.ts';
import {
  findRequestEvents,
  findRequests,
  findRequestsByNumber,
  type StoredRequest,
} from '../store/tracing-requests.ts';
import { findTraceResults } from '../store/tracing-facts.ts';
import { differences, stepOfResult, type TraceResultRow } from '../tracing/compare-result.ts';
import { stateAfter } from '../tracing/request-states.ts';
import { move } from './step-trace-request.ts';

/** Requests looked at for one import: those that are with the tracing centre. */
const requestsMax = 100_000;
const requestsAtOnce = 500;

/** Results that answer a request, newest last. One that somebody set aside answers it no longer. */
export function resultsOf(request: StoredRequest, results: readonly TraceResultRow[]): FoundResult[] {
  const told = (result: TraceResultRow, tiedBy: FoundResult['tiedBy']): FoundResult => ({
    record: result.record,
    traceNumber: result.traceNumber,
    completedOn: result.completedOn,
    completion: result.completion,
    tiedBy,
    differs: differences(request.form, result),
  });
  const open = results.filter(({ record }) => !request.setAside.includes(record));
  const byNumber = open.filter(
    ({ traceNumber, record }) => traceNumber === request.traceNumber || request.taken.includes(record),
  );
  if (request.traceNumber !== null) return byNumber.map((result) => told(result, 'trace-number'));
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
    ? alike.map((result) => ({ ...told(result, 'serial-make-case'), differs: [twoTraces(result)] }))
    : alike.map((result) => told(result, 'serial-make-case'));
}

const dayAsked = ({ form }: StoredRequest) => /^\d{4}-\d{2}-\d{2}/.exec(form.date_of_request ?? '')?.[0] ?? null;

const twoTraces = (result: TraceResultRow) => ({
  field: 'agency_case_no' as const,
  asked: 'one trace',
  came: `several traces of this firearm and case, ${result.traceNumber} among them`,
  identity: true,
});

/**
 * Brings requests that are with the tracing centre to where results say they are, after an import of results. A result that
 * says otherwise of which firearm it is moves nothing: the request is marked, and somebody has to look.
 */
export async function followTraceResults(
  database: Database,
  agency: Agency,
  { run, now }: { run: number; now: Date },
): Promise<{ moved: number; disagree: number }> {
  const { agencyId } = agency;
  const instant = now.toISOString();
  const turn = {
    agencyId,
    actor: `import ${run}`,
    now: instant,
    today: localDay(instant, agency.timeZone),
  };
  const client = await database.pool('read').connect();
  let waiting: number[];
  try {
    const requests = await findRequests(client, agencyId, {
      states: ['EXPORTED', 'SUBMITTED', 'ACKNOWLEDGED', 'IN_PROCESS', 'RESUBMITTED'],
      limit: requestsMax,
    });
    waiting = requests.map(({ request }) => request).sort((a, b) => a - b);
  } finally {
    client.release();
  }
  let [moved, disagree] = [0, 0];
  for (let at = 0; at < waiting.length; at += requestsAtOnce) {
    const some = waiting.slice(at, at + requestsAtOnce);
    await inTransaction(database.pool('read'), async (held) => {
      const requests = await findRequestsByNumber(held, agencyId, some, 'change');
      const results = await findTraceResults(held, agencyId, {
        traceNumbers: requests.flatMap(({ traceNumber }) => traceNumber ?? []),
        serials: requests.flatMap(({ serialNcic }) => serialNcic ?? []),
      });
      const events = await findRequestEvents(held, agencyId, some);
      const followed = new Set(events.map(({ request, note }) => `${request} ${note ?? ''}`));
      for (const request of requests) {
        const found = resultsOf(request, results).filter(
          // Sent anew after it came back: what it came back with is no answer to that.
          ({ record }) => !(request.state === 'RESUBMITTED' && followed.has(`${request.request} record ${record}`)),
        );
        const last = found.at(-1);
        if (last === undefined) continue;
        const result = results.find(({ record }) => record === last.record)!;
        const differs = last.differs.some(({ identity }) => identity) && !request.taken.includes(last.record);
        const step = stepOfResult(result);
        const to = stateAfter(request.state, step);
        if (differs) {
          disagree++;
          if (!request.disagrees)
            await move(held, turn, request, {
              step: 'acknowledge',
              to: request.state,
              note: `record ${last.record}`,
              disagrees: true,
              byImport: true,
            });
        } else if (to !== null && to !== request.state) {
          moved++;
          await move(held, turn, request, {
            step,
            to,
            note: `record ${last.record}`,
            traceNumber: result.traceNumber,
            byImport: true,
          });
        }
      }
    });
  }
  return { moved, disagree };
}
