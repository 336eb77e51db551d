import { Link } from '@tanstack/react-router';
import type { EntityPage, Relation } from '../../../src/model/answers.ts';
import type { Predicate } from '../../../src/model/links.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { FootnoteMarks } from '../frame/footnotes.tsx';
import { Icon } from '../frame/icon.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { serverWords } from '../frame/server-words.ts';
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

interface Grouped {
  readonly id: string;
  readonly first: Relation['shown'][number];
  readonly rows: readonly Relation['shown'][number][];
}

/** Several rows may say the same of one entity: it stands once, with all its rows. */
function grouped(shown: Relation['shown']): Grouped[] {
  const found = new Map<string, Relation['shown']>();
  for (const other of shown) found.set(other.id, [...(found.get(other.id) ?? []), other]);
  return [...found].map(([id, rows]) => ({ id, first: rows.find((row) => row.status === 'ACTIVE') ?? rows[0]!, rows }));
}

export function RelationGroup({ relation, of }: { relation: Relation; of: string }) {
  const { say } = useWords();
  const { shown, total, withdrawn } = relation;
  return (
    <div className="relation">
      <h3>
        {say(`${relation.direction === 'out' ? 'reads' : 'back'}.${relation.predicate as Predicate}`)}{' '}
        <span className="muted">
          {shown.length < total
            ? say('entity.newestOf', { shown: shown.length, total })
            : say('list.rows', { n: total })}
          {withdrawn === 0 ? '' : ` · ${say('firearm.retractedCount', { n: withdrawn })}`}
        </span>
      </h3>
      <RelatedList shown={shown} />
      {shown.length < total ? (
        <Link to="/links" search={{ ids: of }} className="button compact">
          {say('entity.showAll', { total })}
        </Link>
      ) : null}
    </div>
  );
}

/** Entities with the days and source rows that tie them. */
export function RelatedList({ shown }: { shown: Relation['shown'] }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  return (
    <ul className="people-list">
      {grouped(shown).map(({ id, first, rows }) => {
        const days = [...new Set(rows.flatMap((row) => (row.from === null ? [] : [row.from])))].toSorted();
        const withdrawn = first.status === 'RETRACTED';
        const conflict = rows.find((row) => row.conflict !== undefined)?.conflict;
        return (
          <li key={id}>
            <Icon name={first.kind} size={18} />
            <span>
              <EntityLink id={id} className={withdrawn ? 'struck' : ''}>
                {first.label}
              </EntityLink>
              <FootnoteMarks sources={rows.map((row) => row.source)} />{' '}
              <span className="role">
                {days.length === 0
                  ? say('entity.undated')
                  : days.length === 1
                    ? formats.day(days[0]!)
                    : `${formats.day(days[0]!)} – ${formats.day(days.at(-1)!)}`}
                {withdrawn ? `, ${say('entity.withdrawn')}` : ''}
                {conflict === undefined ? '' : `, ${serverWords(conflict, words)}`} · <RelatedSources rows={rows} />
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function RelatedSources({ rows }: { rows: Grouped['rows'] }) {
  const { say } = useWords();
  const [first] = rows;
  if (rows.length === 1 && first !== undefined) {
    return (
      <RecordLink record={first.source.record}>
        {say('evidence.row', { line: first.source.line, file: first.source.file })}
      </RecordLink>
    );
  }
  return (
    <details className="related-sources">
      <summary>{say('list.rows', { n: rows.length })}</summary>
      {rows.map((row) => (
        <Link
          key={`${row.source.record} ${row.from ?? ''}`}
          to="/record/$record"
          params={{ record: String(row.source.record) }}
          className="block"
        >
          {say('evidence.row', { line: row.source.line, file: row.source.file })}
        </Link>
      ))}
    </details>
  );
}
