import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import { localDay } from '../model/values/local-time.ts';
import type { TracingSettings } from '../model/tracing-settings.ts';
import type { Checked, FoundResult, RequestLine, RequestPage, RequestState } from '../model/tracing.ts';
import {
  findRequestEvents,
  findRequests,
  findRequestsByNumber,
  type StoredRequest,
} from '../store/tracing-requests.ts';
import { dayOf } from '../model/values/calendar-arithmetic.ts';
import { latenessOf } from '../tracing/lateness.ts';
import { isEnded, stepsFrom, undoable } from '../tracing/request-states.ts';
import { loadCitySettings } from './load-city-settings.ts';
import type { DeskTurn } from './prepare-trace-requests.ts';
import { resultsOf, setAsideOf } from './results-of-request.ts';
import { checksOf, findResults, unknownRequest } from './step-trace-request.ts';

export type DeskLook = Pick<DeskTurn, 'agencyId' | 'today'> & { readonly timeZone: string };

/** Requests as a list, the newest step first, and whether there are more. */
export async function loadRequestLines(
  client: pg.ClientBase,
  look: DeskLook,
  { states, limit }: { states: readonly RequestState[] | null; limit: number },
): Promise<{ items: RequestLine[]; more: boolean }> {
  const found = await findRequests(client, look.agencyId, { states, limit: limit + 1 });
  const { tracing } = (await loadCitySettings(client, look.agencyId)).settings;
  return { items: found.slice(0, limit).map((request) => lineOf(request, look, tracing)), more: found.length > limit };
}

/** A request with everything that is known of it. */
export async function loadRequestPage(client: pg.ClientBase, look: DeskLook, number: number): Promise<RequestPage> {
  const [request] = await findRequestsByNumber(client, look.agencyId, [number]);
  if (request === undefined) throw unknownRequest(number);
  // A request that has ended is no longer held against anything: what was found when it was sent stands.
  const checks = isEnded(request.state) ? [...request.checks] : await checksOf(client, look, request);
  const events = await findRequestEvents(client, look.agencyId, [number]);
  const results = await findResults(client, look.agencyId, request);
  const { tracing } = (await loadCitySettings(client, look.agencyId)).settings;
  return {
    ...lineOf({ ...request, checks }, look, tracing),
    form: request.form,
    prefilled: { ...request.prefilled },
    acknowledged: [...request.acknowledged],
    checks,
    steps: stepsFrom(request.state),
    undo: undoable(events)?.step ?? null,
    results: resultsOf(request, results).map(shown),
    setAside: setAsideOf(request, results).map(shown),
    events: events.map(({ step, from, to, by, at, note, changed }) => ({
      step,
      from,
      to,
      by,
      at,
      note,
      changed: [...changed],
    })),
  };
}

const shown = ({ result: _, alike: _alike, ...found }: ReturnType<typeof resultsOf>[number]): FoundResult => found;

function lineOf(request: StoredRequest, { today, timeZone }: DeskLook, settings: TracingSettings): RequestLine {
  const { form, checks, acknowledged, state } = request;
  const [recoveredOn, requestedOn] = [dayOf(form.recovery_date), dayOf(form.date_of_request)];
  const priority = form.priority ?? 'ROUTINE';
  const count = (of: (check: Checked) => boolean) => checks.filter(of).length;
  return {
    request: request.request,
    version: request.version,
    state,
    traceNumber: request.traceNumber,
    propertyNumber: request.propertyNumber,
    record: request.record,
    firearm: request.firearm === null ? null : entityId('firearm', request.firearm),
    label: [form.manufacturer, form.model, form.serial_number].filter(Boolean).join(' ') || '—',
    priority,
    requestedOn,
    recoveredOn,
    since: request.stateAt,
    by: request.stateBy,
    late: latenessOf(
      { state, priority, recoveredOn, requestedOn, stateOn: localDay(request.stateAt, timeZone) },
      { today, settings },
    ),
    errors: count(({ level }) => level === 'error'),
    warnings: count(({ level, code }) => level === 'warning' && !acknowledged.includes(code)),
    disagrees: request.disagrees,
  };
}
