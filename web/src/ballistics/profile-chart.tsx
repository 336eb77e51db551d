import { useId, useMemo } from 'react';
import { profileAlong, type Line } from '../../../src/ballistics/surface-figures.ts';
import type { DrawnSurface } from '../../../src/ballistics/paint-surfaces.ts';
import type { PlaneMap } from '../../../src/ballistics/surface-placing.ts';
import { useWords } from '../frame/words.tsx';

const width = 900;
const rowHeight = 110;
const left = 44;
const bottom = 22;
/** What stands further off than so many times the heights of the breech face is cut: beside it these would be a flat line. */
const seenTimes = 2;

/** Heights along a line of both surfaces, one under the other on one scale; where nothing was measured it is hatched. */
export function ProfileChart(props: {
  line: Line;
  first: DrawnSurface;
  second: DrawnSurface | null;
  toSecond: PlaneMap;
  /** Within so many micrometres the breech faces lie. */
  range: number;
  change: (line: Line) => void;
}) {
  const { say } = useWords();
  const { line, first, second, toSecond, range } = props;
  const id = useId();
  const profile = useMemo(() => profileAlong(line, first, second, toSecond), [line, first, second, toSecond]);
  const { along } = profile;
  const rows = second === null ? (['first'] as const) : (['first', 'second'] as const);
  const known = rows.flatMap((row) => [...profile[row]].filter((value) => value === value));
  const most = seenTimes * range;
  const [lowest, highest] =
    known.length === 0 ? [-range, range] : [Math.max(-most, Math.min(...known)), Math.min(most, Math.max(...known))];
  const isCut = known.some((value) => Math.abs(value) > most);
  const length = along[along.length - 1] ?? 0;
  const span = Math.max(0.1, highest - lowest);
  const within = (value: number) => Math.max(lowest, Math.min(highest, value));
  const x = (n: number) => left + ((width - left - 6) * along[n]!) / Math.max(1, length);
  const y = (row: number, value: number) => row * rowHeight + 10 + (rowHeight - 24) * (1 - (value - lowest) / span);
  const height = rows.length * rowHeight + bottom;
  const ends = [...line.from, ...line.to];
  const label = say('profile.label', {
    length: length.toFixed(0),
    low: lowest.toFixed(2),
    high: highest.toFixed(2),
  });
  return (
    <div className="profile">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <defs>
          <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V6" className="profile-hatch" />
          </pattern>
        </defs>
        {rows.map((row, at) => (
          <g key={row} className={`profile-row ${row}`}>
            {gapsOf(profile[row]).map(([from, to]) => (
              <rect
                key={from}
                x={x(from)}
                y={at * rowHeight + 6}
                width={Math.max(2, x(to) - x(from))}
                height={rowHeight - 16}
                fill={`url(#${id})`}
              />
            ))}
            {[lowest, (lowest + highest) / 2, highest].map((value) => (
              <g key={value}>
                <path className="profile-grid" d={`M${left} ${y(at, value)}H${width - 6}`} />
                <text x={left - 6} y={y(at, value) + 3.5} textAnchor="end">
                  {value.toFixed(1)}
                </text>
              </g>
            ))}
            <path className="profile-line" d={pathOf(profile[row], x, (value) => y(at, within(value)))} />
            <text className="profile-name" x={left + 6} y={at * rowHeight + 20}>
              {say(row === 'first' ? 'compare.first' : 'compare.second')}
            </text>
          </g>
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((part) => (
          <text
            key={part}
            x={left + (width - left - 6) * part}
            y={height - 6}
            textAnchor={part === 1 ? 'end' : part === 0 ? 'start' : 'middle'}
          >
            {(length * part).toFixed(0)} µm
          </text>
        ))}
      </svg>
      {isCut ? <p className="muted small">{say('profile.cut', { most: most.toFixed(1) })}</p> : null}
      <fieldset className="line-ends small screen-only">
        <legend>{say('profile.ends')}</legend>
        {(['x1', 'y1', 'x2', 'y2'] as const).map((name, n) => (
          <label key={name}>
            {say(`profile.${name}`)}
            <input
              type="number"
              className="field compact"
              step={10}
              value={Math.round(ends[n]!)}
              onChange={(event) => {
                const next = ends.map((value, at) => (at === n ? Number(event.currentTarget.value) : value));
                props.change({ from: [next[0]!, next[1]!], to: [next[2]!, next[3]!] });
              }}
            />
          </label>
        ))}
      </fieldset>
    </div>
  );
}

function pathOf(values: Float64Array, x: (n: number) => number, y: (value: number) => number): string {
  let path = '';
  let drawing = false;
  for (const [n, value] of values.entries()) {
    if (value === value) path += `${drawing ? 'L' : 'M'}${x(n).toFixed(1)} ${y(value).toFixed(1)}`;
    drawing = value === value;
  }
  return path;
}

/** From where to where nothing is known. */
function gapsOf(values: Float64Array): [from: number, to: number][] {
  const gaps: [number, number][] = [];
  let from: number | null = null;
  for (const [n, value] of values.entries()) {
    if (value !== value) from ??= Math.max(0, n - 1);
    else if (from !== null) {
      gaps.push([from, n]);
      from = null;
    }
  }
  if (from !== null) gaps.push([from, values.length - 1]);
  return gaps;
}
