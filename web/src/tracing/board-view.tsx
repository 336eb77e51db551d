import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { requestStates, type RequestState } from '../../../src/model/tracing.ts';
import { useKeys } from '../frame/keys.ts';
import { useMay } from '../frame/session.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { RequestTable } from './request-table.tsx';
import { StateFlow } from './state-flow.tsx';
import { exportRequests, prepareRequests, requestsQuery, untracedQuery } from './tracing-queries.ts';
import { UntracedTable } from './untraced-table.tsx';

/** So many are prepared at once: as many as the server takes. */
const preparedAtOnce = 200;
const exportable: readonly string[] = ['VALIDATED', 'EXPORTED', 'CORRECTED'];

/** What waits: where requests stand, what was never traced, and every request with its clock. */
export function BoardView() {
  const { say } = useWords();
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const search: { state?: string } = useSearch({ strict: false });
  const state = requestStates.find((each) => each === search.state) ?? null;
  const requests = useQuery(requestsQuery(state));
  const untraced = useQuery(untracedQuery);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const changed = () => client.invalidateQueries({ queryKey: ['tracing'] });
  const prepare = useMutation({
    mutationFn: () => prepareRequests([...picked].slice(0, preparedAtOnce)),
    onSuccess: async () => {
      setPicked(new Set());
      await changed();
    },
  });
  const items = requests.data?.items ?? [];
  const fit = useMemo(
    () =>
      items.filter((each) => chosen.has(each.request) && exportable.includes(each.state)).map(({ request }) => request),
    [items, chosen],
  );
  const giveOut = useMutation({
    mutationFn: (format: 'csv' | 'pdf') => exportRequests(fit, format),
    onSuccess: changed,
  });
  const writes = may('tracing.write');
  useKeys([{ key: 'p', label: 'tracing.keyPrepare', run: () => writes && picked.size > 0 && prepare.mutate() }]);
  const choose = (next: RequestState | null) =>
    void navigate({ to: '/tracing', search: next === null ? {} : { state: next }, resetScroll: false });

  return (
    <>
      <section className="panel" aria-labelledby="flow">
        <div className="panel-head">
          <h2 id="flow">{say('tracing.flow')}</h2>
          {state === null ? null : (
            <button type="button" className="button compact" onClick={() => choose(null)}>
              {say('tracing.flowAll')}
            </button>
          )}
        </div>
        {requests.data === undefined && requests.error === null ? (
          <Loading>
            <Skeleton height={120} />
          </Loading>
        ) : (
          <StateFlow counts={requests.data?.counts ?? {}} at={state} choose={choose} />
        )}
      </section>

      <section className="panel" aria-label={say('tracing.requests')}>
        {requests.error !== null ? (
          <Failed error={requests.error} retry={() => void requests.refetch()} />
        ) : requests.data === undefined ? (
          <Loading>
            <SkeletonLines lines={5} />
          </Loading>
        ) : (
          <>
            <RequestTable items={items} chosen={chosen} choose={setChosen} writes={writes} />
            {items.length === 0 ? <p className="muted small pad">{say('tracing.requestsHelp')}</p> : null}
            {writes && items.length > 0 ? (
              <p className="buttons pad screen-only">
                <button
                  type="button"
                  className="button"
                  disabled={fit.length === 0 || giveOut.isPending}
                  onClick={() => giveOut.mutate('pdf')}
                >
                  {say('tracing.exportPdf')}
                </button>
                <button
                  type="button"
                  className="button"
                  disabled={fit.length === 0 || giveOut.isPending}
                  onClick={() => giveOut.mutate('csv')}
                >
                  {say('tracing.exportCsv')}
                </button>
                <span className="muted small">
                  {fit.length === 0 ? say('tracing.exportHint') : `${fit.length} / ${items.length}`}
                </span>
              </p>
            ) : null}
            {giveOut.error === null ? null : <Failed error={giveOut.error} />}
          </>
        )}
      </section>

      <section className="panel" aria-label={say('tracing.never')}>
        {untraced.error !== null ? (
          <Failed error={untraced.error} retry={() => void untraced.refetch()} />
        ) : untraced.data === undefined ? (
          <Loading>
            <SkeletonLines lines={8} />
          </Loading>
        ) : (
          <>
            <UntracedTable page={untraced.data} picked={picked} pick={setPicked} writes={writes} />
            {writes && untraced.data.items.length > 0 ? (
              <p className="buttons pad screen-only">
                <button
                  type="button"
                  className="button first"
                  disabled={picked.size === 0 || prepare.isPending}
                  onClick={() => prepare.mutate()}
                >
                  {picked.size === 0
                    ? say('tracing.prepareNone')
                    : say('tracing.prepare', { n: Math.min(picked.size, preparedAtOnce) })}
                </button>
                <button
                  type="button"
                  className="button"
                  onClick={() =>
                    setPicked(
                      picked.size > 0
                        ? new Set()
                        : new Set(untraced.data.items.slice(0, 20).map(({ record }) => record)),
                    )
                  }
                >
                  {picked.size > 0
                    ? say('tracing.chooseNone')
                    : say('tracing.chooseShown', { n: Math.min(20, untraced.data.items.length) })}
                </button>
              </p>
            ) : null}
            {prepare.data === undefined ? null : (
              <p className="pad small" role="status">
                {say('tracing.prepared', { n: prepare.data.requests.length })}
                {prepare.data.refused.length === 0
                  ? null
                  : `; ${say('tracing.refused', { n: prepare.data.refused.length })}`}
              </p>
            )}
            {prepare.error === null ? null : <Failed error={prepare.error} />}
          </>
        )}
      </section>
      <p className="caution">{say('tracing.caution')}</p>
    </>
  );
}
