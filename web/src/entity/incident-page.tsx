import { Link } from '@tanstack/react-router';
import type { EntityPage, Relation } from '../../../src/model/answers.ts';
import type { Event, Participant } from '../../../src/model/evidence.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { eventTitle, plainName, roleText } from '../frame/event-text.ts';
import { Icon } from '../frame/icon.tsx';
import { Mark } from '../frame/mark.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats } from '../frame/session.ts';
import { labelText } from '../frame/entity-label.ts';
import { useWords } from '../frame/words.tsx';
import { EntityEvidencePanel, usePrinted } from './entity-evidence.tsx';
import { EntityHead, Figure } from './entity-head.tsx';
import { EventListPanel, MapPanel } from './event-panels.tsx';
import { IncidentSequence } from './incident-sequence.tsx';
import { ObservationList } from './observation-list.tsx';
import { RelatedList, RelationList } from './relation-list.tsx';
import { ReportedGunfireList } from './reported-gunfire.tsx';
import type { Written } from './time-offset.ts';
import { useEventKeys } from './use-event-keys.ts';
import { useEventView } from './use-event-view.ts';

const byHit = ['FIRED_IN', 'LINKED_BY_HIT'];
const byLead = ['POSSIBLY_FIRED_IN', 'LINKED_BY_LEAD'];

/** The time everything else is told from: that of the incident itself, by its own record. */
function zeroOf(page: EntityPage): Written {
  const own = page.events.find((event) => event.kind === 'shooting' || event.kind === 'incident');
  if (own?.from != null) return own;
  return { from: page.facts.find((fact) => fact.name === 'occurred')?.value ?? null, to: null };
}

/** An incident: what is known in order of time, where, who is named, what was found, and what ballistics ties to it. */
export function IncidentPage({ page }: { page: EntityPage }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const view = useEventView(page.events);
  useEventKeys(view, page.entity.id);
  const selected = page.events.find((event) => event.id === view.selected);
  const printed = usePrinted(page);
  const count = (...kinds: Event['kind'][]) => page.events.filter((event) => kinds.includes(event.kind)).length;
  const people = peopleOf(page);
  const ties = page.relations.filter((relation) => [...byHit, ...byLead].includes(relation.predicate));
  // Records, each counted once: one may tie two firearms, and both ends of it.
  const { hits, leads, withdrawn } = page.ballistics;
  const cases = page.facts.find((fact) => fact.name === 'cartridge-cases')?.value ?? null;
  const what = page.facts.find((fact) => fact.name === 'classification')?.value ?? null;
  const none = <span className="none">{say('incident.none')}</span>;
  /** Those whose record names the case, and those a rule put beside it. */
  const reports = (kind: 'alert' | 'call') => {
    const derived = page.gunfire.filter(
      ({ report, basis, status }) => report === kind && basis === 'DERIVED_RULE' && status === 'ACTIVE',
    ).length;
    const parts = [
      ...(count(kind) > 0 ? [formats.number(count(kind))] : []),
      ...(derived > 0 ? [say('incident.byRule', { n: derived })] : []),
    ];
    return parts.length === 0 ? none : parts.join(' · ');
  };
  return (
    <PageFrame
      title={labelText(page.entity.label, words)}
      className="entity"
      printed={printed}
      evidence={<EntityEvidencePanel page={page} selected={selected} />}
      selected={selected === undefined ? null : eventTitle(selected, words)}
      close={() => view.select(null)}
    >
      <EntityHead page={page}>
        <dl className="figures">
          {what === null ? null : (
            <Figure title={say('fact.classification')}>
              {sayIfKnown(`classification.${what}`) ?? plainName(what)}
            </Figure>
          )}
          <Figure title={say('incident.found')}>
            {cases === null ? <span className="none">{say('incident.foundNone')}</span> : cases}
          </Figure>
          <Figure title={say('incident.alerts')}>{reports('alert')}</Figure>
          <Figure title={say('incident.calls')}>{reports('call')}</Figure>
          <Figure
            title={say('incident.ties')}
            parts={withdrawn === 0 ? '' : say('firearm.retractedCount', { n: withdrawn })}
          >
            {hits + leads === 0
              ? none
              : [
                  hits > 0 ? say('firearm.hits', { n: hits }) : null,
                  leads > 0 ? say('firearm.leads', { n: leads }) : null,
                ]
                  .filter((part) => part !== null)
                  .join(' · ')}
          </Figure>
        </dl>
      </EntityHead>
      <div className="two">
        <section className="panel" aria-labelledby="sequence">
          <h2 id="sequence">{say('incident.picture')}</h2>
          <IncidentSequence view={view} zero={zeroOf(page)} />
        </section>
        <MapPanel view={view} title={say('incident.where')} />
      </div>
      <div className="two">
        <section className="panel" aria-labelledby="tied">
          <h2 id="tied">{say('incident.tied')}</h2>
          {ties.length === 0 ? (
            <p>{say('incident.tiedNone')}</p>
          ) : (
            <>
              <Ties ties={ties.filter((tie) => byHit.includes(tie.predicate))} mark="hit" of={page.entity.id} />
              <Ties ties={ties.filter((tie) => byLead.includes(tie.predicate))} mark="lead" of={page.entity.id} />
              <p className="caution">{say(hits > 0 ? 'caution.hit' : 'caution.lead')}</p>
            </>
          )}
        </section>
        <section className="panel" aria-labelledby="people">
          <h2 id="people">{say('incident.peopleTitle')}</h2>
          {people.length === 0 ? (
            <p>{say('incident.peopleNone')}</p>
          ) : (
            <ul className="people-list">
              {people.map(({ person, roles }) => (
                <li key={person.id}>
                  <Icon name="person" size={18} />
                  <span>
                    <EntityLink id={person.id}>{person.label}</EntityLink>{' '}
                    <span className="role">{roles.map((role) => roleText(role, words)).join(', ')}</span>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
      <ReportedGunfireList page={page} />
      <EventListPanel view={view} page={page} />
      <RelationList page={page} />
      <ObservationList page={page} />
    </PageFrame>
  );
}

function peopleOf(page: EntityPage): { person: Participant; roles: string[] }[] {
  const found = new Map<string, { person: Participant; roles: string[] }>();
  for (const person of page.events.flatMap((event) => event.people)) {
    if (person.kind !== 'person') continue;
    const known = found.get(person.id) ?? { person, roles: [] };
    found.set(person.id, known);
    if (!known.roles.includes(person.role)) known.roles.push(person.role);
  }
  return [...found.values()];
}

function Ties({ ties, mark, of }: { ties: readonly Relation[]; mark: 'hit' | 'lead'; of: string }) {
  const { say } = useWords();
  return ties.map((tie) => (
    <div key={`${tie.predicate} ${tie.direction} ${tie.kind}`} className="relation">
      <h3 className="event-name">
        <Mark kind={mark} size={16} /> {say(`kinds.${tie.kind}`)}{' '}
        {say(mark === 'hit' ? 'incident.tiedByHit' : 'incident.tiedByLead')}
        <span className="muted">
          {tie.shown.length < tie.total ? say('entity.newestOf', { shown: tie.shown.length, total: tie.total }) : ''}
          {tie.withdrawn === 0 ? '' : ` · ${say('firearm.retractedCount', { n: tie.withdrawn })}`}
        </span>
      </h3>
      <RelatedList shown={tie.shown} />
      {tie.shown.length < tie.total ? (
        <Link to="/links" search={{ ids: of }} className="button compact">
          {say('entity.showAll', { total: tie.total })}
        </Link>
      ) : null}
    </div>
  ));
}
