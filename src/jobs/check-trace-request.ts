import type pg from 'pg';
import type { Checked } from '../model/tracing.ts';
import type { TraceRequestForm } from '../model/trace-request-form.ts';
import { findRequestsOfSerial } from '../store/tracing-requests.ts';
import { countSeen, findTraceResults } from '../store/tracing-facts.ts';
import type { CheckContext } from '../tracing/check-context.ts';
import { checkForm } from '../tracing/check-form.ts';
import { identityOf } from '../tracing/compare-result.ts';
import { isEnded } from '../tracing/request-states.ts';

/** What the checks find in a form, held against what the store knows. `request`: its own number, which is no duplicate of itself. */
export async function checkTraceRequest(
  client: pg.ClientBase,
  of: { agencyId: number; today: string; request: number | null; traceNumber: string | null },
  form: TraceRequestForm,
): Promise<Checked[]> {
  const { serialNcic, makeFamily } = identityOf(form);
  const seen = await countSeen(client, of.agencyId, {
    makeFamily,
    model: form.model ?? null,
    manufacturer: form.manufacturer ?? null,
  });
  const sameFirearm: CheckContext['sameFirearm'][number][] = [];
  if (serialNcic !== null && makeFamily !== null) {
    for (const { request, state, on } of await findRequestsOfSerial(client, of.agencyId, serialNcic, makeFamily))
      if (request !== of.request)
        sameFirearm.push({
          kind: isEnded(state) ? 'closed-request' : 'open-request',
          number: `request ${request}`,
          on,
        });
    for (const result of await findTraceResults(client, of.agencyId, { traceNumbers: [], serials: [serialNcic] }))
      if (result.makeFamily === makeFamily && result.traceNumber !== of.traceNumber)
        sameFirearm.push({ kind: 'trace', number: result.traceNumber, on: result.requestedOn });
  }
  return checkForm(form, { today: of.today, ...seen, sameFirearm });
}
