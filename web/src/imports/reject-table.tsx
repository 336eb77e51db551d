import { useInfiniteQuery } from '@tanstack/react-query';
import { plainName } from '../frame/event-text.ts';
import { Icon } from '../frame/icon.tsx';
import { apiBase } from '../frame/request.ts';
import { useFormats } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { rejectsQuery } from './import-queries.ts';

/** Rows an import rejected, why in plain words, and how to mend them. */
export function RejectTable(props: { run: number; total: number; columns: readonly string[]; may: boolean }) {
  const { run, total, columns, may } = props;
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...rejectsQuery(run),
    enabled: may,
  });
  const rejects = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel" aria-labelledby="rejects">
      <div className="panel-head">
        <h2 id="rejects">{may ? say('runs.rejectsShown', { shown: rejects.length, total }) : say('runs.rejects')}</h2>
        {may ? (
          <a className="button" href={`${apiBase}/imports/${run}/rejects.csv`} download={`run-${run}-rejects.csv`}>
            <Icon name="save" size={16} /> {say('runs.rejectsFile')}
          </a>
        ) : null}
      </div>
      {!may ? (
        <p>{say('runs.rejectsNotYours')}</p>
      ) : error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <SkeletonLines lines={4} />
        </Loading>
      ) : (
        <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="rejects">
          <table className="table rejects">
            <thead>
              <tr>
                <th scope="col" className="right">
                  {say('wizard.line')}
                </th>
                <th scope="col">{say('runs.reason')}</th>
                <th scope="col">{say('runs.expected')}</th>
                <th scope="col">{say('runs.got')}</th>
                <th scope="col">{say('runs.row')}</th>
              </tr>
            </thead>
            <tbody>
              {rejects.map((reject, index) => (
                <tr key={index}>
                  <th scope="row" className="right number">
                    {formats.number(reject.line)}
                  </th>
                  <td>
                    {sayIfKnown(`reject.${reject.code}`) ??
                      sayIfKnown(`warning.${reject.code}`) ??
                      plainName(reject.code.replace('.', ': '))}
                    {reject.field === null ? null : (
                      <span className="muted small reject-field">
                        {say('runs.field')}: {plainName(reject.field)}
                      </span>
                    )}
                  </td>
                  <td>{reject.expected}</td>
                  <td>
                    <span className="got">{reject.got}</span>
                  </td>
                  <td>
                    <details>
                      <summary className="reject-cells">
                        {reject.cells.filter((cell) => cell.trim() !== '').join(' · ')}
                      </summary>
                      <dl className="facts">
                        {reject.cells.map((cell, at) => (
                          <div key={at} className="fact">
                            <dt>{columns[at] ?? at + 1}</dt>
                            <dd className="mono">{cell}</dd>
                          </div>
                        ))}
                      </dl>
                    </details>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hasNextPage ? (
        <button
          type="button"
          className="button compact more"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {say('runs.rejectsMore')}
        </button>
      ) : null}
      <div className="mend">
        <h3>{say('runs.mend')}</h3>
        <ol>
          <li>{say('runs.mend1')}</li>
          <li>{say('runs.mend2')}</li>
          <li>{say('runs.mend3')}</li>
        </ol>
      </div>
    </section>
  );
}
