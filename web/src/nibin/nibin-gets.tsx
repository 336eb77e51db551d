import type { ReactNode } from 'react';
import type { NibinGets } from '../../../src/model/nibin-gets.ts';
import type { NibinLeadLine } from '../../../src/model/nibin.ts';
import type { Column } from '../frame/column.ts';
import type { Formats } from '../frame/format.ts';
import { useFormats } from '../frame/session.ts';
import { ShareText } from '../frame/share-text.tsx';
import { useWords, type Words } from '../frame/words.tsx';
import { EventsText } from '../leads/gets-marks.tsx';
import '../leads/leads.css';

const triages = ['geography', 'events', 'time', 'solvability'] as const;

/** Each part in a line, with what it comes to. */
function partText(part: (typeof triages)[number], gets: NibinGets, { say }: Words, formats: Formats): string {
  const withPoints = (points: number, text: string) =>
    [formats.number(points), text].filter((each) => each !== '').join(' · ');
  const { geography, events, time, solvability } = gets;
  switch (part) {
    case 'geography':
      return [
        geography.districts.map(({ label, count }) => `${label} (${formats.number(count)})`).join(', '),
        geography.unknown === 0 ? '' : say('leads.placesUnknown', { n: geography.unknown }),
        geography.metersApart === null
          ? ''
          : say('nibin.gets.apart', { km: kilometres(geography.metersApart, formats) }),
      ]
        .filter((each) => each !== '')
        .join('; ');
    case 'events':
      return withPoints(
        events.points,
        (['fatal', 'nonFatal', 'shotsFired', 'other'] as const)
          .flatMap((each) => (events[each] === 0 ? [] : say(`nibin.gets.${each}`, { n: events[each] })))
          .join(', '),
      );
    case 'time':
      return time.last === null || time.daysSince === null
        ? say('leads.noLast')
        : say('leads.lastEvent', { day: formats.day(time.last), n: time.daysSince });
    case 'solvability':
      return withPoints(solvability.points, solvableText(gets, say));
  }
}

const solvableText = ({ solvability }: NibinGets, say: Words['say']) =>
  [
    solvability.suspectNamed.numerator > 0 ? say('nibin.gets.suspect') : '',
    solvability.plate.numerator > 0 ? say('nibin.gets.plate') : '',
    solvability.firearmInHand === true ? say('nibin.gets.inHand') : '',
  ]
    .filter((each) => each !== '')
    .join(', ') || say('nibin.gets.nothing');

const kilometres = (meters: number, formats: Formats) => formats.number(Number((meters / 1000).toFixed(1)));

/** By what each part orders: what is not known comes last. */
const orderOf: Readonly<Record<(typeof triages)[number], (gets: NibinGets) => number>> = {
  geography: ({ geography }) => -(geography.metersApart ?? Number.MAX_SAFE_INTEGER),
  events: ({ events }) => events.points,
  time: ({ time }) => time.points,
  solvability: ({ solvability }) => solvability.points,
};

/** What a triage asks as columns of the list, each with what it is made of. */
export function getsColumns(words: Words, formats: Formats): Column<NibinLeadLine>[] {
  const { say } = words;
  return triages.map((part): Column<NibinLeadLine> => ({
    id: part,
    header: say(`leads.gets.${part}`),
    text: ({ gets }) =>
      gets === null
        ? ''
        : part === 'solvability'
          ? `${partText(part, gets, words, formats)}; ${say(`nibin.gun.${gets.gun}.short`)}`
          : partText(part, gets, words, formats),
    ...(part === 'solvability'
      ? {
          cell: ({ gets }: NibinLeadLine) =>
            gets === null ? null : (
              <>
                {partText(part, gets, words, formats)} <GunFlag gets={gets} />
              </>
            ),
        }
      : {}),
    sort: ({ gets }) => (gets === null ? -Number.MAX_VALUE : orderOf[part](gets)),
    group: part === 'solvability' ? ({ gets }) => (gets === null ? '' : say(`nibin.gun.${gets.gun}.short`)) : null,
  }));
}

function GunFlag({ gets }: { gets: NibinGets }) {
  const { say } = useWords();
  return <span className={gets.gun === 'in-hand' ? 'tag' : 'tag conflict'}>{say(`nibin.gun.${gets.gun}.short`)}</span>;
}

/** What a triage asks of one lead, part by part, with what is not known. */
export function GetsPanel({ gets }: { gets: NibinGets }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { geography, events, time, solvability } = gets;
  const { escalation } = time;
  const points = (value: number) => (
    <span className="muted"> {say('leads.points', { n: formats.number(Math.round(value * 100) / 100) })}</span>
  );
  const parts: readonly [(typeof triages)[number], ReactNode, ReactNode][] = [
    [
      'geography',
      null,
      <>
        {partText('geography', gets, words, formats)}
        {geography.sameDistrict === null ? null : (
          <span className="muted">
            {' '}
            · {say(geography.sameDistrict ? 'nibin.gets.oneDistrict' : 'nibin.gets.districts')}
          </span>
        )}
      </>,
    ],
    ['events', points(events.points), <EventsText key="events" events={events} />],
    [
      'time',
      points(time.points),
      <>
        {partText('time', gets, words, formats)}
        {escalation === null
          ? null
          : ` · ${say('nibin.gets.escalation', { n: escalation.events, days: escalation.days, rate: formats.number(Number(escalation.perWeek.toFixed(1))) })}`}
        {time.unknown === 0 ? null : (
          <span className="muted"> · {say('nibin.gets.daysUnknown', { n: time.unknown })}</span>
        )}
      </>,
    ],
    [
      'solvability',
      points(solvability.points),
      <>
        {say('nibin.gets.suspectOf')} <ShareText share={solvability.suspectNamed} /> · {say('nibin.gets.plateOf')}{' '}
        <ShareText share={solvability.plate} /> ·{' '}
        {say(solvability.firearmInHand === true ? 'nibin.gets.inHand' : 'nibin.gets.notInHand')} ·{' '}
        <span className="muted">
          {say('nibin.gets.notTold', {
            what: solvability.notTold.map((each) => say(`nibin.gets.${each}`)).join(', '),
          })}
        </span>
      </>,
    ],
  ];
  return (
    <section className="panel" aria-labelledby="nibin-gets">
      <div className="panel-head">
        <h2 id="nibin-gets">{say('leads.gets')}</h2>
        <GunFlag gets={gets} />
      </div>
      <dl className="gets-parts">
        {parts.map(([name, extra, text]) => (
          <div key={name}>
            <dt>
              {say(`leads.gets.${name}`)}
              {extra}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="small">{say(`nibin.gun.${gets.gun}`)}</p>
      <p className="muted small">{say('nibin.gets.help')}</p>
    </section>
  );
}
