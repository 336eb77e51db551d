import { Link } from '@tanstack/react-router';
import type { LeadPage } from '../../../src/model/lead-answers.ts';
import { leadReason } from '../../../src/model/lead-reason.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { LeadTags } from './queue-list.tsx';

/** What the lead is, in the largest words of its page, and whether it still stands. */
export function LeadHead({ page }: { page: LeadPage }) {
  const { say, language } = useWords();
  const formats = useFormats();
  const { summary, use } = page;
  const { events } = summary.gets;
  const shootings = events.fatal + events.nonFatal + events.shotsFired + events.other;
  const share = formats.number(Math.round(use.share * 100) / 100);
  const [newest] = page.versions;
  return (
    <>
      <div className="page-head lead-head">
        <div>
          <p className="muted small">
            <Link to="/leads">{say('leads.title')}</Link> · {say('leads.lead', { lead: summary.lead })}
          </p>
          <h1 className={summary.standing === 'STANDING' ? '' : 'gone'}>{say(`leadKind.${summary.kind}`)}</h1>
          <p className="tags">
            <LeadTags lead={summary} />
            {summary.about === null ? null : (
              <EntityLink id={summary.about.id} className="tag">
                {summary.about.label}
              </EntityLink>
            )}
            {summary.assignee === null ? null : (
              <span className="tag">{say('leads.workedBy', { name: summary.assignee })}</span>
            )}
            {summary.outcome === null ? null : <span className="tag">{say(`leadOutcome.${summary.outcome}`)}</span>}
          </p>
        </div>
        <dl className="figures">
          <div>
            <dt>{say('leads.strength')}</dt>
            <dd>
              {formats.number(Math.round(summary.strength))}
              <span>{say('leads.strengthShort')}</span>
            </dd>
          </div>
          <div>
            <dt>{say('leads.use')}</dt>
            <dd>
              {formats.number(Math.round(summary.expectedUse))}
              <span>
                {say('leads.useShort', {
                  share,
                  useful: formats.number(use.useful),
                  outcomes: formats.number(use.outcomes),
                })}
              </span>
            </dd>
          </div>
          <div>
            <dt>{say('leads.restsOn')}</dt>
            <dd>
              {formats.number(summary.counts.traces)}
              <span>{say('leads.countsShort', { firearms: summary.counts.firearms, n: summary.counts.traces })}</span>
            </dd>
          </div>
          <div>
            <dt>{say('leads.shootings')}</dt>
            <dd>
              {formats.number(shootings)}
              <span>{say('leads.unconfirmed', { n: events.unconfirmed })}</span>
            </dd>
          </div>
        </dl>
      </div>
      {summary.standing === 'WITHDRAWN' ? (
        <div className="withdrawn-banner" role="alert">
          <p>
            <strong>{say('leads.withdrawnTitle')}</strong>{' '}
            {newest === undefined ? '' : say('leads.withdrawnOn', { when: formats.moment(newest.madeAt) })}
          </p>
          <p>
            {newest === undefined || newest.lost.reasons.length === 0
              ? ''
              : `${say('leads.becauseOf')} ${newest.lost.reasons.map((each) => say(`leadLoss.${each as 'weaker'}`)).join('; ')}. `}
            {say('leads.withdrawnHelp')}
          </p>
        </div>
      ) : null}
      {summary.joinedInto === null ? null : (
        <div className="withdrawn-banner" role="alert">
          <p>
            <Link to="/lead/$number" params={{ number: String(summary.joinedInto) }}>
              {say('leads.joinedInto', { lead: summary.joinedInto })}
            </Link>
          </p>
        </div>
      )}
      <p className={`lead-reason ${summary.standing === 'STANDING' ? '' : 'gone'}`}>
        {leadReason(summary.reason, language)}
      </p>
      {summary.also.map(({ kind, reason }) => (
        <p key={kind} className={`muted ${summary.standing === 'STANDING' ? '' : 'gone'}`}>
          {say('leads.alsoIs', { kind: say(`leadKind.${kind}`), reason: leadReason(reason, language) })}
        </p>
      ))}
    </>
  );
}
