import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutcomeCounts } from '../../../src/model/city-settings.ts';
import { useMay } from '../frame/session.ts';
import { Failed, SkeletonLines } from '../frame/states.tsx';
import { useWords, type PlainKey } from '../frame/words.tsx';
import { cityQuery, fitQuery, proposeFit } from './city-queries.ts';
import { FitPanel } from './fit-panel.tsx';
import { WeightsPicture } from './weights-picture.tsx';

/** Weights fitted to what is recorded of leads: tried when it is asked for, and proposed with how they did. */
export function RecordedFit() {
  const { say } = useWords();
  const [isAsked, setAsked] = useState(false);
  const fit = useQuery({ ...fitQuery, enabled: isAsked });
  const { data } = fit;
  return (
    <section className="panel" aria-labelledby="recorded-fit">
      <h2 id="recorded-fit">{say('city.recorded')}</h2>
      <p className="small muted">{say('city.recordedHelp')}</p>
      {!isAsked ? (
        <button type="button" className="button screen-only" onClick={() => setAsked(true)}>
          {say('city.recordedTry')}
        </button>
      ) : data === undefined ? (
        fit.error === null ? (
          <SkeletonLines lines={4} />
        ) : (
          <Failed error={fit.error} retry={() => void fit.refetch()} />
        )
      ) : (
        <>
          <Counts counts={data.counts} />
          {data.fit === null || data.weights === null ? (
            <p>{say('city.recordedFew', { why: data.why ?? '' })}</p>
          ) : (
            <>
              <WeightsPicture weights={data.weights} />
              <FitPanel fit={data.fit} />
              <ProposeFit />
            </>
          )}
        </>
      )}
    </section>
  );
}

function Counts({ counts: { leads, openCases, traces } }: { counts: OutcomeCounts }) {
  const { say } = useWords();
  const lines: (readonly [string, number])[] = [
    ...leads.map(({ outcome, leads: n }) => [say(`leadOutcome.${outcome}` as PlainKey), n] as const),
    [say('city.recordedOpen'), openCases],
  ];
  return (
    <div className="recorded-counts">
      <List name={say('city.recordedLeads')} lines={lines} />
      <List
        name={say('city.recordedTraces')}
        lines={traces.map(({ outcome, traces: n }) => [
          say(outcome === 'none' ? 'city.outcome.none' : `city.outcome.${outcome}`),
          n,
        ])}
      />
    </div>
  );
}

function List({ name, lines }: { name: string; lines: readonly (readonly [string, number])[] }) {
  return (
    <div>
      <h3>{name}</h3>
      <dl className="city-facts">
        {lines.map(([what, n]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function ProposeFit() {
  const { say } = useWords();
  const may = useMay();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const propose = useMutation({
    mutationFn: () => proposeFit(reason),
    onSuccess: (setUp) => client.setQueryData(cityQuery.queryKey, setUp),
  });
  if (!may('city.propose')) return null;
  return (
    <form
      className="screen-only"
      onSubmit={(event) => {
        event.preventDefault();
        propose.mutate();
      }}
    >
      <label className="city-why">
        <span>{say('city.reason')}</span>
        <textarea
          className="field"
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      {propose.error === null ? null : <Failed error={propose.error} />}
      <button type="submit" className="button" disabled={reason.trim() === '' || propose.isPending}>
        {say('city.recordedPropose')}
      </button>
    </form>
  );
}
