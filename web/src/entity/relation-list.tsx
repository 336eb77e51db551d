import { Link } from '@tanstack/react-router';
import type { EntityPage, Relation } from '../../../src/model/answers.ts';
import type { Predicate } from '../../../src/model/links.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** What it is tied to, by kind of link, the newest of each with their totals; the rest is on the links board. */
export function RelationList({ page }: { page: EntityPage }) {
  const { say } = useWords();
  return (
    <section className="panel" aria-labelledby="relations">
      <h2 id="relations">{say('entity.relations')}</h2>
      {page.relations.length === 0 ? (
        <p>{say('entity.relationsNone')}</p>
      ) : (
        <div className="relations">
          {page.relations.map((relation) => (
            <RelationGroup
              key={`${relation.predicate} ${relation.direction} ${relation.kind}`}
              relation={relation}
              of={page.entity.id}
            />
          ))}
        </div>
      )}
    </section>
  );
}

export function RelationGroup({ relation, of }: { relation: Relation; of: string }) {
  const { say } = useWords();
  const formats = useFormats();
  const { shown, total } = relation;
  return (
    <div className="relation">
      <h3>
        {say(`${relation.direction === 'out' ? 'reads' : 'back'}.${relation.predicate as Predicate}`)}{' '}
        <span className="muted">
          {shown.length < total ? say('entity.newestOf', { shown: shown.length, total }) : formats.number(total)}
        </span>
      </h3>
      <ul className="people-list">
        {shown.map((other, index) => (
          <li key={`${other.id} ${other.source.record} ${index}`}>
            <Icon name={other.kind} size={18} />
            <span>
              <EntityLink id={other.id} className={other.status === 'RETRACTED' ? 'struck' : ''}>
                {other.label}
              </EntityLink>{' '}
              <span className="role">
                {other.from === null ? say('entity.undated') : formats.day(other.from)}
                {other.status === 'RETRACTED' ? `, ${say('entity.withdrawn')}` : ''} ·{' '}
                <Link to="/record/$record" params={{ record: String(other.source.record) }}>
                  {say('evidence.row', { line: other.source.line, file: other.source.file })}
                </Link>
              </span>
            </span>
          </li>
        ))}
      </ul>
      {shown.length < total ? (
        <Link to="/links" search={{ ids: of }} className="button compact">
          {say('entity.showAll', { total })}
        </Link>
      ) : null}
    </div>
  );
}
