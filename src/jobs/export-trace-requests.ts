import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { traceCaution } from '../model/tracing.ts';
import { guardCell } from '../sources/guard-cell.ts';
import type { Agency } from '../store/agencies.ts';
import { findRequestsByNumber } from '../store/tracing-requests.ts';
import { printRequest, requestCsvHeader, requestCsvRow, type PrintedRequest } from '../tracing/print-request.ts';
import { stateAfter } from '../tracing/request-states.ts';
import type { DeskTurn } from './prepare-trace-requests.ts';
import { renderPdf } from './render-pdf.ts';
import { move } from './step-trace-request.ts';

export interface ExportOrder {
  readonly requests: readonly number[];
  readonly format: 'csv' | 'pdf';
  readonly purpose: string;
}

/**
 * Requests as a file in the layout of the form, each marked as exported. All of them or none: one that cannot be exported
 * (a draft, or one that is with the tracing centre) refuses the whole.
 */
export async function exportTraceRequests(
  client: pg.ClientBase,
  turn: DeskTurn,
  agency: Agency,
  { requests: numbers, format, purpose }: ExportOrder,
): Promise<Uint8Array> {
  const requests = await findRequestsByNumber(client, turn.agencyId, numbers, 'change');
  const missing = numbers.filter((number) => !requests.some(({ request }) => request === number));
  const unfit = requests.filter(({ state }) => stateAfter(state, 'export') === null).map(({ request }) => request);
  if (missing.length + unfit.length > 0)
    throw new Failure(
      missing.length > 0 ? 'tracing.unknown' : 'tracing.wrong-step',
      `Expected requests that are validated; got ${[...missing, ...unfit].slice(0, 10).join(', ')}, which are not. Validate them first, or leave them out.`,
    );
  for (const request of requests)
    await move(client, turn, request, {
      step: 'export',
      to: stateAfter(request.state, 'export')!,
      note: format,
    });
  const printed = requests.map(({ request, form, traceNumber, state }): PrintedRequest => ({
    request,
    form,
    traceNumber,
    state,
  }));
  return format === 'csv' ? csvOf(printed) : pdfOf(printed, { turn, agency, purpose });
}

const csvCell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function csvOf(requests: readonly PrintedRequest[]): Uint8Array {
  const lines = [requestCsvHeader, ...requests.map(requestCsvRow)];
  return Buffer.from(
    lines.map((cells) => `${cells.map((cell) => csvCell(guardCell(cell))).join(',')}\r\n`).join(''),
    'utf8',
  );
}

function pdfOf(
  requests: readonly PrintedRequest[],
  { turn, agency, purpose }: { turn: DeskTurn; agency: Agency; purpose: string },
): Promise<Uint8Array> {
  return renderPdf({
    language: 'en',
    title: 'Request to trace a firearm',
    subtitle: `Items of ATF Form 3312.1, one form a firearm: ${requests.length === 1 ? '1 form' : `${requests.length} forms`}`,
    handling: ['FTS-TIAHRT', 'CITY-RMS'],
    purpose: purpose || 'Request to the National Tracing Center',
    madeBy: turn.actor,
    agency: agency.name,
    madeAt: turn.now,
    timeZone: agency.timeZone,
    caution: traceCaution,
    blocks: requests.flatMap((request, at) => [
      ...(at === 0 ? [] : [{ kind: 'new-page' as const }]),
      ...printRequest(request),
    ]),
    sources: [],
  });
}
