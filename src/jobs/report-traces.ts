import type pg from 'pg';
import type { ReportGroup, TraceReport } from '../model/trace-report.ts';
import type { Home } from '../trace/trace-facts.ts';
import { traceReport } from '../trafficking/trace-report.ts';
import { loadTraceFacts } from './load-trace-facts.ts';

/** Traces of an agency counted by dealer, purchaser, source state or model. */
export async function reportTraces(
  client: pg.ClientBase,
  agencyId: number,
  { by, home }: { readonly by: ReportGroup; readonly home: Home },
): Promise<TraceReport> {
  return traceReport(await loadTraceFacts(client, agencyId, home), by);
}
