import { Link } from '@tanstack/react-router';
import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import { useFormats, useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { DecideBar } from './decide-bar.tsx';
import { incidentTitle, metersText, secondsText } from './incident-text.ts';
import { NearbyList } from './nearby-list.tsx';
import { RoundTimeline } from './round-timeline.tsx';
import type { GunshotSteps } from './use-steps.ts';

/** The incident that is looked at: what it is, what was decided, when each round was, and what else is known. */
export function IncidentEvidence({ item, steps }: { item: GunshotIncident; steps: GunshotSteps }) {
  const words = useWords();
  const { say } = words;
  return (
    <>
      <section aria-labelledby="incident-title">
        <h2 id="incident-title" className="evidence-title">
          {incidentTitle(item, words)}
        </h2>
        <IncidentFacts item={item} />
        <Link to="/gunshots/$incident" params={{ incident: item.incident }} className="button first screen-only">
          {say('gunshots.open')} <kbd aria-hidden="true">o</kbd>
        </Link>
      </section>
      <DecideBar item={item} steps={steps} />
      <section aria-labelledby="rounds-title">
        <h2 id="rounds-title">{say('gunshots.timeline')}</h2>
        <RoundTimeline item={item} />
      </section>
      <NearbyList incident={item.incident} />
      <p className="caution">{say('gunshots.caution')}</p>
    </>
  );
}

/** What is known of an incident, in one list. */
export function IncidentFacts({ item }: { item: GunshotIncident }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const miles = useSession().agency.state !== null;
  const { summary } = item;
  const alertSeconds = (Date.parse(item.openedAt) - Date.parse(item.from)) / 1000;
  return (
    <dl className="facts">
      <dt>{say('gunshots.when')}</dt>
      <dd>{formats.moment(item.from)}</dd>
      <dt>{say('gunshots.state')}</dt>
      <dd>{say(`gunshots.state.${item.state}`)}</dd>
      <dt>{say('gunshots.told')}</dt>
      <dd>{say('gunshots.toldAfter', { time: secondsText(Math.max(0, alertSeconds), words) })}</dd>
      <dt>{say('gunshots.dispatch')}</dt>
      <dd className={item.dispatch === 'held' ? 'caution' : undefined}>{say(`gunshots.dispatch.${item.dispatch}`)}</dd>
      <dt>{say('gunshots.where')}</dt>
      <dd>
        {item.lat.toFixed(5)}, {item.lon.toFixed(5)}
        <span className="muted small block">
          {say('gunshots.ellipse', {
            major: metersText(summary.ellipse95.majorMeters, words, miles),
            minor: metersText(summary.ellipse95.minorMeters, words, miles),
          })}
        </span>
      </dd>
      <dt>{say('gunshots.heardBy')}</dt>
      <dd>
        {say('gunshots.sensorCount', { n: summary.sensors })}
        <span className="muted small block">{say(summary.sure ? 'gunshots.sure' : 'gunshots.notSure')}</span>
      </dd>
      {summary.shooters > 1 || summary.moving ? (
        <>
          <dt>{say('gunshots.fired')}</dt>
          <dd>
            {summary.shooters > 1 ? say('gunshots.shooters', { n: summary.shooters }) : ''}
            {summary.moving ? say('gunshots.moving') : ''}
          </dd>
        </>
      ) : null}
    </dl>
  );
}
