import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { EntityLink } from '../frame/entity-link.tsx';
import { plainName, roleText } from '../frame/event-text.ts';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { recordQuery } from '../frame/queries.ts';
import { useFormats } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';

/** A row as it was received, and what was read from it. */
export function RecordPage() {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const { record } = useParams({ from: '/signed-in/record/$record' });
  const { data, error, refetch } = useQuery(recordQuery(record));
  if (error !== null || data === undefined) {
    return (
      <PageFrame title={say('record.title')}>
        <h1>{say('record.title')}</h1>
        {error === null ? (
          <Loading>
            <div className="panel">
              <SkeletonLines lines={10} />
            </div>
          </Loading>
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )}
      </PageFrame>
    );
  }
  const { source } = data;
  return (
    <PageFrame title={say('evidence.row', { line: source.line, file: source.file })}>
      <div className="page-head">
        <div>
          <h1>{say('evidence.row', { line: source.line, file: source.file })}</h1>
          <p>
            {sayIfKnown(`feed.${source.feed}`) ?? source.feed} ·{' '}
            {say('evidence.received', { when: formats.moment(source.receivedAt) })} ·{' '}
            {say('evidence.version', { n: source.version })}
          </p>
        </div>
        <p className="tags">
          {data.handling.map((tag) => (
            <span key={tag} className="tag">
              {tag}
            </span>
          ))}
        </p>
      </div>
      {data.warnings.length === 0 ? null : (
        <p className="conflict-note">
          <strong>{say('record.warnings')}</strong> {data.warnings.join(', ')}
        </p>
      )}
      <section className="panel" aria-labelledby="cells">
        <h2 id="cells">{say('record.cells')}</h2>
        <div className="table-scroll" tabIndex={0} role="group" aria-label={say('record.cells')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('record.column')}</th>
                <th scope="col">{say('record.value')}</th>
                <th scope="col">{say('record.field')}</th>
              </tr>
            </thead>
            <tbody>
              {data.cells.map((cell, index) => (
                <tr key={index}>
                  <th scope="row">{cell.column}</th>
                  <td className="mono">{cell.value}</td>
                  <td className="muted">{cell.field ?? say('record.notRead')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {data.entities.length === 0 ? null : (
        <section className="panel" aria-labelledby="speaks">
          <h2 id="speaks">{say('record.entities')}</h2>
          <ul className="people-list">
            {data.entities.map((entity) => (
              <li key={`${entity.id} ${entity.role}`}>
                <Icon name={entity.kind} size={18} />
                <span>
                  <EntityLink id={entity.id}>{entity.label}</EntityLink>{' '}
                  <span className="role">{roleText(entity.role, words)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {data.read.map((table) => (
        <section key={`${table.table} ${table.ordinal}`} className="panel" aria-label={plainName(table.table)}>
          <h2>{plainName(table.table)}</h2>
          <dl className="facts">
            {Object.entries(table.values)
              .filter(([, value]) => value !== null)
              .map(([name, value]) => (
                <div key={name} className="fact">
                  <dt>{plainName(name)}</dt>
                  <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <section className="panel" aria-label={say('record.versions')}>
        <dl className="facts">
          <div className="fact">
            <dt>{say('record.key')}</dt>
            <dd className="mono">{data.naturalKey}</dd>
          </div>
          <div className="fact">
            <dt>{say('record.hash')}</dt>
            <dd className="mono">{data.sha256}</dd>
          </div>
          <div className="fact">
            <dt>{say('record.versions')}</dt>
            <dd>
              {data.versions.map((version) => (
                <span key={version.version} className="fact-value">
                  {say('evidence.version', { n: version.version })}:{' '}
                  {say('evidence.row', { line: version.line, file: version.file })},{' '}
                  {formats.moment(version.receivedAt)}
                </span>
              ))}
            </dd>
          </div>
        </dl>
      </section>
    </PageFrame>
  );
}
