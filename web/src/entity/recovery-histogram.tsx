import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { timeBands, type RecoveryBin } from './recovery-bins.ts';

/** Recoveries by period, parted by time to crime; each column is a button that opens what it counts. */
export function RecoveryHistogram(props: {
  bins: readonly RecoveryBin[];
  period: string | null;
  choose: (period: string | null) => void;
  unrecovered: number;
}) {
  const { bins, period, choose, unrecovered } = props;
  const { say } = useWords();
  const formats = useFormats();
  const most = Math.max(...bins.map((bin) => bin.ids.length));
  const words = (bin: RecoveryBin) =>
    say('dealer.bin', {
      period: bin.period,
      n: bin.ids.length,
      parts: timeBands
        .filter((band) => bin.bands[band] > 0)
        .map((band) => `${formats.number(bin.bands[band])} ${say(`band.${band}`)}`)
        .join(', '),
    });
  // Quarters stand under the year they begin; years as many as there is room for.
  const every = Math.ceil(bins.length / 14);
  const labelOf = (period: string, index: number) =>
    period.includes('Q') ? (period.endsWith('Q1') ? period.slice(0, 4) : '') : index % every === 0 ? period : '';
  return (
    <>
      <div className="histogram-scroll">
        <div className="histogram" role="group" aria-label={say('dealer.overTime')}>
          {bins.map((bin, index) => (
            <button
              key={bin.period}
              type="button"
              className="histogram-bin"
              aria-pressed={period === bin.period}
              disabled={bin.ids.length === 0}
              aria-label={words(bin)}
              title={words(bin)}
              onClick={() => choose(period === bin.period ? null : bin.period)}
            >
              <span className="histogram-count">{bin.ids.length === 0 ? '' : formats.number(bin.ids.length)}</span>
              <span className="histogram-column" style={{ height: `${(bin.ids.length / most) * 120}px` }}>
                {timeBands.map((band) =>
                  bin.bands[band] === 0 ? null : (
                    <i key={band} className={`band-${band}`} style={{ flexGrow: bin.bands[band] }} />
                  ),
                )}
              </span>
              <span className="histogram-period">{labelOf(bin.period, index)}</span>
            </button>
          ))}
        </div>
      </div>
      <ul className="bands">
        {timeBands.map((band) => (
          <li key={band}>
            <i className={`band-${band}`} aria-hidden="true" /> {say(`band.${band}`)}
          </li>
        ))}
      </ul>
      <p className="muted small">
        <span className="screen-only">{say('dealer.overTimeHelp')}</span>
        {unrecovered === 0 ? '' : ` ${say('dealer.noRecovery', { n: unrecovered })}.`}
      </p>
    </>
  );
}
