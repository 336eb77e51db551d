/**
 * The ballistic evidence of a case as a document to print: leads and what examiners concluded, exhibits, clocks, custody, scans and searches, what
 * is not known, and what it does not say.
 *
 * **Source.** Wording: `domain.md` §3.7, after _Abruquah v. State_ (Md. 2023): a possible association until an examiner concluded, with limitations.
 * **Input.** The exhibits of a case with every step, the leads of their pairs as they hold now, and what the city signed. **Output.** A
 * {@link PrintedDocument}. **Limits.** Candidates are no leads and are left out; leads that only files of others tell are not of an exhibit here.
 */
import { ballisticTextBlocks } from '../model/ballistic-text-blocks.ts';
import type { BallisticText } from '../model/ballistic-text.ts';
import { leadSentences, type ComparisonLead } from '../model/comparison-lead.ts';
import { comparisonWordsEn } from '../model/comparison-words.en.ts';
import { comparisonWordsEs } from '../model/comparison-words.es.ts';
import type { ExhibitClock, ExhibitPage } from '../model/exhibit-page.ts';
import { exhibitWordsEn } from '../model/exhibit-words.en.ts';
import { exhibitWordsEs } from '../model/exhibit-words.es.ts';
import type { PrintedBlock, PrintedDocument } from '../model/printed-document.ts';

const wordsEn = { ...comparisonWordsEn, ...exhibitWordsEn };
const wordsEs: Readonly<Record<keyof typeof wordsEn, string>> = { ...comparisonWordsEs, ...exhibitWordsEs };
type Word = keyof typeof wordsEn;
type Say = (word: Word, values?: Readonly<Record<string, string | number>>) => string;

/** A lead of an exhibit of the case, and the exhibit at its other end. */
export interface CaseLead {
  readonly lead: ComparisonLead;
  readonly own: string;
  readonly other: string;
  /** Null where it is not known; that of the report where both are of it. */
  readonly otherCase: string | null;
  readonly isWithin: boolean;
}

export interface CaseReport {
  /** As written. */
  readonly case: string;
  /** By item. */
  readonly exhibits: readonly ExhibitPage[];
  /** The newest of each pair, withdrawn ones too. */
  readonly leads: readonly CaseLead[];
  readonly text: BallisticText;
}

export type CaseOrder = Pick<
  PrintedDocument,
  'language' | 'purpose' | 'madeBy' | 'madeAt' | 'timeZone' | 'agency' | 'handling'
> & { readonly program: string };

interface Telling {
  readonly say: Say;
  readonly moment: (instant: string) => string;
}

export function caseDocument(report: CaseReport, order: CaseOrder): PrintedDocument {
  const { program, ...about } = order;
  const words: Readonly<Record<Word, string>> = order.language === 'es' ? wordsEs : wordsEn;
  const say: Say = (word, values = {}) =>
    words[word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  const format = new Intl.DateTimeFormat(order.language === 'es' ? 'es-US' : 'en-US', {
    timeZone: order.timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const telling: Telling = { say, moment: (instant) => format.format(new Date(instant)) };
  const { exhibits } = report;
  const made = exhibits.filter((each) => each.made);
  return {
    ...about,
    title: say('case.title', { case: report.case }),
    subtitle: say('case.subtitle', { n: exhibits.length, zone: order.timeZone }),
    caution: say('case.caution'),
    blocks: [
      ...(made.length === 0 ? [] : [caution(say('case.made', { items: itemsOf(made) }))]),
      heading(say('case.leads')),
      ...leadBlocks(report.leads, say),
      heading(say('case.exhibits')),
      exhibitTable(exhibits, telling),
      heading(say('case.unknowns')),
      unknownList(exhibits, say),
      ...exhibits.flatMap((each) => exhibitBlocks(each, telling)),
      heading(say('compare.text')),
      ...ballisticTextBlocks(report.text, order.timeZone, say),
      heading(say('compare.cautions')),
      caution(say('case.caution')),
      caution(say('compare.noConclusion')),
      caution(say('compare.subclass')),
      caution(say('case.notHere')),
      { kind: 'facts', rows: [[say('compare.program'), program]] },
      paragraph(say('compare.methodPage')),
    ],
    sources: [],
  };
}

const heading = (text: string, level: 2 | 3 = 2): PrintedBlock => ({ kind: 'heading', level, text });
const paragraph = (text: string): PrintedBlock => ({ kind: 'paragraph', text });
const caution = (text: string): PrintedBlock => ({ kind: 'paragraph', text, tone: 'caution' });
const itemsOf = (exhibits: readonly ExhibitPage[]) => exhibits.map(({ item }) => item).join(', ');

function leadBlocks(leads: readonly CaseLead[], say: Say): PrintedBlock[] {
  if (leads.length === 0) return [paragraph(say('case.leadsNone'))];
  return leads.flatMap(({ lead, own, other, otherCase, isWithin }) => [
    heading(
      isWithin
        ? say('case.leadWithin', { own, other })
        : say('case.leadBetween', { own, other, case: otherCase ?? say('case.notKnown') }),
      3,
    ),
    ...leadSentences(lead, say).map((sentence) => (lead.holds === 'HIT' ? paragraph(sentence) : caution(sentence))),
  ]);
}

function exhibitTable(exhibits: readonly ExhibitPage[], { say, moment }: Telling): PrintedBlock {
  return {
    kind: 'table',
    caption: '',
    columns: [
      { title: say('case.item') },
      { title: say('case.what'), width: 1.6 },
      { title: say('case.calibre') },
      { title: say('case.collected'), width: 1.6 },
      { title: say('case.holder'), width: 1.2 },
      { title: say('case.stands'), width: 1.6 },
    ],
    rows: exhibits.map((each) => [
      each.item,
      `${say(`exhibits.kind.${each.kind}`)}, ${say(`exhibits.origin.${each.origin}`)}`,
      each.calibreWritten ?? each.calibre ?? say('case.notKnown'),
      told(each.collectedAt, each.collectedBy, { say, moment }),
      each.holder ?? say('case.notKnown'),
      each.notEnteredReason === null
        ? say(`exhibits.state.${each.state}`)
        : say('case.because', { state: say(`exhibits.state.${each.state}`), why: each.notEnteredReason }),
    ]),
    empty: '',
  };
}

function told(at: string | null, who: string | null, { say, moment }: Telling): string {
  if (at === null) return who ?? say('case.notKnown');
  return who === null ? moment(at) : say('case.by', { at: moment(at), who });
}

const scanInForce = ({ scanList }: ExhibitPage) =>
  scanList.find(({ state, supersededBy }) => state === 'PREPARED' && supersededBy === null);

/** What is wanting of which exhibits, each told of those it is asked of. */
const wanting: Readonly<Record<Extract<Word, `case.unknown.${string}`>, (exhibit: ExhibitPage) => boolean>> = {
  'case.unknown.collected': ({ collectedAt }) => collectedAt === null,
  'case.unknown.calibre': ({ calibre, calibreSource }) => calibre === null || calibreSource !== 'EXAMINED',
  'case.unknown.scan': (each) => each.kind === 'CASING' && scanInForce(each) === undefined,
  'case.unknown.failed': ({ scanList }) => scanList.some(({ state }) => state === 'FAILED'),
  'case.unknown.search': (each) => {
    const scan = scanInForce(each);
    return scan !== undefined && !each.requests.some((of) => of.scan === scan.scan && of.state === 'DONE');
  },
  'case.unknown.review': ({ state }) => state === 'CORRELATED',
  'case.unknown.late': ({ late }) => late.length > 0,
  'case.unknown.nothing': () => false,
};

function unknownList(exhibits: readonly ExhibitPage[], say: Say): PrintedBlock {
  const items = Object.entries(wanting).flatMap(([word, isWanting]) => {
    const of = exhibits.filter(isWanting);
    return of.length === 0 ? [] : [say(word as Word, { items: itemsOf(of) })];
  });
  return { kind: 'list', items: items.length === 0 ? [say('case.unknown.nothing')] : items };
}

function exhibitBlocks(exhibit: ExhibitPage, telling: Telling): PrintedBlock[] {
  const { say, moment } = telling;
  const { item, aperture, breechFace, scanList, requests, testFires } = exhibit;
  const marks = [
    ...(aperture === null ? [] : [say(`exhibits.aperture.${aperture}`)]),
    ...(breechFace === null ? [] : [say(`exhibits.breechFace.${breechFace}`)]),
  ];
  const numbers = [exhibit.labItem, exhibit.ibis, exhibit.marker].filter((each) => each !== null);
  return [
    heading(say('compare.item', { item })),
    ...(marks.length === 0 ? [] : [paragraph(marks.join(', '))]),
    ...(numbers.length === 0 ? [] : [paragraph(`${say('case.numbers')}: ${numbers.join(', ')}`)]),
    {
      kind: 'table',
      caption: say('case.clocks'),
      columns: [{ title: say('case.stage'), width: 1.6 }, { title: say('case.took') }, { title: say('case.target') }],
      rows: exhibit.clocks.map((clock) => [
        say(`exhibits.stage.${clock.stage}`),
        tookOf(clock, say),
        targetOf(clock, say),
      ]),
      empty: say('case.noClocks'),
    },
    chainTable(exhibit, telling),
    ...(testFires.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: say('case.fires'),
            columns: [
              { title: say('case.when') },
              { title: say('case.who') },
              { title: say('case.rounds') },
              { title: say('case.ammunition') },
              { title: say('case.trap') },
            ],
            rows: testFires.map((fire) => [
              moment(fire.firedAt),
              fire.technician,
              fire.refused === null ? String(fire.rounds) : say('case.refused', { why: fire.refused }),
              fire.ammunition ?? say('case.notKnown'),
              fire.trap === null ? say('case.notKnown') : say(`exhibits.trap.${fire.trap}`),
            ]),
            empty: '',
          } as const,
        ]),
    ...(scanList.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: say('case.scans'),
            columns: [
              { title: say('compare.file'), width: 1.4 },
              { title: say('case.stands') },
              { title: say('compare.hash'), width: 2.6 },
            ],
            rows: scanList.map((scan) => [
              scan.file,
              scan.state === 'PREPARED' && scan.supersededBy !== null
                ? say('case.superseded')
                : say(`case.scanState.${scan.state}`),
              scan.sha256,
            ]),
            empty: '',
          } as const,
        ]),
    ...(requests.length === 0
      ? []
      : [
          {
            kind: 'table',
            caption: say('case.searches'),
            columns: [
              { title: say('case.searched') },
              { title: say('case.ofIndexed'), width: 1.8 },
              { title: say('case.engine') },
            ],
            rows: requests.map((of) => [
              of.state === 'DONE' && of.finishedAt !== null
                ? moment(of.finishedAt)
                : of.state === 'FAILED'
                  ? say('case.search.FAILED', { why: of.failure?.message ?? say('case.notKnown') })
                  : say(of.state === 'RUNNING' ? 'case.search.RUNNING' : 'case.search.WAITING'),
              of.compared === null || of.indexed === null
                ? say('case.notKnown')
                : say('case.comparedOf', { n: of.compared, of: of.indexed, other: of.otherClass ?? 0 }),
              of.engine ?? say('case.notKnown'),
            ]),
            empty: '',
          } as const,
        ]),
  ];
}

function tookOf({ is, hours, late }: ExhibitClock, say: Say): string {
  if (hours === null) return say('case.notKnown');
  const time = say(is === 'waiting' ? 'case.soFar' : 'case.hours', { n: hours.toFixed(1) });
  return late === true ? say('case.late', { time }) : time;
}

function targetOf({ target }: ExhibitClock, say: Say): string {
  if (target === null) return say('case.noTarget');
  return target.kind === 'hours'
    ? say('case.targetHours', { n: target.hours })
    : say('case.targetDays', { n: target.days });
}

/** Every step, the oldest first; what was taken back stays, and says so. */
function chainTable({ history }: ExhibitPage, { say, moment }: Telling): PrintedBlock {
  return {
    kind: 'table',
    caption: say('case.chain'),
    columns: [
      { title: say('case.when'), width: 1.3 },
      { title: say('case.step'), width: 1.3 },
      { title: say('case.from') },
      { title: say('case.to') },
      { title: say('case.note'), width: 1.6 },
      { title: say('case.who') },
    ],
    rows: history.map((step) => {
      const did = say(`exhibits.did.${step.step}`);
      return [
        moment(step.at),
        step.undone ? say('case.undone', { step: did }) : did,
        step.custodyFrom ?? '',
        step.custodyTo ?? '',
        step.compared === null ? noteOf(step, say) : say('case.compared', { n: step.compared }),
        step.byProgram ? say('case.program') : step.by,
      ];
    }),
    empty: '',
  };
}

/** What was taken back is noted by the name of its step. */
function noteOf({ step, note }: ExhibitPage['history'][number], say: Say): string {
  const undone = `exhibits.did.${note ?? ''}`;
  return step === 'undo' && undone in exhibitWordsEn ? say(undone as Word) : (note ?? '');
}
