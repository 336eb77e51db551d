import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { plainName } from '../frame/event-text.ts';
import { Icon } from '../frame/icon.tsx';
import { apiBase } from '../frame/request.ts';
import { useFormats } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { gotWords, serverWords } from '../frame/server-words.ts';
import { fieldName } from './field-name.ts';
import { useWords } from '../frame/words.tsx';
import { rejectsQuery, type Reject, type RunPageAnswer } from './import-queries.ts';

/** Rows an import rejected, why in plain words, and how to mend them. */
export function RejectTable(props: { run: number; total: number; sections: RunPageAnswer['sections']; may: boolean }) {
  const { run, total, sections, may } = props;
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...rejectsQuery(run),
    enabled: may,
  });
  // While the file is read there are more of them by the second.
  const latest = useRef(refetch);
  latest.current = refetch;
  const loaded = useRef(total);
  useEffect(() => {
    if (!may || loaded.current === total) return;
    loaded.current = total;
    void latest.current();
  }, [total, may]);
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
                        {say('runs.field')}: {fieldName(reject.field, words)}
                      </span>
                    )}
                  </td>
                  <td>{serverWords(reject.expected, words)}</td>
                  <td>
                    <span className="got">{gotWords(reject.got, reject.cells, words)}</span>
                  </td>
                  <td>
                    <details>
                      <summary className="reject-cells">
                        {reject.cells.filter((cell) => cell.trim() !== '').join(' · ')}
                      </summary>
                      <dl className="facts">
                        {reject.cells.map((cell, at) => {
                          const column = sectionOf(reject, sections)?.columns[at];
                          const fault = reject.field !== null && fieldIn(sections, column) === reject.field;
                          return (
                            <div key={at} className="fact">
                              <dt>{column ?? at + 1}</dt>
                              <dd className={fault ? 'mono fault' : 'mono'}>
                                {cell === '' ? <span className="muted">{say('row.empty')}</span> : cell}
                                {fault ? <span className="unseen"> {say('runs.fault')}</span> : null}
                              </dd>
                            </div>
                          );
                        })}
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
      {may ? (
        <div className="mend">
          <h3>{say('runs.mend')}</h3>
          <ol>
            <li>{say('runs.mend1')}</li>
            <li>{say('runs.mend2')}</li>
            <li>{say('runs.mend3')}</li>
          </ol>
        </div>
      ) : null}
    </section>
  );
}

/** The header a rejected row stood under: the one header of the file, else the one with as many columns. */
function sectionOf(reject: Reject, sections: RunPageAnswer['sections']) {
  if (sections.length <= 1) return sections[0];
  const fitting = sections.filter((section) => section.columns.length === reject.cells.length);
  return fitting.length === 1 ? fitting[0] : undefined;
}

function fieldIn(sections: RunPageAnswer['sections'], column: string | undefined): string | undefined {
  if (column === undefined) return undefined;
  for (const { mapping } of sections)
    for (const [name, field] of Object.entries(mapping.columns ?? {})) if (name.trim() === column.trim()) return field;
  return undefined;
}
