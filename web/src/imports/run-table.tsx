import type { ImportRun } from '../../../src/model/answers.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** Imports with what was read, accepted, rejected and already there: read = accepted + rejected + duplicates. */
export function RunTable({ runs }: { runs: readonly ImportRun[] }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={say('imports.title')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('imports.file')}</th>
            <th scope="col">{say('imports.feed')}</th>
            <th scope="col">{say('imports.state')}</th>
            <th scope="col" className="right">
              {say('imports.read')}
            </th>
            <th scope="col" className="right">
              {say('imports.accepted')}
            </th>
            <th scope="col" className="right">
              {say('imports.rejected')}
            </th>
            <th scope="col" className="right">
              {say('imports.duplicates')}
            </th>
            <th scope="col">{say('imports.started')}</th>
            <th scope="col">{say('imports.by')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.run}>
              <th scope="row">{run.file}</th>
              <td>{sayIfKnown(`feed.${run.feed}`) ?? run.feed}</td>
              <td>
                {say(`imports.state.${run.state}`)}
                {run.failure === null ? null : <span className="muted small"> {run.failure.message}</span>}
              </td>
              <td className="right number">{formats.number(run.read)}</td>
              <td className="right number">{formats.number(run.accepted)}</td>
              <td className="right number">{formats.number(run.rejected)}</td>
              <td className="right number">{formats.number(run.duplicates)}</td>
              <td className="number">{formats.moment(run.startedAt)}</td>
              <td>{run.startedBy}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
