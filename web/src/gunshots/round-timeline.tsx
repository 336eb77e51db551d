import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import { useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { metersText } from './incident-text.ts';

const width = 308;
const height = 64;
const side = 8;

/** Rounds in the order of time, each as tall as sensors heard it; picked ones are what the pictures beside show. */
export function RoundTimeline(props: {
  item: GunshotIncident;
  selected?: number | null;
  select?: (shot: number) => void;
}) {
  const { item, selected = null, select } = props;
  const words = useWords();
  const { say, language } = words;
  const miles = useSession().agency.state !== null;
  const { shots } = item.summary;
  const [first, last] = [shots[0]?.timeMicroseconds ?? 0, shots.at(-1)?.timeMicroseconds ?? 0];
  const span = Math.max(1_000_000, last - first);
  const most = Math.max(1, ...shots.map(({ sensors }) => sensors));
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const x = (time: number) => side + ((time - first) / span) * (width - 2 * side);
  const step = span > 20e6 ? 5e6 : span > 8e6 ? 2e6 : span > 3e6 ? 1e6 : 0.5e6;
  const ticks = Array.from({ length: Math.floor(span / step) + 1 }, (_, at) => at * step);
  return (
    <figure className="round-timeline">
      <svg viewBox={`0 0 ${width} ${height + 18}`} role="group" aria-label={say('gunshots.timeline')}>
        <path className="chart-axis" d={`M${side} ${height}H${width - side}`} />
        {ticks.map((tick) => (
          <g key={tick}>
            <path className="chart-axis" d={`M${x(first + tick).toFixed(1)} ${height}v4`} />
            <text className="chart-tick" textAnchor="middle" x={x(first + tick)} y={height + 15}>
              {tick / 1e6}
            </text>
          </g>
        ))}
        {shots.map((shot, at) => {
          const after = (shot.timeMicroseconds - first) / 1e6;
          const label = say('gunshots.round', {
            number: at + 1,
            seconds: number.format(after),
            sensors: shot.sensors,
            radius: metersText(shot.ellipse95.majorMeters, words, miles),
          });
          const top = height - 8 - (shot.sensors / most) * (height - 16);
          const own = { x: x(shot.timeMicroseconds), mark: selected === at ? 'round-mark chosen' : 'round-mark' };
          return (
            <g
              key={at}
              className={own.mark}
              {...(select === undefined
                ? { role: 'img', 'aria-label': label }
                : {
                    role: 'button',
                    tabIndex: 0,
                    'aria-label': label,
                    'aria-pressed': selected === at,
                    onClick: () => select(at),
                    onKeyDown: (event) => {
                      if (event.key !== 'Enter' && event.key !== ' ') return;
                      event.preventDefault();
                      select(at);
                    },
                  })}
            >
              <title>{label}</title>
              <rect x={own.x - 5} y="0" width="10" height={height} fill="transparent" />
              <path d={`M${own.x.toFixed(1)} ${height}V${top.toFixed(1)}`} />
              <circle cx={own.x} cy={top} r={selected === at ? 4.5 : 3.2} />
            </g>
          );
        })}
      </svg>
      <figcaption className="muted small">
        {say('gunshots.timelineHelp', { n: shots.length, seconds: number.format((last - first) / 1e6) })}
      </figcaption>
    </figure>
  );
}
