import { localDay } from '../model/values/local-time.ts';
import type { Agency } from '../store/agencies.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { findRequestEvents, findRequests, findRequestsByNumber } from '../store/tracing-requests.ts';
import { findTraceResults } from '../store/tracing-facts.ts';
import { stepOfResult } from '../tracing/compare-result.ts';
import { stateAfter } from '../tracing/request-states.ts';
import { whatStands } from '../tracing/what-stands.ts';
import { mayMove, needsLook, resultsOf, setAsideOf } from './results-of-request.ts';
import { move } from './step-trace-request.ts';

/** Requests looked at for one import: those that are with the tracing centre. */
const requestsMax = 100_000;
const requestsAtOnce = 500;

/**
 * Brings requests that are with the tracing centre to where results say they are, after an import of results. A result that
 * says otherwise of which firearm it is moves nothing, nor does what comes anew of a trace that was set aside: the request is marked, and
 * somebody has to look.
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
        results: requests.flatMap(({ taken, setAside }) => [...taken, ...setAside]),
      });
      const events = await findRequestEvents(held, agencyId, some);
      const followed = new Set(events.map(({ request, note }) => `${request} ${note ?? ''}`));
      for (const request of requests) {
        const found = resultsOf(request, results).filter(
          // Sent anew after it came back: what it came back with is no answer to that.
          ({ record }) => !(request.state === 'RESUBMITTED' && followed.has(`${request.request} record ${record}`)),
        );
        const last = found.at(-1);
        const result = results.find(({ record }) => record === last?.record);
        const step = result && stepOfResult(result);
        const to = step === undefined ? null : stateAfter(request.state, step);
        const said = whatStands(events.filter((event) => event.request === request.request));
        if (last && result && step && mayMove(request, last, said) && to !== null && to !== request.state) {
          moved++;
          const { traceNumber } = result;
          const disagrees = needsLook({ ...request, traceNumber }, results, said);
          await move(held, turn, request, {
            step,
            to,
            note: `record ${last.record}`,
            traceNumber,
            disagrees,
            byImport: true,
          });
          continue;
        }
        const looks = [
          ...setAsideOf(request, results).filter(({ record }) => !said.judged.includes(record)),
          ...found.filter((each) => !mayMove(request, each, said)),
        ].at(-1);
        if (looks === undefined) continue;
        disagree++;
        if (!request.disagrees)
          await move(held, turn, request, {
            step: 'acknowledge',
            to: request.state,
            note: `record ${looks.record}`,
            disagrees: true,
            byImport: true,
          });
      }
    });
  }
  return { moved, disagree };
}
