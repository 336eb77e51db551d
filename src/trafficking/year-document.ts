/**
 * A report of a year as a document to print and as a table.
 *
 * **Source.** Habits of print: handling, purpose, who and when, sources, the caution. **Input.** A {@link TraceYear}, words, who prints it.
 * **Output.** A {@link PrintedDocument}; rows of a table with every number of the report.
 * **Limits.** Of long lists the document draws the first and says how many more there are; the table has all.
 */
import type { PrintedBlock, PrintedDocument, PrintedMap } from '../model/printed-document.ts';
import { countedBeside, countedLine, emptyLine, meanLines, publishedLine } from '../model/report-lines.ts';
import { percentOf, type ReportText } from '../model/report-text.ts';
import type { TraceYear, YearSection } from '../model/trace-year.ts';

/** Outline of each state by postal code, on a plane. */
export type StateOutlines = ReadonlyMap<string, PrintedMap['shapes'][number]['rings']>;

export interface PrintOrder extends Pick<PrintedDocument, 'purpose' | 'madeBy' | 'madeAt' | 'timeZone' | 'handling'> {
  readonly text: ReportText;
  readonly states: StateOutlines;
}

export function yearDocument(year: TraceYear, { text, states, ...about }: PrintOrder): PrintedDocument {
  const { say } = text;
  return {
    ...about,
    language: text.language,
    title: say(`title.${year.report}`),
    subtitle: say('subtitle', { place: placeOf(year), year: year.year }),
    agency: year.place.agency,
    caution: say('caution'),
    blocks: [
      paragraph(say(`audience.${year.audience}`)),
      paragraph(
        [`${countedLine(year, text)} [1]`, ...countedBeside(year).map(({ key, n }) => say(key, { n }))].join(' '),
      ),
      ...year.sections.flatMap((section) => sectionBlocks(section, year, text, states)),
    ],
    sources: [
      say('source.traces'),
      say('source.method'),
      ...(year.published === null ? [] : [say('source.published', { year: year.published.year })]),
    ],
  };
}

export function placeOf({ place }: Pick<TraceYear, 'place'>): string {
  return [place.city, place.state].filter(Boolean).join(', ') || place.agency;
}

const paragraph = (text: string, tone: 'plain' | 'muted' = 'plain'): PrintedBlock => ({
  kind: 'paragraph',
  text,
  tone,
});

function sectionBlocks(section: YearSection, year: TraceYear, text: ReportText, states: StateOutlines): PrintedBlock[] {
  const { say } = text;
  const { id, rows, drawn, folded } = section;
  const shown = rows.slice(0, drawn ?? rows.length);
  const more = rows.slice(shown.length);
  const caption = say(`section.${id}`);
  const empty = emptyLine(section, text);
  return [
    { kind: 'heading', level: 2, text: caption },
    paragraph(say(`section.${id}.help`), 'muted'),
    ...(empty === null ? [] : [paragraph(empty)]),
    ...(id === 'sources' && rows.length > 0 ? [mapOf(section, year, text, states)] : []),
    ...(empty !== null
      ? []
      : [
          {
            kind: 'bars' as const,
            caption: '',
            bars: [
              ...shown.map((row) => ({
                label: text.row(id, row),
                value:
                  row.share === null || row.share.denominator === 0 ? 0 : row.share.numerator / row.share.denominator,
                text: text.share(row.share),
              })),
              ...(folded === null
                ? []
                : [
                    {
                      label: say('foldedShort'),
                      value: folded.share.numerator / folded.share.denominator,
                      text: text.share(folded.share),
                    },
                  ]),
            ],
          },
        ]),
    ...(more.length === 0
      ? []
      : [
          paragraph(
            say('further', {
              n: more.length,
              firearms: more.reduce((sum, { share }) => sum + (share?.numerator ?? 0), 0),
            }),
            'muted',
          ),
        ]),
    ...meanLines(section, year.year, text).map((line) => paragraph(line)),
    ...(id === 'sources' ? [paragraph(`${publishedLine(year, text)}${year.published === null ? '' : ' [3]'}`)] : []),
  ];
}

function mapOf({ rows }: YearSection, { audience }: TraceYear, { say }: ReportText, states: StateOutlines): PrintedMap {
  const most = Math.max(1, ...rows.map(({ share }) => share?.numerator ?? 0));
  const counts = new Map(rows.map(({ key, share }) => [key, share?.numerator ?? 0]));
  return {
    kind: 'map',
    caption: '',
    shapes: [...states].map(([code, rings]) => {
      const count = counts.get(code) ?? 0;
      // By the root of the count: the own state is many times any other.
      return {
        rings,
        shade: count === 0 ? null : 0.15 + 0.85 * Math.sqrt(count / most),
        ...(count > 0 && { label: code }),
      };
    }),
    points: [],
    legend: say(`map.${audience}`),
  };
}

export const yearTableHead = [
  'report',
  'year',
  'audience',
  'section',
  'type',
  'group',
  'label',
  'numerator',
  'denominator',
  'unknown',
  'mean_years',
] as const;

/** Every number of the report, one row each; what is held back is empty. */
export function yearTable(year: TraceYear, text: ReportText): string[][] {
  const first = [year.report, String(year.year), year.audience];
  const numbers = (share: { numerator: number; denominator: number; unknown: number } | null) =>
    share === null ? ['', '', ''] : [share.numerator, share.denominator, share.unknown].map(String);
  return [
    [...first, 'counted', '', 'firearms', countedLine(year, text), String(year.firearms ?? ''), '', '', ''],
    ...countedBeside(year).map(({ key, n }) => [
      ...first,
      'counted',
      '',
      key,
      text.say(key, { n }),
      String(n),
      '',
      '',
      '',
    ]),
    ...year.sections.flatMap((section) => [
      ...section.rows.map((row) => [
        ...first,
        section.id,
        row.of ?? '',
        row.key,
        text.row(section.id, row),
        ...numbers(row.share),
        '',
      ]),
      ...(section.withheld ? [[...first, section.id, '', 'withheld', text.say('withheld'), '', '', '', '']] : []),
      ...(section.folded === null
        ? []
        : [
            [
              ...first,
              section.id,
              '',
              'folded',
              text.say('folded', { groups: section.folded.groups }),
              ...numbers(section.folded.share),
              '',
            ],
          ]),
      ...(section.mean === null
        ? []
        : [
            [
              ...first,
              section.id,
              '',
              'mean',
              meanLines(section, year.year, text)[0]!,
              '',
              String(section.mean.counted),
              String(section.mean.unknown),
              section.mean.value?.toFixed(2) ?? '',
            ],
          ]),
    ]),
    ...(year.published?.rows.map(({ key, share }) => [
      year.report,
      String(year.published!.year),
      year.audience,
      'published-sources',
      '',
      key,
      text.key('sources', key),
      ...numbers(share),
      '',
    ]) ?? []),
  ];
}

/** The same for a page of plain text with marks. */
export function yearMarkdown(year: TraceYear, text: ReportText, handling: readonly string[]): string {
  const { say } = text;
  const cell = (words: string) => words.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const table = ({ id, rows, folded }: YearSection) => [
    `| ${say('column.group')} | ${say('column.firearms')} | ${say('column.known')} | ${say('column.unknown')} | ${say('column.percent')} |`,
    '| --- | ---: | ---: | ---: | ---: |',
    ...[
      ...rows.map((row) => ({ label: text.row(id, row), share: row.share })),
      ...(folded === null ? [] : [{ label: say('folded', { groups: folded.groups }), share: folded.share }]),
    ].map(({ label, share }) =>
      share === null
        ? `| ${cell(label)} | ${say('heldBack')} | | | |`
        : `| ${cell(label)} | ${share.numerator} | ${share.denominator} | ${share.unknown} | ${share.denominator === 0 ? '' : percentOf(share)} |`,
    ),
  ];
  return [
    `# ${say(`title.${year.report}`)}`,
    `${say('subtitle', { place: placeOf(year), year: year.year })} · ${handling.join(', ')}`,
    say(`audience.${year.audience}`),
    `> ${say('caution')}`,
    [countedLine(year, text), ...countedBeside(year).map(({ key, n }) => say(key, { n }))].join(' '),
    ...year.sections.flatMap((section) => [
      `## ${say(`section.${section.id}`)}`,
      say(`section.${section.id}.help`),
      emptyLine(section, text) ?? table(section).join('\n'),
      ...meanLines(section, year.year, text),
      ...(section.id === 'sources' ? [publishedLine(year, text)] : []),
    ]),
    '',
  ].join('\n\n');
}
