import { useState, type ReactNode } from 'react';
import type { Event, Participant, SourceRef } from '../../../src/model/evidence.ts';
import type { Fact } from '../../../src/model/life.ts';
import { EntityLink } from './entity-link.tsx';
import { eventCaution, eventTitle, eventWhen, plainName, roleText } from './event-text.ts';
import { FootnoteMarks } from './footnotes.tsx';
import { Icon } from './icon.tsx';
import { Mark, markOf } from './mark.tsx';
import { RecordLink } from './record-link.tsx';
import { serverWords } from './server-words.ts';
import { useFormats } from './session.ts';
import { usePrinting } from './theme.ts';
import { valueText } from './value-text.ts';
import { useWords } from './words.tsx';

const sourcesShownFirst = 4;

/** Source rows a statement rests on, each opening to the row as received. */
export function SourceList({ sources }: { sources: readonly SourceRef[] }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const printing = usePrinting();
  if (sources.length === 0) return <p className="muted small">{say('evidence.noSource')}</p>;
  const shown = all || printing ? sources : sources.slice(0, sourcesShownFirst);
  return (
    <>
      <ul className="source-list">
        {shown.map((source) => (
          <li key={`${source.record} ${source.version}`}>
            <RecordLink record={source.record}>
              <span className="source-row">
                {say('evidence.row', { line: source.line, file: source.file })}
                <FootnoteMarks sources={[source]} />
              </span>
              <span>
                {sayIfKnown(`feed.${source.feed}`) ?? source.feed} ·{' '}
                {say('evidence.received', { when: formats.day(source.receivedAt) })}
                {source.version > 1 ? ` · ${say('evidence.version', { n: source.version })}` : ''}
              </span>
            </RecordLink>
          </li>
        ))}
      </ul>
      {shown.length < sources.length ? (
        <button type="button" className="button quiet compact" onClick={() => setAll(true)}>
          <Icon name="down" size={14} />
          {say('evidence.moreSources', { n: sources.length - shown.length })}
        </button>
      ) : null}
    </>
  );
}

/** Who and what took part, with roles; the names open. */
export function PeopleList({ people }: { people: readonly Participant[] }) {
  const words = useWords();
  return (
    <ul className="people-list">
      {people.map((person) => (
        <li key={`${person.id} ${person.role}`}>
          <Icon name={person.kind} size={18} />
          <span>
            <EntityLink id={person.id}>{person.label}</EntityLink>{' '}
            <span className="role">{roleText(person.role, words)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What the sources say of a thing, with how it was written and by how many rows; differing values stand under each other. */
export function FactList({ facts, disagreements }: { facts: readonly Fact[]; disagreements: readonly string[] }) {
  const { say, sayIfKnown } = useWords();
  const names = [...new Set(facts.map((fact) => fact.name))];
  return (
    <dl className="facts">
      {names.map((name) => {
        const values = facts.filter((fact) => fact.name === name);
        const differ = disagreements.includes(name);
        return (
          <div key={name} className="fact">
            <dt>{sayIfKnown(`fact.${name}`) ?? plainName(name)}</dt>
            <dd>
              {values.map((fact) => (
                <span key={fact.value} className="fact-value">
                  <FactSources fact={fact} />
                  {writtenOtherwise(fact).length === 0 ? null : (
                    <span className="muted small">
                      {' '}
                      {say('evidence.asWritten', { raw: writtenOtherwise(fact).join(' · ') })}
                    </span>
                  )}
                </span>
              ))}
              {differ ? <span className="tag conflict">{say('evidence.conflict')}</span> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function writtenOtherwise(fact: Fact): string[] {
  return fact.raw.filter((raw) => raw.trim() !== '' && raw !== fact.value);
}

/** A value that opens to the rows that say it. */
function FactSources({ fact }: { fact: Fact }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const value = valueText(fact.name, fact.value, words, formats);
  const [open, setOpen] = useState(false);
  if (fact.sources.length === 0) return <>{value}</>;
  return (
    <>
      <button type="button" className="fact-open" aria-expanded={open} onClick={() => setOpen(!open)}>
        {value}
        <span className="muted small">{say('evidence.saidBy', { n: fact.sources.length })}</span>
      </button>
      <FootnoteMarks sources={fact.sources} />
      {open ? <SourceList sources={fact.sources} /> : null}
    </>
  );
}

/** Everything the panel says of an event: facts, sources, caution, and what can be done next. */
export function EventEvidence({ event, next }: { event: Event; next?: ReactNode }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const caution = eventCaution(event, words);
  const details = Object.entries(event.detail).filter(
    ([, value]) => value !== null && value !== '' && value !== undefined,
  );
  return (
    <>
      <div>
        <p className="evidence-mark">
          <Mark kind={markOf(event)} size={22} />
          <span className="muted small">{eventWhen(event, words, formats)}</span>
        </p>
        <p className="evidence-title">{eventTitle(event, words)}</p>
        <p className="tags">
          {event.tie === null ? null : <span className={`tag ${event.tie}`}>{say(`tie.${event.tie}`)}</span>}
          <span className="tag">{say(`basisShort.${event.basis}`)}</span>
          {event.status === 'ACTIVE' ? null : <span className="tag">{say(`status.${event.status}`)}</span>}
          {event.handling.map((tag) => (
            <span key={tag} className="tag">
              {tag}
            </span>
          ))}
        </p>
      </div>
      <dl className="facts">
        {event.place === null ? null : (
          <div className="fact">
            <dt>{say('evidence.where')}</dt>
            <dd>
              {event.place.id === null ? (
                event.place.label
              ) : (
                <EntityLink id={event.place.id}>{event.place.label}</EntityLink>
              )}
              {event.place.precision === null ? null : (
                <span className="muted small"> {valueText('precision', event.place.precision, words, formats)}</span>
              )}
            </dd>
          </div>
        )}
        {details.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{sayIfKnown(`detail.${name}`) ?? plainName(name)}</dt>
            <dd>{valueText(name, value, words, formats, event.kind)}</dd>
          </div>
        ))}
        <div className="fact">
          <dt>{say('evidence.basis')}</dt>
          <dd>{say(`basis.${event.basis}`)}</dd>
        </div>
      </dl>
      {event.conflict === null ? null : (
        <p className="conflict-note">
          <strong>{say('evidence.eventConflict')}</strong> {serverWords(event.conflict, words)}
        </p>
      )}
      {event.people.length === 0 ? null : (
        <section>
          <h2>{say('evidence.people')}</h2>
          <PeopleList people={event.people} />
        </section>
      )}
      <section>
        <h2>{say('evidence.sources')}</h2>
        <SourceList sources={event.sources} />
      </section>
      {caution === null ? null : <p className="caution">{caution}</p>}
      {next === undefined ? null : (
        <section className="screen-only">
          <h2>{say('evidence.next')}</h2>
          {next}
        </section>
      )}
    </>
  );
}
