/**
 * The briefing of a lead as a document to print: what it says, what it rests on, what is not known, and by which rows.
 *
 * **Source.** Contents of an intelligence package (docs/methods/trafficking.md): trace summary, lives of the firearms, map, link chart,
 * profiles. **Input.** {@link Briefing}. **Output.** A {@link PrintedDocument}. **Limits.** Of long lists the first are printed, and it is
 * said how many there are; the data beside the document has all.
 */
import type { EntityPage } from '../model/answers.ts';
import type { Event } from '../model/evidence.ts';
import { handlingTags, type HandlingTag } from '../model/feeds.ts';
import type { LeadPage } from '../model/lead-answers.ts';
import { listedTraces } from '../model/listed-traces.ts';
import type { LeadPicture } from '../model/lead-picture.ts';
import type { PrintedBlock, PrintedDocument } from '../model/printed-document.ts';
import { caution, cutNote, heading, paragraph } from './briefing-blocks.ts';
import { history, indexParts, notes, profiles } from './briefing-parts.ts';
import { chartBlock, livesBlock, mapBlock, numberPlaces, type Land, type NumberedPlace } from './briefing-pictures.ts';
import { briefingText, type BriefingText } from './briefing-text.ts';

export interface Briefing {
  readonly page: LeadPage;
  readonly picture: LeadPicture;
  /** Pages of its people and dealers, in the order of the lead. */
  readonly profiles: readonly EntityPage[];
  readonly land: Land;
  readonly handling: readonly string[];
}

export interface BriefingOrder extends Pick<
  PrintedDocument,
  'language' | 'purpose' | 'madeBy' | 'madeAt' | 'timeZone' | 'agency'
> {
  /** Whom outside it is for, as two people agreed; null inside. */
  readonly recipient: { readonly name: string; readonly consentedBy: string } | null;
  readonly program: string;
  /** Versions of records it rests on. */
  readonly records: number;
}

export function briefingDocument(briefing: Briefing, order: BriefingOrder): PrintedDocument {
  const { page, picture, handling } = briefing;
  const { language, recipient, program, records, ...about } = order;
  const text = briefingText(language);
  const { say } = text;
  const { summary } = page;
  const numbered = numberPlaces(picture);
  const ballistic = picture.lives.flatMap(({ events }) => events.flatMap(({ tie }) => tie ?? []));
  const blocks: PrintedBlock[] = [
    ...(summary.standing === 'WITHDRAWN' ? [caution(say('brief.withdrawn'))] : []),
    ...(summary.joinedInto === null ? [] : [caution(say('brief.joined', { lead: summary.joinedInto }))]),
    paragraph(
      recipient === null
        ? say('brief.inside')
        : say('brief.handed', { name: recipient.name, by: recipient.consentedBy }),
    ),
    ...aboutLead(page, text, recipient === null ? standingInside(page, text) : []),
    heading(say('brief.known')),
    page.unknown.length === 0
      ? paragraph(say('brief.nothingUnknown'))
      : {
          kind: 'list',
          items: page.unknown.map(({ what, count, of, traces }) =>
            say('brief.unknownIs', { what: say(`leadUnknown.${what}`), count, of, traces: listedTraces(traces) }),
          ),
        },
    heading(say('brief.lives')),
    livesBlock(picture, text),
    ...cutNote(picture.firearms, 'brief.livesCut', text),
    ...picture.lives.flatMap((life) => [lifeTable(life, numbered.places, text)]),
    heading(say('brief.map')),
    ...mapBlock([...numbered.places.values()], briefing.land, text),
    ...(numbered.unplaced === 0 ? [] : [paragraph(say('brief.mapUnplaced', { n: numbered.unplaced }), 'muted')]),
    heading(say('brief.chart')),
    chartBlock(picture, text),
    ...(picture.linksFrom < picture.linksOf
      ? [paragraph(say('brief.chartCut', { from: picture.linksFrom, of: picture.linksOf }), 'muted')]
      : []),
    ...profiles(briefing, text),
    ...indexParts(page, text),
    ...notes(page, text),
    ...history(page, text),
    heading(say('brief.made')),
    {
      kind: 'facts',
      rows: [
        [say('brief.rules'), page.versions[0]?.engine ?? '–'],
        [say('brief.settings'), page.versions[0]?.settings ?? '–'],
        [say('brief.baseline'), String(page.versions[0]?.baseline ?? '–')],
        [say('brief.version'), String(summary.version)],
        [say('brief.program'), program],
        [say('brief.records'), String(records)],
      ],
    },
    heading(say('brief.cautions')),
    caution(say('leadCaution.lead')),
    caution(say('leadCaution.dealer')),
    caution(say('leadCaution.trace')),
    caution(say('leadCaution.use')),
    ...(ballistic.length === 0 ? [] : [caution(say('leadCaution.nibinLead')), caution(say('leadCaution.nibinHit'))]),
    ...(handling.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            items: handling.map((tag) => say('brief.tag', { tag, words: handlingTags[tag as HandlingTag] ?? '–' })),
          },
        ]),
  ];
  return {
    ...about,
    language,
    handling,
    title: say('brief.title', { lead: summary.lead }),
    subtitle: say(`leadKind.${summary.kind}`),
    caution: `${say('leadCaution.lead')} ${say('leadCaution.dealer')}`,
    blocks,
    sources: text.sources(),
  };
}

type Fact = readonly [label: string, value: string];

/** How the lead stands inside the agency: nothing of it is printed for anybody outside. */
function standingInside({ summary, use }: LeadPage, { say }: BriefingText): Fact[] {
  return [
    [
      say('brief.use'),
      say('brief.useIs', { n: summary.expectedUse.toFixed(0), useful: use.useful, outcomes: use.outcomes }),
    ],
    [
      say('brief.state'),
      [
        say(`leadStanding.${summary.standing}`),
        summary.triage === null
          ? say(`leadState.${summary.state}`)
          : say(`leadTriage.${summary.triage}` as 'leadTriage.hold'),
      ].join('; '),
    ],
    [say('brief.assignee'), summary.assignee ?? say('brief.nobody')],
    ...(summary.outcome === null ? [] : [[say('brief.outcome'), say(`leadOutcome.${summary.outcome}`)] as const]),
  ];
}

function aboutLead({ summary, refutation }: LeadPage, text: BriefingText, inside: readonly Fact[]): PrintedBlock[] {
  const { say } = text;
  const { gets, counts } = summary;
  const { geography, events, time, solvability } = gets;
  const unrecorded = say('brief.notRecorded');
  return [
    heading(say('brief.what')),
    paragraph(text.reason(summary.reason)),
    ...summary.also.map(({ kind, reason }) =>
      paragraph(say('brief.also', { kind: say(`leadKind.${kind}`), reason: text.reason(reason) })),
    ),
    heading(say('brief.refute')),
    { kind: 'list', items: refutation.map((each) => text.refutation(each)) },
    heading(say('brief.about')),
    {
      kind: 'facts',
      rows: [
        [say('brief.kind'), say(`leadKind.${summary.kind}`)],
        [say('brief.strength'), say('brief.strengthIs', { n: summary.strength.toFixed(0) })],
        ...inside,
        [say('brief.span'), [summary.from ?? unrecorded, summary.to ?? unrecorded].join(' – ')],
        [say('brief.counts'), say('brief.countsAre', counts)],
      ],
    },
    heading(say('brief.gets')),
    {
      kind: 'facts',
      rows: [
        [
          say('brief.geography'),
          [
            ...geography.places.map(({ label, count }) => `${label} (${count})`),
            ...(geography.unknown > 0 ? [say('brief.placesUnknown', { n: geography.unknown })] : []),
          ].join(', ') || unrecorded,
        ],
        [say('brief.events'), say('brief.eventsAre', events)],
        [
          say('brief.time'),
          say('brief.timeIs', {
            last: time.last ?? unrecorded,
            fastest: time.fastestDays === null ? unrecorded : say('brief.days', { n: time.fastestDays }),
          }),
        ],
        [
          say('brief.solvability'),
          say('brief.solvabilityIs', {
            purchaser: text.share(solvability.purchaserKnown),
            possessor: text.share(solvability.possessorKnown),
            dealer: text.share(solvability.dealerKnown),
            recovered: solvability.recovered,
          }),
        ],
      ],
    },
  ];
}

function lifeTable(
  { firearm, events }: LeadPicture['lives'][number],
  places: ReadonlyMap<string, NumberedPlace>,
  text: BriefingText,
): PrintedBlock {
  const { say } = text;
  const when = ({ kind, from, to }: Event) =>
    kind === 'unknown-interval'
      ? `${from?.slice(0, 10) ?? '?'} – ${to?.slice(0, 10) ?? '?'}`
      : (from?.slice(0, 16).replace('T', ' ') ?? say('brief.notRecorded'));
  const where = (event: Event) => {
    const number = places.get(`${firearm.id} ${event.id}`)?.number;
    return [event.place?.label, number === undefined ? null : `(${number})`].filter(Boolean).join(' ');
  };
  return {
    kind: 'table',
    caption: say('brief.firearm', { firearm: firearm.label }),
    columns: [
      { title: say('brief.when'), width: 1.1 },
      { title: say('brief.whatHappened'), width: 1.8 },
      { title: say('brief.where'), width: 1.4 },
      { title: say('brief.who'), width: 1.7 },
    ],
    rows: events.map((event) => [
      when(event),
      `${text.event(event)}${text.cite(event.sources)}${event.conflict === null ? '' : `; ${event.conflict}`}`,
      where(event),
      event.people
        .filter(({ id }) => id !== firearm.id)
        .map(({ label, role }) => `${label} (${role})`)
        .join(', '),
    ]),
    empty: say('brief.none'),
  };
}
