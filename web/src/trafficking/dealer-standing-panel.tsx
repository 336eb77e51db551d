import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { DealerStanding } from '../../../src/model/dealer-standing.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { ShareText } from '../frame/share-text.tsx';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { plainName } from '../frame/event-text.ts';
import { useWords } from '../frame/words.tsx';
import { FlagList } from './flag-list.tsx';
import { FunnelPlot } from './funnel-plot.tsx';
import { PointMap } from './point-map.tsx';
import { RecoveryLine } from './recovery-line.tsx';
import { standingQuery } from './trafficking-queries.ts';
import './trafficking.css';

const purchasersFirst = 10;
/** Dealers with so few traces are told apart by chance alone, and it is said. */
const fewTraces = 10;

/** What traces say of a dealer beside what is usual, for those who may read traces. */
export function DealerStandingPanel({ id }: { id: string }) {
  const may = useMay();
  return may('traces.read') ? <Standing id={id} /> : null;
}

function Standing({ id }: { id: string }) {
  const { say } = useWords();
  const { threshold } = useSearch({ strict: false }) as { threshold?: string };
  const { data, error, refetch } = useQuery(standingQuery(id, threshold));
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Loading>
        <div className="panel">
          <SkeletonLines lines={8} />
        </div>
      </Loading>
    );
  if (data.traces === 0)
    return (
      <section className="panel" aria-labelledby="standing">
        <h2 id="standing">{say('standing.title')}</h2>
        <p>{say('standing.none')}</p>
      </section>
    );
  return (
    <>
      <div className="two wide trafficking">
        <section className="panel" aria-labelledby="standing">
          <h2 id="standing">{say('standing.title')}</h2>
          <FunnelPlot funnel={data.funnel} dealer={id} />
          <p className="small">
            {say('standing.usual')} <ShareText share={data.usual} />
          </p>
        </section>
        <section className="panel" aria-labelledby="among-first">
          <h2 id="among-first">{say('standing.amongFirst', { top: data.top })}</h2>
          <AmongFirst standing={data} />
          <h3>{say('standing.letter')}</h3>
          <LetterYears standing={data} />
        </section>
      </div>
      <Recoveries standing={data} />
      <Purchasers standing={data} />
      {data.thefts.length === 0 ? null : <Thefts standing={data} />}
      {data.flags.length === 0 ? null : (
        <section className="panel" aria-labelledby="dealer-flags">
          <h2 id="dealer-flags">{say('trace.flags')}</h2>
          <FlagList flags={data.flags.map(({ flag }) => flag)} />
          <p className="muted small">
            {say('standing.flaggedBy', { n: data.flags.reduce((sum, { traces }) => sum + traces.length, 0) })}
          </p>
        </section>
      )}
    </>
  );
}

function AmongFirst({ standing }: { standing: DealerStanding }) {
  const { say } = useWords();
  const { rank, top, dealers, traces } = standing;
  if (rank === null) return <p>{say('standing.noRank')}</p>;
  const of100 = (share: number) => Math.round(share * 100);
  const { low, mean, high } = rank.posterior;
  return (
    <>
      <p className="standing-figure">
        {say('standing.inTop', {
          n: rank.inTop.numerator.toLocaleString('en-US'),
          all: rank.inTop.denominator.toLocaleString('en-US'),
          top,
        })}
      </p>
      <p className="small">{say('standing.inTopHelp', { dealers })}</p>
      <p className="small">
        {say('standing.short')} <ShareText share={rank.short} />.{' '}
        {say('standing.posterior', { low: of100(low), high: of100(high), mean: of100(mean) })}
      </p>
      <div className="interval" aria-hidden="true">
        <i className="interval-span" style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }} />
        <i className="interval-mean" style={{ left: `${mean * 100}%` }} />
      </div>
      {traces < fewTraces ? <p className="small">{say('standing.few', { n: traces })}</p> : null}
    </>
  );
}

function LetterYears({ standing }: { standing: DealerStanding }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const { threshold, years, undated } = standing.demandLetter;
  const most = Math.max(threshold, ...years.map(({ shortTraces }) => shortTraces));
  return (
    <>
      <label className="small">
        {say('standing.threshold')}{' '}
        <select
          className="field compact"
          value={String(threshold)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            void navigate({
              to: '.',
              search: (before: Record<string, unknown>) => ({ ...before, threshold: value }) as never,
              replace: true,
              resetScroll: false,
            });
          }}
        >
          {[...new Set([5, 10, 25, threshold])]
            .toSorted((a, b) => a - b)
            .map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
        </select>
      </label>
      {years.length === 0 ? (
        <p className="small">{say('standing.letterNone')}</p>
      ) : (
        <table className="bar-table">
          <tbody>
            {years.map(({ year, shortTraces, reached }) => (
              <tr key={year}>
                <th scope="row" className="small">
                  {year}
                </th>
                <td>
                  <i className="bar time" style={{ width: `${(shortTraces / most) * 100}%` }} aria-hidden="true" />
                  <i className="bar-line" style={{ left: `${(threshold / most) * 100}%` }} aria-hidden="true" />
                </td>
                <td className="right number">
                  {shortTraces}
                  <span className="muted small"> {say(reached ? 'standing.reached' : 'standing.notReached')}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="muted small">
        {say('standing.letterHelp')} {undated === 0 ? '' : say('standing.letterUndated', { n: undated })}
      </p>
    </>
  );
}

function Recoveries({ standing }: { standing: DealerStanding }) {
  const { say } = useWords();
  const formats = useFormats();
  const [selected, select] = useState<string | null>(null);
  const { recoveries } = standing;
  const placed = recoveries.flatMap(({ lon, lat, ...row }) =>
    lon === null || lat === null ? [] : [{ ...row, lon, lat }],
  );
  const words = (row: (typeof recoveries)[number] | (typeof placed)[number]) =>
    [
      row.traceNumber,
      row.label,
      `${say('tied.sold')} ${row.soldOn === null ? say('tied.notRecorded') : formats.day(row.soldOn)}`,
      `${say('tied.recovered')} ${row.recoveredOn === null ? say('tied.notRecorded') : formats.day(row.recoveredOn)}`,
      row.days === null ? say('trafficking.noTime') : say('evidence.days', { n: row.days }),
    ].join(', ');
  const chosen = recoveries.find(({ traceNumber }) => traceNumber === selected);
  return (
    <section className="panel trafficking" aria-labelledby="dealer-recoveries">
      <h2 id="dealer-recoveries">{say('standing.recoveries')}</h2>
      <p className="small" role="status">
        {chosen === undefined ? (
          say('standing.recoveriesHelp')
        ) : (
          <Link to="/trace/$trace" params={{ trace: chosen.traceNumber }}>
            {words(chosen)}
          </Link>
        )}
      </p>
      <div className="two">
        <div>
          <PointMap
            points={placed.map((row) => ({
              id: row.traceNumber,
              lon: row.lon,
              lat: row.lat,
              mark: 'recovery',
              label: words(row),
            }))}
            label={say('standing.map')}
            selected={selected}
            select={select}
            none={<p className="muted">{say('standing.noPlaces')}</p>}
          />
          <p className="muted small">{say('standing.placed', { n: placed.length, all: recoveries.length })}</p>
        </div>
        <RecoveryLine
          points={recoveries.map((row) => ({
            id: row.traceNumber,
            soldOn: row.soldOn,
            recoveredOn: row.recoveredOn,
            label: words(row),
          }))}
          selected={selected}
          select={select}
        />
      </div>
      <p>
        <Link to="/traces" search={{ dealer: standing.dealer }} className="button compact">
          {say('trafficking.asTable', { n: recoveries.length })}
        </Link>
      </p>
    </section>
  );
}

function Purchasers({ standing }: { standing: DealerStanding }) {
  const { say } = useWords();
  const formats = useFormats();
  const [all, setAll] = useState(false);
  const { purchasers, purchaserUnknown } = standing;
  const shown = all ? purchasers : purchasers.slice(0, purchasersFirst);
  return (
    <section className="panel trafficking" aria-labelledby="dealer-purchasers">
      <h2 id="dealer-purchasers">{say('standing.purchasers')}</h2>
      <p className="small muted">
        {say('standing.purchasersHelp')} {say('standing.purchaserUnknown', { n: purchaserUnknown })}
      </p>
      {purchasers.length === 0 ? null : (
        <div className="table-scroll" tabIndex={0} role="group" aria-label={say('standing.purchasers')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('trafficking.purchaser')}</th>
                <th scope="col" className="right">
                  {say('standing.here')}
                </th>
                <th scope="col" className="right">
                  {say('standing.elsewhere')}
                </th>
                <th scope="col" className="right">
                  {say('standing.together')}
                </th>
                <th scope="col">{say('measure.short')}</th>
                <th scope="col">{say('standing.passedOn')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.person.id}>
                  <th scope="row">
                    <EntityLink id={row.person.id}>{row.person.label}</EntityLink>{' '}
                    <Link
                      to="/person/$number/purchases"
                      params={{ number: row.person.id.split(':')[1]! }}
                      className="small block"
                    >
                      {say('trace.toPurchases')}
                    </Link>
                  </th>
                  <td className="right number">{formats.number(row.firearms)}</td>
                  <td className="right number">{formats.number(row.elsewhere)}</td>
                  <td className="right number">{formats.number(row.together)}</td>
                  <td className="small">
                    <ShareText share={row.short} />
                  </td>
                  <td className="small">
                    <ShareText share={row.passedOn} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < purchasers.length ? (
        <button type="button" className="button compact" onClick={() => setAll(true)}>
          {say('standing.allPurchasers', { n: purchasers.length })}
        </button>
      ) : null}
    </section>
  );
}

function Thefts({ standing }: { standing: DealerStanding }) {
  const { say } = useWords();
  const formats = useFormats();
  return (
    <section className="panel" aria-labelledby="dealer-thefts">
      <h2 id="dealer-thefts">{say('standing.thefts')}</h2>
      <ul className="plain-list">
        {standing.thefts.map((theft) => (
          <li key={theft.firearm}>
            <EntityLink id={theft.firearm}>{theft.label}</EntityLink>{' '}
            <span className="small muted">
              {[
                theft.kind === null ? null : plainName(theft.kind),
                theft.on === null ? say('entity.undated') : formats.day(theft.on),
                theft.recoveredOn === null
                  ? say('standing.notRecovered')
                  : `${say('tied.recovered')} ${formats.day(theft.recoveredOn)}`,
              ]
                .filter((each) => each !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
