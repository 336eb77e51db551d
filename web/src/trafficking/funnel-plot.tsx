import type { DealerFunnel } from '../../../src/model/dealer-standing.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

const size = { width: 560, height: 300, left: 40, bottom: 36, top: 10, right: 12 };

/** A dealer among all others: traced firearms under three years against all with a known time, with limits by chance. */
export function FunnelPlot({ funnel, dealer }: { funnel: DealerFunnel; dealer: string }) {
  const { say } = useWords();
  const formats = useFormats();
  const { points, curve } = funnel;
  const own = points.find((point) => point.dealer === dealer);
  if (curve.length === 0) return <p className="muted">{say('standing.noFunnel')}</p>;
  const mostX = Math.max(1, ...points.map(({ exposure }) => exposure));
  const mostY = Math.max(
    1,
    ...points.map(({ events }) => events),
    ...curve.map(({ high998 }) => Math.min(high998, mostX)),
  );
  const x = (value: number) => size.left + (value / mostX) * (size.width - size.left - size.right);
  const y = (value: number) =>
    size.height - size.bottom - (Math.min(value, mostY) / mostY) * (size.height - size.bottom - size.top);
  const band = (low: 'low95' | 'low998', high: 'high95' | 'high998') => {
    const upper = curve.map((each) => `${x(each.exposure).toFixed(1)} ${y(each[high]).toFixed(1)}`);
    const lower = curve.map((each) => `${x(each.exposure).toFixed(1)} ${y(each[low]).toFixed(1)}`).toReversed();
    return `M${x(0)} ${y(0)}L${[...upper, ...lower].join('L')}Z`;
  };
  const ticks = (most: number) => {
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((each) => most / each <= 6) ?? most;
    return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
  };
  const label =
    own === undefined
      ? say('standing.notDrawn')
      : say('standing.position', {
          events: own.events,
          exposure: own.exposure,
          expected: own.expected.toFixed(1),
          low: own.limits.low95.toFixed(1),
          high: own.limits.high95.toFixed(1),
          where: say(`standing.${own.position}`),
        });
  return (
    <figure className="funnel">
      <svg viewBox={`0 0 ${size.width} ${size.height}`} role="img" aria-label={label}>
        <path className="funnel-outer" d={band('low998', 'high998')} />
        <path className="funnel-inner" d={band('low95', 'high95')} />
        <path
          className="funnel-expected"
          d={`M${x(0)} ${y(0)}L${curve.map((each) => `${x(each.exposure).toFixed(1)} ${y(each.expected).toFixed(1)}`).join('L')}`}
        />
        {ticks(mostX).map((tick) => (
          <text key={tick} className="chart-tick" x={x(tick)} y={size.height - size.bottom + 14} textAnchor="middle">
            {formats.number(tick)}
          </text>
        ))}
        {ticks(mostY).map((tick) => (
          <text key={tick} className="chart-tick" x={size.left - 6} y={y(tick) + 4} textAnchor="end">
            {formats.number(tick)}
          </text>
        ))}
        {points.map((point) =>
          point.dealer === dealer ? null : (
            <circle key={point.dealer} className="funnel-point" cx={x(point.exposure)} cy={y(point.events)} r="2.4" />
          ),
        )}
        {own === undefined ? null : (
          <g className="funnel-own">
            <circle cx={x(own.exposure)} cy={y(own.events)} r="7" />
            <circle cx={x(own.exposure)} cy={y(own.events)} r="2.5" />
          </g>
        )}
        <text className="chart-name" x={(size.left + size.width) / 2} y={size.height - 4} textAnchor="middle">
          {say('standing.exposure')}
        </text>
        <text className="chart-name" x={size.left + 4} y={size.top + 8}>
          {say('standing.events')}
        </text>
      </svg>
      <figcaption className="small">
        {label} {say('standing.exposureHelp')}{' '}
        {funnel.spread > 0
          ? say('standing.widened', { spread: (funnel.spread * 100).toFixed(1) })
          : say('standing.notWidened')}{' '}
        {funnel.leftOut === 0 ? '' : say('standing.leftOut', { n: funnel.leftOut })}
      </figcaption>
    </figure>
  );
}
