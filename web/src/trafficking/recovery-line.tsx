import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

export interface LinePoint {
  readonly id: string;
  readonly soldOn: string | null;
  readonly recoveredOn: string | null;
  readonly label: string;
}

const width = 560;
const dayOf = (day: string) => Date.parse(day) / 86_400_000;

/**
 * Sales and recoveries on one line of time; each firearm a thread from its sale to its recovery. A picture beside the table
 * of the same firearms, which is what the keyboard walks.
 */
export function RecoveryLine(props: {
  points: readonly LinePoint[];
  selected: string | null;
  select: (id: string | null) => void;
}) {
  const { points, selected, select } = props;
  const { say } = useWords();
  const formats = useFormats();
  const days = points.flatMap(({ soldOn, recoveredOn }) => [soldOn, recoveredOn]).filter((day) => day !== null);
  if (days.length === 0) return <p className="muted">{say('standing.noDays')}</p>;
  const first = Math.min(...days.map(dayOf));
  const last = Math.max(...days.map(dayOf));
  const x = (day: string) => 8 + ((dayOf(day) - first) / Math.max(1, last - first)) * (width - 16);
  const dated = points
    .filter(({ soldOn, recoveredOn }) => soldOn !== null || recoveredOn !== null)
    .toSorted((a, b) => ((a.soldOn ?? a.recoveredOn)! < (b.soldOn ?? b.recoveredOn)! ? -1 : 1));
  const step = dated.length > 60 ? 4 : 7;
  const height = dated.length * step + 8;
  const text = (day: number) => formats.day(new Date(day * 86_400_000).toISOString().slice(0, 10));
  return (
    <figure className="recovery-line">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={say('standing.line')}>
        {dated.map(({ id, soldOn, recoveredOn, label }, at) => {
          const y = 6 + at * step;
          return (
            <g
              key={id}
              className={selected === id ? 'thread selected' : 'thread'}
              onClick={() => select(selected === id ? null : id)}
            >
              <title>{label}</title>
              <rect className="thread-room" x="0" y={y - step / 2} width={width} height={step} />
              {soldOn !== null && recoveredOn !== null ? (
                <line className="thread-between" x1={x(soldOn)} x2={x(recoveredOn)} y1={y} y2={y} />
              ) : null}
              {soldOn === null ? null : <circle className="thread-sale" cx={x(soldOn)} cy={y} r="2.2" />}
              {recoveredOn === null ? null : (
                <rect className="thread-recovery" x={x(recoveredOn) - 2.2} y={y - 2.2} width="4.4" height="4.4" />
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="small muted">
        {text(first)} – {text(last)} · {say('standing.lineHelp')}
      </figcaption>
    </figure>
  );
}
