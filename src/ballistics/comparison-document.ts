/**
 * A comparison of two surfaces as a document to print: both surfaces, cells, figures, method, hashes, and what it does not say.
 *
 * **Source.** The words of `src/model/comparison-words.en.ts`. **Input.** A comparison and its pictures. **Output.** A {@link PrintedDocument}.
 * **Limits.** Of the fast mode; pictures are lit from one side, and the portal shows them from all.
 */
import { ballisticTextBlocks } from '../model/ballistic-text-blocks.ts';
import type { BallisticText } from '../model/ballistic-text.ts';
import { leadSentences, type ComparisonLead } from '../model/comparison-lead.ts';
import { comparisonWordsEn } from '../model/comparison-words.en.ts';
import { comparisonWordsEs } from '../model/comparison-words.es.ts';
import type { PrintedBlock, PrintedDocument, PrintedPictures, PrintedSquare } from '../model/printed-document.ts';
import { ratioText } from '../model/ratio-text.ts';
import type { ComparedExhibit, ComparedSurfaces, ScanVersion } from '../model/surface-comparison.ts';

type Word = keyof typeof comparisonWordsEn;
type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

export interface ComparisonReport {
  readonly exhibits: readonly [ComparedExhibit, ComparedExhibit];
  readonly scans: readonly [ScanVersion, ScanVersion];
  readonly compared: ComparedSurfaces;
  /** The newest lead of the two; null where there is none, or it is not for whoever prints. */
  readonly lead: ComparisonLead | null;
  /** What the city says of error rates and inconclusive results. */
  readonly text: BallisticText;
  readonly pictures: {
    readonly first: Uint8Array;
    readonly second: Uint8Array;
    readonly difference: Uint8Array | null;
    readonly left: number;
    readonly top: number;
    readonly side: number;
    readonly rangeMicrons: number;
  };
}

export type ComparisonOrder = Pick<
  PrintedDocument,
  'language' | 'purpose' | 'madeBy' | 'madeAt' | 'timeZone' | 'agency' | 'handling'
> & { readonly program: string };

/** How many times as long as they are lines are drawn from where a cell lies to where it was found. */
export const vectorTimes = 3;

export function comparisonSay(language: 'en' | 'es'): Say {
  const words: Readonly<Record<Word, string>> = language === 'es' ? comparisonWordsEs : comparisonWordsEn;
  return (word, values = {}) =>
    words[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function comparisonDocument(report: ComparisonReport, order: ComparisonOrder): PrintedDocument {
  const { exhibits, compared, lead } = report;
  const { program, ...about } = order;
  const say = comparisonSay(order.language);
  const of = lead === null ? null : leadSentences(lead, say);
  // What somebody concluded, or took back, stands before what the program alone may say.
  const foremost = of === null || lead?.holds === 'LEAD' ? say('compare.caution') : of[0];
  const [first, second] = exhibits.map(({ item }) => item) as [string, string];
  return {
    ...about,
    title: say('compare.title', { first, second }),
    subtitle: exhibits.map(({ case: number }) => number ?? say('compare.notKnown')).join(' · '),
    caution: foremost,
    blocks: [
      ...(exhibits.some(({ made }) => made) ? [caution(say('compare.made'))] : []),
      ...(of === null ? [] : [heading(say('compare.lead.heading')), ...of.map(caution)]),
      paragraph(say('compare.noConclusion')),
      exhibitTable(report, say),
      heading(say('compare.pictures')),
      ...pictureBlocks(report, say),
      heading(say('compare.found')),
      ...foundBlocks(compared, say),
      heading(say('compare.cells')),
      cellTable(compared, say),
      heading(say('compare.method')),
      ...methodBlocks(report, program, say),
      heading(say('compare.text')),
      ...ballisticTextBlocks(report.text, order.timeZone, say),
      heading(say('compare.cautions')),
      caution(foremost),
      caution(say('compare.subclass')),
      caution(say('compare.limits')),
    ],
    sources: [],
  };
}

const heading = (text: string): PrintedBlock => ({ kind: 'heading', level: 2, text });
const paragraph = (text: string): PrintedBlock => ({ kind: 'paragraph', text });
const caution = (text: string): PrintedBlock => ({ kind: 'paragraph', text, tone: 'caution' });

function exhibitTable({ exhibits }: ComparisonReport, say: Say): PrintedBlock {
  const row = (word: Word, told: (exhibit: ComparedExhibit) => string) => [say(word), ...exhibits.map(told)];
  return {
    kind: 'table',
    caption: '',
    columns: [{ title: '' }, { title: say('compare.first') }, { title: say('compare.second') }],
    rows: [
      row('compare.exhibit', ({ item }) => item),
      row('compare.case', ({ case: number }) => number ?? say('compare.notKnown')),
      row('compare.kind', ({ kind }) => say(`compare.kind.${kind}` as Word)),
      row('compare.origin', ({ origin }) => say(`compare.origin.${origin}` as Word)),
      row('compare.calibre', ({ calibre }) => calibre ?? say('compare.notKnown')),
    ],
    empty: '',
  };
}

function pictureBlocks({ compared, pictures }: ComparisonReport, say: Say): PrintedBlock[] {
  const { left, top, side, rangeMicrons } = pictures;
  const place = (x: number, y: number) => [(x - left) / side, (y - top) / side] as const;
  const squareOf = (cell: { readonly leftMicrons: number; readonly topMicrons: number }) => ({
    at: place(cell.leftMicrons, cell.topMicrons),
    side: compared.cellMicrons / side,
  });
  const half = compared.cellMicrons / 2;
  const squares: PrintedSquare[] = [
    ...compared.cellsNotCompared.map((cell) => ({ ...squareOf(cell), look: 'hatched' as const, to: null })),
    ...compared.cells.map((cell) => ({
      ...squareOf(cell),
      look: cell.congruent ? ('solid' as const) : ('dashed' as const),
      to:
        cell.reason === 'too-little'
          ? null
          : place(
              cell.leftMicrons + half + vectorTimes * cell.xMicrons,
              cell.topMicrons + half + vectorTimes * cell.yMicrons,
            ),
    })),
  ];
  const found = say('compare.cellsOf', { n: compared.congruentCells, of: compared.cellsCompared });
  const shown = (png: Uint8Array, label: string, marks: readonly PrintedSquare[], alone = label) => ({
    png,
    label,
    alone,
    squares: marks,
  });
  const scale = say('compare.scale', { mm: (side / 1000).toFixed(2) });
  const two: PrintedPictures = {
    kind: 'pictures',
    caption: '',
    pictures: [
      shown(pictures.first, say('compare.picture.first'), []),
      shown(pictures.second, say('compare.picture.second'), []),
    ],
    legend: [`${scale} ${say('compare.hatched')}`],
  };
  const more: PrintedPictures = {
    kind: 'pictures',
    caption: '',
    pictures: [
      shown(pictures.first, say('compare.cells'), squares, `${say('compare.firstOnSecond')}: ${found}`),
      ...(pictures.difference === null
        ? []
        : [shown(pictures.difference, say('compare.picture.difference', { range: rangeMicrons }), [])]),
    ],
    legend: [say('compare.cellsLegend', { n: vectorTimes })],
  };
  return [two, more];
}

function foundBlocks(compared: ComparedSurfaces, say: Say): PrintedBlock[] {
  if (compared.score === null)
    return [
      paragraph(say('compare.nothing')),
      paragraph(ratioText(compared.logLikelihoodRatio, { say, sayWith: say, sayTimes: say })),
    ];
  const { congruentCells, congruentCellsReverse, cellsCompared, cellsComparedReverse } = compared;
  const cells = (n: number, of: number) => say('compare.cellsOf', { n, of });
  const notCompared = compared.cellsNotCompared.length;
  return [
    {
      kind: 'facts',
      rows: [
        [
          say('compare.score'),
          `${cells(congruentCells + congruentCellsReverse, cellsCompared + cellsComparedReverse)} (${compared.score.toFixed(3)})`,
        ],
        [
          say('compare.firstOnSecond'),
          `${cells(congruentCells, cellsCompared)}; ${say('compare.notCompared', { n: notCompared })}`,
        ],
        [say('compare.secondOnFirst'), cells(congruentCellsReverse, cellsComparedReverse)],
        [say('compare.whole'), compared.wholeScanCorrelation?.toFixed(3) ?? '–'],
        [say('compare.turned'), compared.rotationDegrees === null ? '–' : `${compared.rotationDegrees.toFixed(1)}°`],
        [
          say('compare.moved'),
          compared.translationMicrons === null
            ? '–'
            : say('compare.across', {
                x: compared.translationMicrons.x.toFixed(0),
                y: compared.translationMicrons.y.toFixed(0),
              }),
        ],
        [say('compare.ratio'), ratioText(compared.logLikelihoodRatio, { say, sayWith: say, sayTimes: say })],
      ],
    },
  ];
}

function cellTable(compared: ComparedSurfaces, say: Say): PrintedBlock {
  const { allowanceMicrons: allowance, correlationLeast: least } = compared;
  return {
    kind: 'table',
    caption: '',
    columns: [
      { title: say('compare.row'), align: 'right' },
      { title: say('compare.column'), align: 'right' },
      { title: say('compare.correlation'), align: 'right', width: 1.4 },
      { title: say('compare.off'), align: 'right', width: 1.6 },
      { title: say('compare.turn'), align: 'right', width: 1.2 },
      { title: say('compare.why'), width: 4 },
    ],
    rows: [
      ...compared.cells.map((cell) => [
        String(cell.row + 1),
        String(cell.column + 1),
        cell.reason === 'too-little' ? '–' : (cell.correlation?.toFixed(2) ?? '–'),
        cell.reason === 'too-little' ? '–' : `${cell.xMicrons.toFixed(0)}; ${cell.yMicrons.toFixed(0)}`,
        cell.reason === 'too-little' ? '–' : `${cell.rotationDegrees.toFixed(1)}°`,
        say(`compare.reason.${cell.reason}`, { allowance, least }),
      ]),
      ...compared.cellsNotCompared.map((cell) => [
        String(cell.row + 1),
        String(cell.column + 1),
        '–',
        '–',
        '–',
        say('compare.reason.not-compared'),
      ]),
    ],
    empty: say('compare.noCells'),
  };
}

function methodBlocks({ compared, scans }: ComparisonReport, program: string, say: Say): PrintedBlock[] {
  const scanRows = (scan: ScanVersion, name: string): [string, string][] => [
    [`${name}, ${say('compare.file')}`, scan.file],
    [say('compare.hash'), scan.sha256],
    [say('compare.surfaceHash'), scan.surfaceSha256 ?? '–'],
    [say('compare.pitch'), scan.pitchMicrons === null ? '–' : `${scan.pitchMicrons.toPrecision(3)} µm`],
    [say('compare.mask'), maskText(scan, say)],
  ];
  return [
    paragraph(
      `${say('compare.thresholds', { cell: compared.cellMicrons, least: compared.correlationLeast, allowance: compared.allowanceMicrons })} ${say('compare.methodPage')}`,
    ),
    {
      kind: 'facts',
      rows: [
        [say('compare.engine'), compared.engine],
        [say('compare.program'), program],
        ...scanRows(scans[0], say('compare.first')),
        ...scanRows(scans[1], say('compare.second')),
      ],
    },
  ];
}

export function maskText({ masked, maskBy, maskConfidence }: ScanVersion, say: Say): string {
  if (masked === 'drawn') return say('compare.masked.drawn', { who: maskBy ?? '–' });
  return masked === 'given'
    ? say('compare.masked.given')
    : say('compare.masked.found', { confidence: maskConfidence?.toFixed(2) ?? '–' });
}
