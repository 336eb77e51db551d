import type pg from 'pg';
import { findRecordedRecoveries } from '../store/recorded-recoveries.ts';
import { insertRequest, insertRequestEvent } from '../store/tracing-requests.ts';
import { commonestOri } from '../store/tracing-facts.ts';
import { identityOf } from '../tracing/compare-result.ts';
import { prefillForm } from '../tracing/prefill-form.ts';
import { checkTraceRequest } from './check-trace-request.ts';
import { loadCitySettings } from './load-city-settings.ts';

/** Who works at the tracing desk, and when. */
export interface DeskTurn {
  readonly agencyId: number;
  readonly actor: string;
  /** ISO 8601. */
  readonly now: string;
  /** `YYYY-MM-DD`, local to the agency. */
  readonly today: string;
}

export interface PreparedRequests {
  /** Numbers of the requests made. */
  readonly requests: readonly number[];
  /** Records of which none was made, with the reason. */
  readonly refused: readonly { readonly record: number; readonly why: 'no-recovery' | 'has-request' }[];
}

/** Prepares a request from each of some recoveries, as a draft filled in as far as it is recorded. */
export async function prepareTraceRequests(
  client: pg.ClientBase,
  turn: DeskTurn,
  records: readonly number[],
): Promise<PreparedRequests> {
  const { agencyId, actor, now, today } = turn;
  const settings = (await loadCitySettings(client, agencyId)).settings.tracing;
  const recoveries = await findRecordedRecoveries(client, agencyId, records);
  const ori = await commonestOri(client, agencyId);
  const requests: number[] = [];
  const refused: PreparedRequests['refused'][number][] = records
    .filter((record) => !recoveries.some((each) => each.record === record))
    .map((record) => ({ record, why: 'no-recovery' }));
  for (const recovery of recoveries) {
    const { form, prefilled } = prefillForm(recovery, { today, ori, settings });
    const { traceNumber } = recovery;
    const checks = await checkTraceRequest(client, { agencyId, today, request: null, traceNumber }, form);
    const request = await insertRequest(client, agencyId, {
      state: 'DRAFT',
      recoverySource: recovery.source,
      recoveryKey: recovery.key,
      propertyNumber: recovery.propertyNumber,
      traceNumber: null,
      form,
      prefilled,
      acknowledged: [],
      checks,
      ...identityOf(form),
      taken: [],
      setAside: [],
      disagrees: false,
      stateBy: actor,
      at: now,
    });
    if (request === null) {
      refused.push({ record: recovery.record, why: 'has-request' });
      continue;
    }
    await insertRequestEvent(client, agencyId, request, {
      step: 'prepare',
      from: null,
      to: 'DRAFT',
      form,
      traceNumber: null,
      acknowledged: [],
      note: null,
      changed: Object.keys(form),
      byImport: false,
      by: actor,
      at: now,
    });
    requests.push(request);
  }
  return { requests, refused };
}
