import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { HandlingTag } from '../model/feeds.ts';
import { reportText, type ReportLanguage } from '../model/report-text.ts';
import type { Audience, TraceYear, TraceYears, YearReportKind } from '../model/trace-year.ts';
import type { Agency } from '../store/agencies.ts';
import { findPublishedFlows } from '../store/trace-flows.ts';
import { traceYear, traceYears } from '../trafficking/trace-year.ts';
import { yearDocument, yearMarkdown, yearTable, yearTableHead } from '../trafficking/year-document.ts';
import { loadCitySettings } from './load-city-settings.ts';
import { loadFacts, loadTraceFacts } from './load-trace-facts.ts';
import { renderPdf } from './render-pdf.ts';
import { stateOutlines } from './state-outlines.ts';
import { csvCell } from './write-whole.ts';
import { guardCell } from '../sources/guard-cell.ts';

/** What a report is of and for whom. */
export interface YearQuestion {
  readonly report: YearReportKind;
  readonly year: number;
  readonly audience: Audience;
}

/** The agency whose reports these are; its number, or that of an excerpt of it. */
export type ReportingAgency = Pick<Agency, 'agencyId' | 'name' | 'city' | 'state' | 'timeZone'>;

/** Who has a report printed, when and what for. */
export interface Printing {
  readonly language: ReportLanguage;
  readonly purpose: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** What reports are counted from, and so how they may be handled. */
export const reportHandling: readonly HandlingTag[] = ['CITY-RMS', 'FTS-TIAHRT'];

export async function listReportYears(client: pg.ClientBase, agency: ReportingAgency): Promise<TraceYears> {
  const { home } = (await loadCitySettings(client, agency.agencyId)).settings;
  return traceYears(await loadTraceFacts(client, agency.agencyId, home));
}

export async function reportYear(
  client: pg.ClientBase,
  agency: ReportingAgency,
  question: YearQuestion,
): Promise<TraceYear> {
  const { home } = (await loadCitySettings(client, agency.agencyId)).settings;
  const { traces, firearms } = await loadFacts(client, agency.agencyId, home);
  const report = traceYear({
    ...question,
    place: { agency: agency.name, city: agency.city, state: agency.state },
    traces,
    firearms,
    published: agency.state === null ? [] : await findPublishedFlows(client, agency.agencyId, agency.state),
  });
  if (report.firearms !== 0) return report;
  const { years } = traceYears(traces);
  throw new Failure(
    'report.no-year',
    `Expected a year in which firearms were recovered and traced (${years.map(({ year }) => year).join(', ') || 'there is none yet: import trace results'}); got ${question.year}.`,
    { detail: { year: question.year } },
  );
}

export async function yearPdf(report: TraceYear, printing: Printing, timeZone: string): Promise<Uint8Array> {
  return renderPdf(
    yearDocument(report, {
      text: reportText(printing.language),
      states: await stateOutlines(),
      handling: reportHandling,
      purpose: printing.purpose || reportText(printing.language).say('noPurpose'),
      madeBy: printing.madeBy,
      madeAt: printing.madeAt.toISOString(),
      timeZone,
    }),
  );
}

/** A table with what a reader has to know in lines behind a number sign. */
export function yearCsv(report: TraceYear, printing: Printing): string {
  const text = reportText(printing.language);
  const notes = [
    `${text.say(`title.${report.report}`)}, ${report.year}`,
    reportHandling.join(', '),
    text.say(`audience.${report.audience}`),
    [printing.madeBy, printing.madeAt.toISOString(), printing.purpose].filter((each) => each !== '').join(', '),
    text.say('caution'),
  ];
  const line = (cells: readonly string[]) => cells.map((cell) => csvCell(guardCell(cell))).join(',');
  return [
    ...notes.map((note) => `# ${note.replaceAll(/[\r\n]+/g, ' ')}`),
    line(yearTableHead),
    ...yearTable(report, text).map(line),
    '',
  ].join('\r\n');
}

export function yearText(report: TraceYear, language: ReportLanguage): string {
  return yearMarkdown(report, reportText(language), reportHandling);
}
