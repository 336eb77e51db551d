import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { Coverage, UntracedLine } from '../model/tracing.ts';
import { findRecoveryFacts, findTraceFacts, findTracesThatWere } from '../store/tracing-facts.ts';
import { findRequestEvents, findRequests, type StoredRequest } from '../store/tracing-requests.ts';
import { correctableCompletion } from '../model/trace-completion.ts';
import { coverageOf, kindOf, neverTraced, type SentFact } from '../tracing/coverage.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { localDay } from '../model/values/local-time.ts';
import { hasLeft } from '../tracing/request-states.ts';
import { whatStands } from '../tracing/what-stands.ts';
import { loadCitySettings } from './load-city-settings.ts';
import type { DeskLook } from './load-trace-requests.ts';

/** Requests counted for coverage at most. */
const requestsMax = 200_000;

/** Firearms recovered of which no trace and no request is recorded, the newest first. */
export async function loadUntraced(
  client: pg.ClientBase,
  { agencyId, today }: DeskLook,
  limit: number,
): Promise<{ items: UntracedLine[]; total: number }> {
  const requests = await findRequests(client, agencyId, { limit: requestsMax });
  const found = neverTraced(
    await findRecoveryFacts(client, agencyId),
    await findTraceFacts(client, agencyId),
    requests.filter(({ state }) => state !== 'WITHDRAWN').flatMap(recoveryOf),
  );
  return {
    total: found.length,
    items: found.slice(0, limit).map((each) => ({
      record: each.record,
      propertyNumber: each.propertyNumber,
      firearm: entityId('firearm', each.firearm),
      label: [each.make, each.model, each.serial].filter(Boolean).join(' ') || '—',
      kind: kindOf(each),
      recoveredOn: each.recoveredOn,
      daysSince: each.recoveredOn === null ? null : daysBetween(each.recoveredOn, today),
      lossCode: each.lossCode,
      noSerial: each.noSerial,
    })),
  };
}

const recoveryOf = ({ recoverySource: source, recoveryKey: key }: StoredRequest) =>
  source === null || key === null ? [] : [{ source, key }];

/** Coverage of the recoveries of some days. */
export async function loadCoverage(
  client: pg.ClientBase,
  { agencyId, today, timeZone }: DeskLook,
  { from, to }: { from: string | null; to: string | null },
): Promise<Coverage> {
  const requests = await findRequests(client, agencyId, { limit: requestsMax });
  const steps = Map.groupBy(
    await findRequestEvents(
      client,
      agencyId,
      requests.map(({ request }) => request),
    ),
    ({ request }) => request,
  );
  const sent = requests.flatMap((request): SentFact[] => {
    const events = steps.get(request.request) ?? [];
    const came = whatStands(events).came.map(({ state, at }) => ({ state, on: localDay(at, timeZone) }));
    const first = came.find(({ state }) => hasLeft(state));
    if (first === undefined) return [];
    const returned = came.findLastIndex(({ state }) => state === 'RETURNED_FOR_INFO');
    const again = came.slice(returned).find(({ state }) => state === 'RESUBMITTED');
    return recoveryOf(request).map((recovery) => ({
      ...recovery,
      firearm: request.firearm,
      sentOn: first.on,
      traceNumbers: [...new Set(events.flatMap(({ traceNumber }) => traceNumber ?? []))],
      returnedOn: came[returned]?.on ?? null,
      sentAgainOn: returned < 0 ? null : (again?.on ?? null),
    }));
  });
  return coverageOf({
    asOf: today,
    from,
    to,
    recoveries: await findRecoveryFacts(client, agencyId),
    traces: await findTraceFacts(client, agencyId),
    sent,
    failed: await findTracesThatWere(client, agencyId, correctableCompletion),
    settings: (await loadCitySettings(client, agencyId)).settings.tracing,
  });
}
