import type { LeadGets, LeadSummary } from '../../../src/model/lead-answers.ts';
import type { Share } from '../../../src/model/share.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { getsLevels, triageSorts } from './queue-view.ts';

/** Geography, events, time and solvability as four small marks that open to their parts. */
export function GetsMarks(props: { lead: LeadSummary; open: boolean; toggle: () => void }) {
  const { say } = useWords();
  const levels = getsLevels(props.lead.gets);
  return (
    <button
      type="button"
      className="gets-marks"
      aria-expanded={props.open}
      aria-label={`${say('leads.gets')}: ${triageSorts.map((each) => `${say(`leads.gets.${each}`)} ${say('leads.level', { n: levels[each] })}`).join(', ')}`}
      title={say('leads.getsOpen')}
      onClick={(event) => {
        event.stopPropagation();
        props.toggle();
      }}
    >
      {triageSorts.map((each) => (
        <span key={each} data-level={levels[each]} aria-hidden="true">
          {say(`leads.getsLetter.${each}`)}
          <i />
        </span>
      ))}
    </button>
  );
}

export function useShareText(): (share: Share) => string {
  const { say } = useWords();
  return ({ numerator, denominator, unknown }) => say('leads.share', { numerator, denominator, unknown });
}

/** How many events of each gravity, and how many a lead alone ties. */
export function EventsText({ events }: { events: LeadGets['events'] }) {
  const { say } = useWords();
  const { fatal, nonFatal, shotsFired, other, unconfirmed } = events;
  return (
    <>
      {say('leads.eventsAre', { fatal, nonFatal, shots: shotsFired, other })}
      {unconfirmed === 0 ? null : <span className="muted"> · {say('leads.unconfirmed', { n: unconfirmed })}</span>}
    </>
  );
}

/** The parts the four marks stand for. */
export function GetsParts({ gets }: { gets: LeadGets }) {
  const { say } = useWords();
  const formats = useFormats();
  const share = useShareText();
  const { geography, events, time, solvability } = gets;
  const points = (value: number) => say('leads.points', { n: formats.number(Math.round(value * 100) / 100) });
  return (
    <dl className="gets-parts">
      <div>
        <dt>{say('leads.gets.geography')}</dt>
        <dd>
          {geography.places.map(({ label, count }) => `${label} (${formats.number(count)})`).join(', ')}
          {geography.places.length === 0 && geography.unknown === 0 ? say('leads.none') : ''}
          {geography.unknown === 0 ? null : (
            <span className="muted"> {say('leads.placesUnknown', { n: geography.unknown })}</span>
          )}
        </dd>
      </div>
      <div>
        <dt>
          {say('leads.gets.events')} <span className="muted">{points(events.points)}</span>
        </dt>
        <dd>
          <EventsText events={events} />
        </dd>
      </div>
      <div>
        <dt>
          {say('leads.gets.time')} <span className="muted">{points(time.points)}</span>
        </dt>
        <dd>
          {time.last === null || time.daysSince === null
            ? say('leads.noLast')
            : say('leads.lastEvent', { day: formats.day(time.last), n: time.daysSince })}
          {time.fastestDays === null ? null : ` · ${say('leads.fastest', { n: time.fastestDays })}`}
        </dd>
      </div>
      <div>
        <dt>
          {say('leads.gets.solvability')} <span className="muted">{points(solvability.points)}</span>
        </dt>
        <dd>
          {say('leads.purchaserKnown')} {share(solvability.purchaserKnown)} · {say('leads.possessorKnown')}{' '}
          {share(solvability.possessorKnown)} · {say('leads.dealerKnown')} {share(solvability.dealerKnown)} ·{' '}
          {say('leads.inHand', { n: solvability.recovered })}
        </dd>
      </div>
    </dl>
  );
}
