import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { LeadSummary } from '../../../src/model/lead-answers.ts';
import { leadReason } from '../../../src/model/lead-reason.ts';
import { labelText } from '../frame/entity-label.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { GetsMarks, GetsParts } from './gets-marks.tsx';

/** State of a lead in one or two tags. */
export function LeadTags({ lead }: { lead: LeadSummary }) {
  const { say } = useWords();
  return (
    <>
      {lead.standing === 'STANDING' ? null : (
        <span className="tag conflict">{say(`leadStanding.${lead.standing}`)}</span>
      )}
      <span className="tag">
        {lead.triage === null ? say(`leadState.${lead.state}`) : say(`leadTriage.${lead.triage as 'hold'}`)}
      </span>
      {lead.waiting === 0 ? null : <span className="tag lead">{say('leads.waits', { n: lead.waiting })}</span>}
      {lead.aboutOfficer ? <span className="tag">{say('leads.officer')}</span> : null}
    </>
  );
}

/** How much speaks for a lead, drawn and said. */
export function StrengthBar({ lead, useOf }: { lead: LeadSummary; useOf: string }) {
  const { say } = useWords();
  const formats = useFormats();
  const width = (value: number) => `${Math.max(0, Math.min(100, value))}%`;
  return (
    <span
      className="lead-strength"
      title={`${say('leads.strengthHelp')} ${useOf}`}
      style={{ '--strength': width(lead.strength), '--use': width(lead.expectedUse) } as React.CSSProperties}
    >
      <i aria-hidden="true" />
      <span>
        {say('leads.strengthIs', { n: formats.number(Math.round(lead.strength)) })}
        <span className="muted"> {say('leads.useIs', { n: formats.number(Math.round(lead.expectedUse)) })}</span>
      </span>
    </span>
  );
}

export interface QueueListProps {
  readonly leads: readonly LeadSummary[];
  readonly current: number | null;
  readonly chosen: ReadonlySet<number>;
  readonly open: number | null;
  readonly mayWork: boolean;
  readonly useOf: (lead: LeadSummary) => string;
  readonly go: (lead: number) => void;
  readonly choose: (lead: number, range: boolean) => void;
  readonly toggleGets: (lead: number) => void;
}

/** The leads of the queue, each with why it is one and what a triage asks of it. */
export function QueueList(props: QueueListProps) {
  const words = useWords();
  const { say, language } = words;
  const formats = useFormats();
  const list = useRef<HTMLOListElement>(null);
  const before = useRef(props.current);
  useEffect(() => {
    // The page begins with its picture: only who walks the list is followed.
    if (before.current === props.current) return;
    before.current = props.current;
    list.current?.querySelector<HTMLElement>('[data-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [props.current]);
  return (
    <ol className="queue-list" ref={list}>
      {props.leads.map((lead) => {
        const current = lead.lead === props.current;
        const chosen = props.chosen.has(lead.lead);
        return (
          <li
            key={lead.lead}
            data-lead={lead.lead}
            data-current={current}
            className={`queue-line ${lead.standing === 'STANDING' ? '' : 'withdrawn'}`}
            aria-current={current ? 'true' : undefined}
            onClick={(event) => (event.shiftKey ? props.choose(lead.lead, true) : props.go(lead.lead))}
          >
            {props.mayWork ? (
              <input
                type="checkbox"
                checked={chosen}
                aria-label={say('leads.choose', { lead: lead.lead })}
                onClick={(event) => {
                  event.stopPropagation();
                  if (event.shiftKey) {
                    event.preventDefault();
                    props.choose(lead.lead, true);
                  }
                }}
                onChange={() => props.choose(lead.lead, false)}
              />
            ) : null}
            <div className="queue-what">
              <p className="queue-kind">
                <Link to="/lead/$number" params={{ number: String(lead.lead) }}>
                  <span className="number">{lead.lead}</span> {say(`leadKind.${lead.kind}`)}
                </Link>
              </p>
              <p>{leadReason(lead.reason, language)}</p>
              <p className="small muted">
                {lead.about === null ? null : `${labelText(lead.about.label, words)} · `}
                {say('leads.counts', {
                  traces: lead.counts.traces,
                  firearms: lead.counts.firearms,
                  incidents: lead.counts.incidents,
                })}
                {lead.to === null ? null : ` · ${say('leads.until', { day: formats.day(lead.to) })}`}
                {lead.also.length === 0 ? null : ` · ${say('leads.alsoFound', { n: lead.also.length })}`}
              </p>
            </div>
            <div className="queue-worth">
              <StrengthBar lead={lead} useOf={props.useOf(lead)} />
              <GetsMarks lead={lead} open={props.open === lead.lead} toggle={() => props.toggleGets(lead.lead)} />
            </div>
            <div className="queue-state">
              <LeadTags lead={lead} />
              <span className="small">
                {lead.assignee === null ? (
                  <span className="muted">{say('leads.nobody')}</span>
                ) : (
                  <>
                    <Icon name="person" size={14} /> {lead.assignee}
                  </>
                )}
              </span>
            </div>
            {props.open === lead.lead ? (
              <div className="queue-parts">
                <GetsParts gets={lead.gets} />
              </div>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
