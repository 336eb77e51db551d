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
import type { LeadPicture } from '../model/lead-picture.ts';
import type { PrintedBlock, PrintedDocument } from '../model/printed-document.ts';
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

const observationsPrinted = 20;

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
    ...aboutLead(page, text),
    heading(say('brief.known')),
    page.unknown.length === 0
      ? paragraph(say('brief.nothingUnknown'))
      : {
          kind: 'list',
          items: page.unknown.map(({ what, count, of }) =>
            say('brief.unknownIs', { what: say(`leadUnknown.${what}` as 'leadUnknown.purchaser'), count, of }),
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

const heading = (text: string, level: 2 | 3 = 2): PrintedBlock => ({ kind: 'heading', level, text });
const paragraph = (text: string, tone: 'plain' | 'muted' = 'plain'): PrintedBlock => ({
  kind: 'paragraph',
  text,
  tone,
});
const caution = (text: string): PrintedBlock => ({ kind: 'paragraph', text, tone: 'caution' });

function cutNote(
  { shown, total }: { readonly shown: number; readonly total: number },
  word: 'brief.livesCut' | 'brief.profilesCut' | 'brief.observationsCut',
  { say }: BriefingText,
): PrintedBlock[] {
  return shown === total ? [] : [paragraph(say(word, { shown, total }), 'muted')];
}

function aboutLead({ summary, refutation, use }: LeadPage, text: BriefingText): PrintedBlock[] {
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

function profiles({ page, profiles: pages }: Briefing, text: BriefingText): PrintedBlock[] {
  const { say } = text;
  const total = page.evidence.persons.length + page.evidence.dealers.length;
  if (total === 0) return [];
  return [
    heading(say('brief.profiles')),
    ...cutNote({ shown: pages.length, total }, 'brief.profilesCut', text),
    ...pages.flatMap((of): PrintedBlock[] => [
      heading(of.entity.label, 3),
      ...(of.entity.kind === 'dealer' ? [paragraph(say('leadCaution.dealer'), 'muted')] : []),
      paragraph(say('brief.resolved', { n: of.observationsTotal })),
      ...(of.apart.length === 0
        ? []
        : [
            paragraph(
              say('brief.apart', { names: of.apart.map(({ label, reason }) => `${label} (${reason})`).join(', ') }),
            ),
          ]),
      {
        kind: 'facts',
        rows: of.facts.map(({ name, value, sources }) => [name, `${value}${text.cite(sources)}`]),
      },
      {
        kind: 'table',
        caption: say('brief.observations', { who: of.entity.label }),
        columns: [
          { title: say('brief.when') },
          { title: say('brief.role'), width: 1.2 },
          { title: say('brief.value'), width: 3 },
          { title: say('brief.joinedBy'), width: 1.6 },
        ],
        rows: of.observations.slice(0, observationsPrinted).map(({ seenOn, role, values, joinedBy, source }) => [
          seenOn ?? '',
          `${role}${text.cite([source])}`,
          Object.entries(values)
            .filter(([name, value]) => said(name, value))
            .map(([name, value]) => `${name.replaceAll('_', ' ')} ${String(value)}`)
            .join('; '),
          joinedBy ?? '',
        ]),
        empty: say('brief.none'),
      },
      ...cutNote(
        { shown: Math.min(observationsPrinted, of.observations.length), total: of.observationsTotal },
        'brief.observationsCut',
        text,
      ),
    ]),
  ];
}

const leftOut: ReadonlySet<string> = new Set(['role', 'warnings']);
const said = (name: string, value: unknown) =>
  !leftOut.has(name) && ['string', 'number', 'boolean'].includes(typeof value) && value !== '';

function indexParts({ evidence }: LeadPage, text: BriefingText): PrintedBlock[] {
  const { say } = text;
  if (evidence.traces.length === 0) return [];
  const points = (value: number) => value.toFixed(1);
  return [
    heading(say('brief.index')),
    ...evidence.traces.map(({ traceNumber, score, low, high, parts }): PrintedBlock =>
      score === null
        ? paragraph(say('brief.traceNone', { trace: traceNumber }))
        : {
            kind: 'table',
            caption: say('brief.trace', {
              trace: traceNumber,
              score: points(score),
              low: points(low ?? score),
              high: points(high ?? score),
            }),
            columns: [
              { title: say('brief.part'), width: 3 },
              { title: say('brief.points'), align: 'right' },
              { title: say('brief.range'), align: 'right', width: 1.4 },
            ],
            rows: parts
              .filter(({ low: least, high: most }) => least !== 0 || most !== 0)
              .map(({ name, value, contribution, low: least, high: most }) => [
                `${say(`leadPart.${name}`)}${value === null ? ` (${say('brief.notRecorded')})` : ''}`,
                points(contribution),
                `${points(least)} – ${points(most)}`,
              ]),
            empty: say('brief.none'),
          },
    ),
  ];
}

function history({ versions, events, recipients }: LeadPage, text: BriefingText): PrintedBlock[] {
  const { say } = text;
  return [
    heading(say('brief.history')),
    {
      kind: 'table',
      caption: say('brief.history'),
      columns: [
        { title: say('brief.version') },
        { title: say('brief.when'), width: 1.4 },
        { title: say('brief.change'), width: 3 },
        { title: say('brief.lost'), width: 3 },
      ],
      rows: versions.map(({ version, madeAt, change, reason, lost }) => [
        String(version),
        madeAt.slice(0, 10),
        `${say(`leadChange.${change}`)}: ${text.reason(reason)}`,
        [
          ...lost.reasons.map((each) => say(`leadLoss.${each}` as 'leadLoss.weaker')),
          ...lost.traces,
          ...lost.entities.map(({ label }) => label),
        ].join('; '),
      ]),
      empty: say('brief.none'),
    },
    // Of who did what with it nothing is told outside.
    ...(events.length === 0 && recipients.length === 0 ? [] : handled({ events, recipients }, text)),
  ];
}

function handled({ events, recipients }: Pick<LeadPage, 'events' | 'recipients'>, text: BriefingText): PrintedBlock[] {
  const { say } = text;
  return [
    {
      kind: 'table',
      caption: say('brief.steps'),
      columns: [
        { title: say('brief.when'), width: 1.4 },
        { title: say('brief.step'), width: 2 },
        { title: say('brief.reason'), width: 3 },
        { title: say('brief.name'), width: 1.6 },
      ],
      rows: events.map(({ at, step, reason, actor, second }) => [
        at.slice(0, 10),
        stepWords(step, text),
        reason ?? '',
        [actor, second].filter(Boolean).join(' + '),
      ]),
      empty: say('brief.none'),
    },
    {
      kind: 'table',
      caption: say('brief.recipients'),
      columns: [
        { title: say('brief.when'), width: 1.4 },
        { title: say('brief.name'), width: 3 },
        { title: say('brief.purpose'), width: 3 },
        { title: say('brief.version') },
      ],
      rows: recipients.map(({ givenAt, name, side, purpose, version }) => [
        givenAt.slice(0, 10),
        `${name}, ${say(`brief.side.${side}` as 'brief.side.inside')}`,
        purpose,
        String(version),
      ]),
      empty: say('brief.none'),
    },
  ];
}

const stepWords = (step: string, { say }: BriefingText) => say(`leadStep.${step}` as 'leadStep.assign');
