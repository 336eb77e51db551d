import { useMutation } from '@tanstack/react-query';
import type { RequestPage } from '../../../src/model/tracing.ts';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { itemName } from './request-form.tsx';
import { judgeResult } from './tracing-queries.ts';

/** Results that answer a request, and where they say otherwise than it. */
export function ResultList({ page, took }: { page: RequestPage; took: (next: RequestPage) => void }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const may = useMay();
  const judge = useMutation({
    mutationFn: ({ record, answers }: { record: number; answers: boolean }) =>
      judgeResult(page.request, record, { version: page.version, answers }),
    onSuccess: took,
  });
  if (page.results.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="results">
      <div className="panel-head">
        <h2 id="results">{say('tracing.results')}</h2>
      </div>
      {page.disagrees ? (
        <p className="conflict-note" role="alert">
          {say('tracing.disagreesHelp')}
        </p>
      ) : null}
      <ul className="result-list">
        {page.results.map((result) => (
          <li key={result.record}>
            <p>
              <RecordLink record={result.record} className="mono">
                {result.traceNumber}
              </RecordLink>{' '}
              {result.completion === null ? null : (sayIfKnown(`completion.${result.completion}`) ?? result.completion)}
              {result.completedOn === null ? null : ` · ${formats.day(result.completedOn)}`}{' '}
              <span className="muted small">{say(`tracing.tied.${result.tiedBy}`)}</span>
            </p>
            {result.differs.length === 0 ? null : (
              <table className="table">
                <thead>
                  <tr>
                    <td />
                    <th scope="col">{say('tracing.asked')}</th>
                    <th scope="col">{say('tracing.came')}</th>
                  </tr>
                </thead>
                <tbody>
                  {result.differs.map(({ field, asked, came, identity }) => (
                    <tr key={field}>
                      <th scope="row">
                        {itemName(field, words)} {identity ? <span className="tag conflict">!</span> : null}
                      </th>
                      <td>{asked}</td>
                      <td>{came}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {may('tracing.write') && page.disagrees ? (
              <p className="buttons screen-only">
                <button
                  type="button"
                  className="button"
                  disabled={judge.isPending}
                  onClick={() => judge.mutate({ record: result.record, answers: true })}
                >
                  {say('tracing.takeResult')}
                </button>
                <button
                  type="button"
                  className="button"
                  disabled={judge.isPending}
                  onClick={() => judge.mutate({ record: result.record, answers: false })}
                >
                  {say('tracing.setAside')}
                </button>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {judge.error === null ? null : <Failed error={judge.error} />}
    </section>
  );
}
