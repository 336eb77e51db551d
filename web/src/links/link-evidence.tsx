import { useState, type ReactNode } from 'react';
import type { Link as EntityTie, LinkedEntity } from '../../../src/model/links.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { SourceList } from '../frame/evidence-parts.tsx';
import { Icon } from '../frame/icon.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { labelText } from '../frame/entity-label.ts';
import { serverWords } from '../frame/server-words.ts';
import { useWords } from '../frame/words.tsx';
import { LinkSample } from './link-sample.tsx';
import { lookOf } from './link-look.ts';

/** Everything the panel says of links between two entities. */
export function LinkEvidence({
  links,
  nameOf,
  own,
}: {
  links: readonly EntityTie[];
  nameOf: (id: string) => string;
  /** What people put on it: notes. */
  own?: (link: EntityTie) => ReactNode;
}) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const lead = links.some((link) => lookOf(link) === 'lead');
  const hit = links.some((link) => lookOf(link) === 'hit');
  return (
    <>
      {links.map((link) => (
        <section key={link.id}>
          <p className="evidence-title">
            <EntityLink id={link.subject}>{nameOf(link.subject)}</EntityLink> {say(`reads.${link.predicate}`)}{' '}
            <EntityLink id={link.object}>{nameOf(link.object)}</EntityLink>
          </p>
          <p className="link-sample-line">
            <LinkSample look={lookOf(link)} />{' '}
            <span className="muted small">{say(`links.legend.${lookOf(link)}`)}</span>
          </p>
          <dl className="facts">
            <div className="fact">
              <dt>{say('evidence.when')}</dt>
              <dd>
                {link.from === null ? say('evidence.noDate') : formats.day(link.from)}
                {link.to === null ? '' : ` – ${formats.day(link.to)}`}
              </dd>
            </div>
            <div className="fact">
              <dt>{say('evidence.basis')}</dt>
              <dd>{say(`basis.${link.basis}`)}</dd>
            </div>
            {link.status === 'ACTIVE' ? null : (
              <div className="fact">
                <dt>{say('evidence.status')}</dt>
                <dd>{say(`status.${link.status}`)}</dd>
              </div>
            )}
            <div className="fact">
              <dt>{say('evidence.assertedBy')}</dt>
              <dd>{sayIfKnown(`feed.${link.assertedBy.replace(/^feed:/, '')}`) ?? link.assertedBy}</dd>
            </div>
          </dl>
          {link.conflict === undefined ? null : (
            <p className="conflict-note">
              <strong>{say('evidence.eventConflict')}</strong> {serverWords(link.conflict, words)}
            </p>
          )}
          <SourceList sources={[link.source, ...(link.other ? [link.other] : []), ...(link.against ?? [])]} />
          {own?.(link)}
        </section>
      ))}
      <p className="caution">{say(hit ? 'caution.hit' : lead ? 'caution.lead' : 'caution.link')}</p>
    </>
  );
}

const tiesShownFirst = 12;

/** What the panel says of an entity of the chart: how it is tied to what is shown, and what can be done. */
export function EntityEvidence(props: {
  entity: LinkedEntity;
  links: readonly EntityTie[];
  nameOf: (id: string) => string;
  next?: ReactNode;
  /** What people put on it: notes, pictures. */
  own?: ReactNode;
}) {
  const { entity, links, nameOf } = props;
  const [all, setAll] = useState(false);
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  return (
    <>
      <div>
        <p className="evidence-mark">
          <Icon name={entity.kind} size={20} />
          <span className="muted small">{say(`kind.${entity.kind}`)}</span>
        </p>
        <p className="evidence-title">{labelText(entity.label, words)}</p>
      </div>
      <dl className="facts">
        {entity.firstSeen === null ? null : (
          <div className="fact">
            <dt>{say('evidence.firstSeen')}</dt>
            <dd>{formats.day(entity.firstSeen)}</dd>
          </div>
        )}
        {entity.lastSeen === null ? null : (
          <div className="fact">
            <dt>{say('evidence.lastSeen')}</dt>
            <dd>{formats.day(entity.lastSeen)}</dd>
          </div>
        )}
        <div className="fact">
          <dt>{say('evidence.linksInAll')}</dt>
          <dd>{formats.number(entity.links)}</dd>
        </div>
      </dl>
      <section>
        <h2>
          {say('links.links')} · {say('entity.shownOf', { shown: links.length, total: entity.links })}
        </h2>
        <ul className="tie-list">
          {links.slice(0, all ? links.length : tiesShownFirst).map((link) => {
            const out = link.subject === entity.id;
            return (
              <li key={link.id}>
                <LinkSample look={lookOf(link)} />
                <span>
                  {say(`${out ? 'reads' : 'back'}.${link.predicate}`)}{' '}
                  <EntityLink id={out ? link.object : link.subject}>
                    {nameOf(out ? link.object : link.subject)}
                  </EntityLink>{' '}
                  {link.status === 'ACTIVE' ? null : <span className="tag">{say(`status.${link.status}`)}</span>}
                  {link.conflict === undefined ? null : (
                    <span className="tag conflict">{say('evidence.eventConflict')}</span>
                  )}
                  <span className="muted small">
                    {link.from === null ? '' : ` ${formats.day(link.from)}`} ·{' '}
                    <RecordLink record={link.source.record}>
                      {say('evidence.row', { line: link.source.line, file: link.source.file })}
                    </RecordLink>
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
        {all || links.length <= tiesShownFirst ? null : (
          <button type="button" className="button quiet compact" onClick={() => setAll(true)}>
            <Icon name="down" size={14} />
            {say('evidence.moreSources', { n: links.length - tiesShownFirst })}
          </button>
        )}
      </section>
      {props.own}
      {entity.kind === 'person' ? <p className="caution">{say('caution.person')}</p> : null}
      <section className="screen-only">
        <h2>{say('evidence.next')}</h2>
        <div className="buttons">
          <EntityLink id={entity.id} className="button first">
            {say('evidence.openEntity', { kind: say(`kind.${entity.kind}`).toLowerCase() })}
          </EntityLink>
          {props.next}
        </div>
      </section>
    </>
  );
}
