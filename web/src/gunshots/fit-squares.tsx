import type { GunshotReckoning } from '../../../src/model/gunshot-desk.ts';
import type { DrawnMap } from './sound-map.tsx';

/** Below this the place explains what was heard too badly to be drawn. */
const drawnTenths = -80;

/** How well each place about explains the arrivals: the darker, the better. */
export function FitSquares({ map, fit }: { map: DrawnMap; fit: GunshotReckoning['fit'] }) {
  const [from, to] = [map.at({ lon: fit.west, lat: fit.north }), map.at({ lon: fit.east, lat: fit.south })];
  const [width, height] = [(to.x - from.x) / fit.columns, (to.y - from.y) / fit.rows];
  return (
    <g className="fit-squares" aria-hidden="true">
      {fit.tenths.map((tenths, at) =>
        tenths <= drawnTenths ? null : (
          <rect
            key={at}
            x={from.x + (at % fit.columns) * width}
            y={to.y - (Math.floor(at / fit.columns) + 1) * height}
            width={width + 0.3}
            height={height + 0.3}
            opacity={0.75 * Math.exp(tenths / 25)}
          />
        ),
      )}
    </g>
  );
}
