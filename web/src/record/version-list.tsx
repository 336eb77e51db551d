import type { RecordPage } from '../../../src/model/answers.ts';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** All versions of a row, newest first; each opens, and one of them is what the cells are compared with. */
export function VersionList(props: { record: RecordPage; against: number | null; compare: (record: number) => void }) {
  const { record, against, compare } = props;
  const { say } = useWords();
  const formats = useFormats();
  const { versions, source } = record;
  return (
    <section className="panel" aria-labelledby="versions">
      <h2 id="versions">{say('row.versionsTitle', { n: versions.length })}</h2>
      {versions.length < 2 ? <p>{say('row.versionOne')}</p> : null}
      <ul className="versions">
        {versions.map((version, index) => (
          <li key={version.record} className={version.record === source.record ? 'here' : ''}>
            <strong>{say('evidence.version', { n: version.version })}</strong>
            <span>
              <RecordLink record={version.record}>
                {say('evidence.row', { line: version.line, file: version.file })}
              </RecordLink>{' '}
              <span className="muted small">
                {say('evidence.received', { when: formats.moment(version.receivedAt) })}
                {version.record === source.record ? ` · ${say('row.this')}` : ''}
                {index === 0 && versions.length > 1 ? ` · ${say('row.newest')}` : ''}
              </span>
            </span>
            {version.record === source.record ? (
              <span />
            ) : (
              <button
                type="button"
                className="button compact"
                aria-pressed={against === version.record}
                onClick={() => compare(version.record)}
              >
                {say('row.compare', { n: version.version })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
