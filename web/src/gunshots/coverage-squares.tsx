import { useQuery } from '@tanstack/react-query';
import { coverageQuery } from './gunshot-queries.ts';
import type { DrawnMap } from './sound-map.tsx';

/** What sensors cover, in squares of a kilometre that say nothing of where one stands. */
export function CoverageSquares({ map }: { map: DrawnMap }) {
  const coverage = useQuery(coverageQuery);
  const side = map.pixels(coverage.data?.cellMeters ?? 0);
  return (
    <g className="coverage" aria-hidden="true">
      {(coverage.data?.squares ?? []).map(({ lon, lat, level }) => {
        const { x, y } = map.at({ lon, lat });
        return (
          <rect
            key={`${lon} ${lat}`}
            className={level === 2 ? 'located' : 'maybe'}
            x={x - side / 2}
            y={y - side / 2}
            width={side}
            height={side}
          />
        );
      })}
    </g>
  );
}
