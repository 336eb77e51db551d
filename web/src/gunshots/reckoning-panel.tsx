import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import type { GunshotReckoning } from '../../../src/model/gunshot-desk.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { useMay, useSession } from '../frame/session.ts';
import { Failed, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { reckoningQuery } from './gunshot-queries.ts';
import { metersText } from './incident-text.ts';
import { ReckoningMap } from './reckoning-map.tsx';

type Arrival = GunshotReckoning['arrivals'][number];

/** How the place of a shot was computed, step by step, and what it would be without each sensor: as a court may ask for it. */
export function ReckoningPanel({ item, shot }: { item: GunshotIncident; shot: number }) {
  const { say } = useWords();
  const may = useMay();
  const places = may('sensors.place');
  const reckoning = useQuery({ ...reckoningQuery(item.incident, shot, item.revision), enabled: places });
  return (
    <section className="panel reckoning-panel" aria-labelledby="reckoning">
      <div className="panel-head">
        <h2 id="reckoning">{say('gunshots.reckoning')}</h2>
        <span className="muted small">
          {say('gunshots.reckoningShot', { shot: shot + 1, shots: item.summary.shots.length })}
        </span>
      </div>
      {!places ? (
        <p className="muted small">{say('gunshots.reckoningRefused')}</p>
      ) : reckoning.isError ? (
        <Failed error={reckoning.error} retry={() => void reckoning.refetch()} />
      ) : reckoning.data === undefined ? (
        <Skeleton height={420} />
      ) : (
        <Steps reckoning={reckoning.data} />
      )}
    </section>
  );
}

function Steps({ reckoning }: { reckoning: GunshotReckoning }) {
  const words = useWords();
  const { say, language } = words;
  const miles = useSession().agency.state !== null;
  const [without, leaveOut] = useState<string | null>(null);
  const { air, arrivals, ellipse95, againMeters, together } = reckoning;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const fine = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const count = (reading: Arrival['reading']) => arrivals.filter((each) => each.reading === reading).length;
  const outside = arrivals.filter((each) => each.without.kind === 'located' && !each.without.inside).length;
  const undetermined = arrivals.filter((each) => each.without.kind === 'undetermined').length;
  return (
    <>
      <ReckoningMap key={`${reckoning.timeMicroseconds}`} reckoning={reckoning} without={without} />
      <ol className="reckoning-steps">
        <li>{say('gunshots.step.heard', { n: arrivals.length, agree: arrivals.length - count('stray') })}</li>
        <li>
          {say(`gunshots.step.air.${air.noted}`, {
            hours: number.format(air.hours ?? 0),
            celsius: number.format(air.temperatureC),
            east: number.format(air.windEastMps),
            north: number.format(air.windNorthMps),
            speed: number.format(air.speedMps),
            speedSigma: number.format(air.speedSigmaMps),
            windSigma: number.format(air.windSigmaMps),
          })}{' '}
          {say(air.estimated.onRecord ? 'gunshots.step.estimated' : 'gunshots.step.estimatedAgain', {
            speed: fine.format(air.estimated.speedMps),
            speedSigma: fine.format(air.estimated.speedSigmaMps),
            east: fine.format(air.estimated.windEastMps),
            north: fine.format(air.estimated.windNorthMps),
            windSigma: fine.format(air.estimated.windSigmaMps),
          })}
        </li>
        <li>{say('gunshots.step.seeds')}</li>
        <li>
          {say('gunshots.step.mixture', {
            direct: count('direct'),
            late: count('late'),
            stray: count('stray'),
            all: arrivals.length,
          })}
        </li>
        <li>
          {say('gunshots.step.ellipse', {
            major: metersText(ellipse95.majorMeters, words, miles),
            minor: metersText(ellipse95.minorMeters, words, miles),
          })}
        </li>
        <li>{say('gunshots.step.without', { n: arrivals.length, outside, undetermined })}</li>
        <li>
          {againMeters === null
            ? say('gunshots.step.againNot')
            : say('gunshots.step.again', { distance: `${number.format(againMeters)} m` })}
        </li>
        {together === null ? null : (
          <li>
            {say(together.way ? 'gunshots.step.together.way' : 'gunshots.step.together.place', {
              n: together.shots.length,
              less: together.shots.filter(({ weight }) => weight < 1).length,
              wider: fine.format(together.wider),
            })}
          </li>
        )}
      </ol>
      <ArrivalTable arrivals={arrivals} without={without} leaveOut={leaveOut} />
      {together === null ? null : <TogetherTable shots={together.shots} />}
      <p className="muted small">{say('gunshots.reckoningMethod')}</p>
    </>
  );
}

type Together = NonNullable<GunshotReckoning['together']>['shots'][number];

/** What each shot has to do with the place they make together. */
function TogetherTable({ shots }: { shots: readonly Together[] }) {
  const words = useWords();
  const { say, language } = words;
  const miles = useSession().agency.state !== null;
  const columns = useMemo((): Column<Together>[] => {
    const format = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    const figure = (id: 'sigmas' | 'weight'): Column<Together> => ({
      id,
      header: say(`gunshots.together.${id}`),
      text: (each) => format.format(each[id]),
      sort: (each) => each[id],
      className: 'number',
      group: null,
    });
    return [
      {
        id: 'shot',
        header: say('gunshots.together.shot'),
        text: ({ shot }) => String(shot + 1),
        sort: ({ shot }) => shot,
        rowHeader: true,
        group: null,
      },
      {
        id: 'away',
        header: say('gunshots.together.away'),
        text: ({ metersAway }) => metersText(metersAway, words, miles),
        sort: ({ metersAway }) => metersAway,
        className: 'number',
        group: null,
      },
      figure('sigmas'),
      figure('weight'),
    ];
  }, [words, miles, language]);
  return (
    <DataTable
      name="together"
      title={<h3>{say('gunshots.together')}</h3>}
      label={say('gunshots.together')}
      rows={shots}
      columns={columns}
      rowId={({ shot }) => String(shot)}
      selected={null}
      select={() => undefined}
      firstSort={{ id: 'shot', descending: false }}
      empty={say('gunshots.arrivalsNone')}
    />
  );
}

const barWidth = 120;
/** What the bars show, in seconds: a little early, and as late as a way round something may be. */
const [earliest, latest] = [-0.05, 0.18];

function ArrivalTable(props: {
  arrivals: readonly Arrival[];
  without: string | null;
  leaveOut: (sensor: string | null) => void;
}) {
  const words = useWords();
  const { say, language } = words;
  const miles = useSession().agency.state !== null;
  const columns = useMemo((): Column<Arrival>[] => {
    const number = (digits: number) =>
      new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const [seconds, milliseconds] = [number(3), number(1)];
    return [
      { id: 'sensor', header: say('gunshots.sensor'), text: ({ sensor }) => sensor, rowHeader: true },
      {
        id: 'after',
        header: say('gunshots.after'),
        text: ({ afterSeconds }) => `${seconds.format(afterSeconds)} s`,
        sort: ({ afterSeconds }) => afterSeconds,
        className: 'number',
        group: null,
      },
      {
        id: 'meters',
        header: say('gunshots.distance'),
        text: ({ meters }) => metersText(meters, words, miles),
        sort: ({ meters }) => meters,
        className: 'number',
        group: null,
      },
      {
        id: 'residual',
        header: say('gunshots.residual'),
        text: ({ residualSeconds }) => `${milliseconds.format(residualSeconds * 1000)} ms`,
        sort: ({ residualSeconds }) => residualSeconds,
        className: 'number',
        group: null,
        cell: ({ residualSeconds, reading }) => (
          <span className="residual">
            <ResidualBar seconds={residualSeconds} reading={reading} />
            {milliseconds.format(residualSeconds * 1000)} ms
          </span>
        ),
      },
      { id: 'reading', header: say('gunshots.reading'), text: ({ reading }) => say(`gunshots.reading.${reading}`) },
      {
        id: 'without',
        header: say('gunshots.without'),
        text: ({ without }) =>
          without.kind === 'undetermined'
            ? say(`gunshots.undetermined.${without.code}`)
            : say(without.inside ? 'gunshots.withoutInside' : 'gunshots.withoutOutside', {
                distance: metersText(without.metersAway, words, miles),
              }),
        sort: ({ without }) => (without.kind === 'located' ? without.metersAway : 1e9),
      },
    ];
  }, [language, miles]);
  return (
    <DataTable
      name="arrivals"
      title={<h3>{say('gunshots.arrivals')}</h3>}
      label={say('gunshots.arrivals')}
      rows={props.arrivals}
      columns={columns}
      rowId={({ sensor }) => sensor}
      selected={props.without}
      select={(id) => props.leaveOut(id === props.without ? null : id)}
      firstSort={{ id: 'after', descending: false }}
      empty={say('gunshots.arrivalsNone')}
    />
  );
}

function ResidualBar({ seconds, reading }: { seconds: number; reading: Arrival['reading'] }) {
  const x = (at: number) => ((Math.min(latest, Math.max(earliest, at)) - earliest) / (latest - earliest)) * barWidth;
  return (
    <svg
      className={`residual-bar ${reading}`}
      viewBox={`0 0 ${barWidth} 14`}
      width={barWidth}
      height="14"
      aria-hidden="true"
    >
      <rect className="residual-open" x={x(-0.027)} y="1" width={x(0.027) - x(-0.027)} height="12" />
      <path className="chart-axis" d={`M${x(0)} 0v14`} />
      <path className="residual-line" d={`M${x(0)} 7H${x(seconds)}`} />
      <circle cx={x(seconds)} cy="7" r="3.5" />
    </svg>
  );
}
