import { useMutation } from '@tanstack/react-query';
import type { RequestPage } from '../../../src/model/tracing.ts';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { itemName } from './request-form.tsx';
import { judgeResult } from './tracing-queries.ts';

/** Results that answer a request, where they say otherwise than it, and those that were set aside. */
export function ResultList({ page, took }: { page: RequestPage; took: (next: RequestPage) => void }) {
  const { say } = useWords();
  const may = useMay();
  const judge = useMutation({
    mutationFn: ({ record, ...body }: { record: number; answers: boolean; again?: true }) =>
      judgeResult(page.request, record, { version: page.version, ...body }),
    onSuccess: took,
  });
  if (page.results.length + page.setAside.length === 0) return null;
  const button = (label: 'takeResult' | 'setAside' | 'takeAgain', order: Parameters<typeof judge.mutate>[0]) => (
    <button type="button" className="button" disabled={judge.isPending} onClick={() => judge.mutate(order)}>
      {say(`tracing.${label}`)}
    </button>
  );
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
      {page.results.length === 0 ? <p className="muted">{say('tracing.resultsNone')}</p> : null}
      <ul className="result-list">
        {page.results.map((result) => (
          <li key={result.record}>
            <Result result={result} />
            {may('tracing.write') ? (
              <p className="buttons screen-only">
                {page.disagrees ? button('takeResult', { record: result.record, answers: true }) : null}
                {button('setAside', { record: result.record, answers: false })}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {page.setAside.length === 0 ? null : (
        <>
          <h3>{say('tracing.setAsideTitle')}</h3>
          <p className="muted small">{say('tracing.setAsideHelp')}</p>
          <ul className="result-list set-aside">
            {page.setAside.map((result) => (
              <li key={result.record}>
                <Result result={result} />
                {may('tracing.write') ? (
                  <p className="buttons screen-only">
                    {page.disagrees ? button('setAside', { record: result.record, answers: false }) : null}
                    {button('takeAgain', { record: result.record, answers: true, again: true })}
                  </p>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
      {judge.error === null ? null : <Failed error={judge.error} />}
    </section>
  );
}

function Result({ result }: { result: RequestPage['results'][number] }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  return (
    <>
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
    </>
  );
}
