/**
 * Parts of a briefing: people and dealers as recorded, the index of each trace in parts, the history of the lead.
 *
 * **Source.** The pages of the portal they stand on. **Input.** A {@link Briefing} and its words. **Output.** Blocks of a printed document.
 * **Limits.** Of a person or dealer the newest rows are printed, and it is said how many there are.
 */
import type { EntityPage } from '../model/answers.ts';
import type { LeadPage } from '../model/lead-answers.ts';
import type { PrintedBlock } from '../model/printed-document.ts';
import { cutNote, heading, paragraph } from './briefing-blocks.ts';
import type { BriefingText } from './briefing-text.ts';

const observationsPrinted = 20;

export function profiles(
  { page, profiles: pages }: { readonly page: LeadPage; readonly profiles: readonly EntityPage[] },
  text: BriefingText,
): PrintedBlock[] {
  const { say } = text;
  const total = page.evidence.persons.length + page.evidence.dealers.length;
  if (total === 0) return [];
  // Outside: names alone.
  if (pages.length === 0)
    return [
      heading(say('brief.profiles')),
      { kind: 'list', items: [...page.evidence.persons, ...page.evidence.dealers].map(({ label }) => label) },
    ];
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

export function indexParts({ evidence }: LeadPage, text: BriefingText): PrintedBlock[] {
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

export function history({ versions, events, recipients }: LeadPage, text: BriefingText): PrintedBlock[] {
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
      // What was given by a slip, and taken back, was not received.
      rows: recipients
        .filter(({ takenBackAt }) => takenBackAt === null)
        .map(({ givenAt, name, side, purpose, version }) => [
          givenAt.slice(0, 10),
          `${name}, ${say(`brief.side.${side}` as 'brief.side.inside')}`,
          purpose,
          String(version),
        ]),
      empty: say('brief.none'),
    },
  ];
}

/** What people wrote about the lead and chose to have printed. */
export function notes({ notes: written }: LeadPage, { say }: BriefingText): PrintedBlock[] {
  if (written.length === 0) return [];
  return [
    heading(say('brief.notes')),
    {
      kind: 'table',
      caption: say('brief.notes'),
      columns: [
        { title: say('brief.when'), width: 1.2 },
        { title: say('brief.name'), width: 1.6 },
        { title: say('brief.note'), width: 5 },
      ],
      rows: written.map(({ at, by, text }) => [at.slice(0, 16).replace('T', ' '), by, text]),
      empty: say('brief.none'),
    },
  ];
}

const stepWords = (step: string, { say }: BriefingText) => say(`leadStep.${step}` as 'leadStep.assign');
