import { useQuery } from '@tanstack/react-query';
import type { PurchasePattern } from '../../../src/model/purchase-pattern.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { stateMapQuery } from './trafficking-queries.ts';

/** Dealers a person bought from: by the county of their licence where it is known, by their state otherwise. */
export function DealersMap({ dealers }: Pick<PurchasePattern, 'dealers'>) {
  const { say } = useWords();
  const { data: map, isError } = useQuery(stateMapQuery);
  if (isError) return <DealerList dealers={dealers} />;
  if (map === undefined) return <Skeleton height={240} />;
  const centers = new Map(map.states.map((state) => [state.code, state.center]));
  const placed = dealers.flatMap(({ dealer, state, county, firearms }) => {
    const nearer = county === null ? undefined : map.counties[county];
    const center = nearer ?? (state === null ? undefined : centers.get(state));
    return center === undefined
      ? []
      : [
          {
            id: dealer.id,
            label: dealer.label,
            x: center[0]!,
            y: center[1]!,
            n: firearms.length,
            stateOnly: nearer === undefined,
          },
        ];
  });
  const all = [...placed, ...(map.home === null ? [] : [{ x: map.home[0]!, y: map.home[1]! }])];
  if (placed.length === 0) return <DealerList dealers={dealers} />;
  const xs = all.map(({ x }) => x);
  const ys = all.map(({ y }) => y);
  const wide = Math.max(70, (Math.max(...xs) - Math.min(...xs)) * 1.5, (Math.max(...ys) - Math.min(...ys)) * 2.2);
  const tall = wide * 0.62;
  const box = [
    (Math.min(...xs) + Math.max(...xs)) / 2 - wide / 2,
    (Math.min(...ys) + Math.max(...ys)) / 2 - tall / 2,
    wide,
    tall,
  ];
  const scale = wide / 480;
  return (
    <>
      <svg className="point-map" viewBox={box.join(' ')} role="img" aria-label={say('purchases.dealersMap')}>
        {map.states.map((state) => (
          <path key={state.code} className="flow-state" d={state.outline} />
        ))}
        {placed.map(({ id, x, y, n, stateOnly, label }) => (
          <g key={id}>
            <circle
              className={stateOnly ? 'flow-mark state-only' : 'flow-mark'}
              cx={x}
              cy={y}
              r={(6 + 3 * n) * scale}
              style={{ strokeWidth: 1.6 * scale }}
            />
            <text
              className="flow-name"
              x={x}
              y={y - (10 + 3 * n) * scale}
              style={{ fontSize: 13 * scale, strokeWidth: 3 * scale }}
            >
              {label}
            </text>
          </g>
        ))}
        {map.home === null ? null : (
          <rect
            className="flow-home"
            x={map.home[0]! - 5 * scale}
            y={map.home[1]! - 5 * scale}
            width={10 * scale}
            height={10 * scale}
            rx={2 * scale}
          />
        )}
      </svg>
      <p className="muted small">{say('purchases.dealersHelp')}</p>
      <DealerList dealers={dealers} />
    </>
  );
}

function DealerList({ dealers }: Pick<PurchasePattern, 'dealers'>) {
  const { say } = useWords();
  return (
    <ul className="plain-list">
      {dealers.map(({ dealer, state, firearms }) => (
        <li key={dealer.id}>
          <EntityLink id={dealer.id}>{dealer.label}</EntityLink>{' '}
          <span className="muted small">
            {state ?? say('tied.notKnown')} · {say('trafficking.firearmsOf', { n: firearms.length })}
          </span>
        </li>
      ))}
    </ul>
  );
}
