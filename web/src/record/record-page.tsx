import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { RecordPage as RecordAnswer } from '../../../src/model/answers.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { plainName, roleText } from '../frame/event-text.ts';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { recordQuery } from '../frame/queries.ts';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { toldValues } from '../frame/told-values.ts';
import { valueText } from '../frame/value-text.ts';
import { fieldName } from '../imports/field-name.ts';
import { useWords } from '../frame/words.tsx';
import { CellTable } from './cell-table.tsx';
import { VersionList } from './version-list.tsx';
import './record.css';

const route = getRouteApi('/signed-in/record/$record');

/** A row as it was received, its versions, and what was read from it. */
export function RecordPage() {
  const { say } = useWords();
  const { record } = route.useParams();
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
  return <RecordOf key={record} record={data} />;
}

function RecordOf({ record }: { record: RecordAnswer }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const { source, versions } = record;
  const earlier = versions.find((version) => version.version === source.version - 1) ?? null;
  const [against, setAgainst] = useState<number | null>(
    earlier?.record ?? versions.find((version) => version.record !== source.record)?.record ?? null,
  );
  const other = versions.find((version) => version.record === against) ?? null;
  const newest = versions[0];
  return (
    <PageFrame
      title={say('evidence.row', { line: source.line, file: source.file })}
      className="record"
      evidence={<RecordEvidence record={record} />}
      printed={{ handling: record.handling, sources: [source] }}
    >
      <div className="page-head">
        <div>
          <h1 className="file-name">{say('evidence.row', { line: source.line, file: source.file })}</h1>
          <p>
            {sayIfKnown(`feed.${source.feed}`) ?? source.feed} ·{' '}
            {say('evidence.received', { when: formats.moment(source.receivedAt) })} ·{' '}
            {say('evidence.version', { n: source.version })}
          </p>
        </div>
      </div>
      {newest === undefined || newest.version === source.version ? null : (
        <p className="conflict-note">
          {say('row.older')} <RecordLink record={newest.record}>{say('row.openNewest')}</RecordLink>
        </p>
      )}
      {record.warnings.length === 0 ? null : (
        <section className="panel odd" aria-labelledby="warnings">
          <h2 id="warnings">{say('row.warningsTitle')}</h2>
          <ul>
            {record.warnings.map((warning) => (
              <li key={warning}>
                <Icon name="incident" size={16} />
                {sayIfKnown(`warning.${warning}`) ?? plainName(warning.replace('.', ': '))}
              </li>
            ))}
          </ul>
        </section>
      )}
      <CellTable record={record} other={other} />
      <VersionList record={record} against={against} compare={setAgainst} />
      <ReadTables record={record} />
    </PageFrame>
  );
}

/** What it speaks of, where it may go, and what makes it this row. */
function RecordEvidence({ record }: { record: RecordAnswer }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  return (
    <>
      <section>
        <h2>{say('record.entities')}</h2>
        {record.entities.length === 0 ? (
          <p className="muted">{say('row.speaksNone')}</p>
        ) : (
          <ul className="people-list">
            {record.entities.map((entity) => (
              <li key={`${entity.id} ${entity.role}`}>
                <Icon name={entity.kind} size={18} />
                <span>
                  <EntityLink id={entity.id}>{entity.label}</EntityLink>{' '}
                  <span className="role">{roleText(entity.role, words)}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>{say('row.handlingTitle')}</h2>
        <ul className="handling">
          {record.handling.map((tag) => (
            <li key={tag}>
              <span className="tag">{tag}</span> {sayIfKnown(`handling.${tag}`) ?? ''}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{say('row.identity')}</h2>
        <dl className="facts">
          <div className="fact">
            <dt>{say('record.key')}</dt>
            <dd className="mono">{record.naturalKey}</dd>
          </div>
          <div className="fact">
            <dt>{say('record.hash')}</dt>
            <dd className="mono">{record.sha256}</dd>
          </div>
        </dl>
      </section>
    </>
  );
}

function ReadTables({ record }: { record: RecordAnswer }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const valueOf = (table: string, name: string, value: unknown) =>
    name === 'role' && typeof value === 'string'
      ? roleText(value, words)
      : valueText(name, value, words, formats, table);
  // What a row says of another row of the same record: by the name of that one, not its number.
  const partOf = (ordinal: unknown) => nameOfRow(record.read.find((row) => row.ordinal === ordinal)?.values);
  return (
    <section className="panel" aria-labelledby="read">
      <h2 id="read">{say('record.read')}</h2>
      {record.read.length === 0 ? <p>{say('row.readNone')}</p> : null}
      <div className="read-grid">
        {record.read.map((table) => (
          <div key={`${table.table} ${table.ordinal}`}>
            <h3>{sayIfKnown(`table.${table.table}`) ?? plainName(table.table)}</h3>
            <dl className="facts">
              {parts.map((column) => {
                const name = partOf(table.values[column]);
                return name === null ? null : (
                  <div key={column} className="fact">
                    <dt>{fieldName(column, words)}</dt>
                    <dd>{name}</dd>
                  </div>
                );
              })}
              {toldValues(table.values).map(([name, value]) => (
                <div key={name} className="fact">
                  <dt>{fieldName(name, words)}</dt>
                  <dd>{valueOf(table.table, name, value)}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </div>
    </section>
  );
}

/** Columns that point to another row read of the same record. */
const parts = ['firearm_ordinal', 'from_ordinal', 'to_ordinal'] as const;

/** What a row read is called: a serial number, a name. */
function nameOfRow(values: Readonly<Record<string, unknown>> | undefined): string | null {
  if (values === undefined) return null;
  const text = (...names: string[]) =>
    names
      .map((name) => values[name])
      .filter((value) => typeof value === 'string' && value !== '')
      .join(' ');
  return (
    text('name') ||
    text('given_name', 'middle_name', 'family_name') ||
    text('make_name', 'model', 'serial_clean') ||
    null
  );
}
