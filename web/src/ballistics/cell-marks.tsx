import { useId } from 'react';
import type { Laid, PlaneMap } from '../../../src/ballistics/surface-placing.ts';
import { at } from '../../../src/ballistics/surface-placing.ts';
import type { ComparedSurfaces } from '../../../src/model/surface-comparison.ts';
import { cellCorners, cellName, cornersOf, type Place } from './laid-of.ts';

/** How many times as long as they are vectors are drawn. */
export const vectorTimes = 3;

/** The cells of a comparison over a picture: where they lie on the first, or where they were found on the second. */
export function CellMarks(props: {
  compared: ComparedSurfaces;
  laid: Laid;
  /** Of micrometres of the first to pixels. */
  toPixels: PlaneMap;
  on: 'first' | 'second';
  chosen: string | null;
}) {
  const { compared, laid, toPixels, on, chosen } = props;
  const id = useId();
  const { cellMicrons: side } = compared;
  const polygon = (corners: readonly Place[]) =>
    corners
      .map(([x, y]) =>
        at(toPixels, x, y)
          .map((value) => value.toFixed(1))
          .join(','),
      )
      .join(' ');
  return (
    <g className="cell-marks">
      <defs>
        <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" className="cell-hatch" />
        </pattern>
      </defs>
      {on === 'first'
        ? compared.cellsNotCompared.map((cell) => (
            <polygon
              key={cellName(cell)}
              className={`cell-unknown ${cellName(cell) === chosen ? 'chosen' : ''}`}
              points={polygon(cornersOf(cell, side))}
              fill={`url(#${id})`}
            />
          ))
        : null}
      {compared.cells.map((cell) => {
        const { own, found } = cellCorners(cell, side, laid);
        const name = cellName(cell);
        if (on === 'second' && cell.reason === 'too-little') return null;
        const points = polygon(on === 'first' ? own : found);
        const middle: Place = [cell.leftMicrons + side / 2, cell.topMicrons + side / 2];
        const [fromX, fromY] = at(toPixels, ...middle);
        const [toX, toY] = at(
          toPixels,
          middle[0] + vectorTimes * cell.xMicrons,
          middle[1] + vectorTimes * cell.yMicrons,
        );
        return (
          <g key={name} className={`cell-mark ${cell.reason} ${name === chosen ? 'chosen' : ''}`} data-cell={name}>
            <polygon className="cell-under" points={points} />
            <polygon className="cell-edge" points={points} />
            {on === 'first' && cell.reason !== 'too-little' ? (
              <>
                <path className="cell-under" d={`M${fromX} ${fromY}L${toX} ${toY}`} />
                <path className="cell-vector" d={`M${fromX} ${fromY}L${toX} ${toY}`} />
                <circle className="cell-start" cx={fromX} cy={fromY} r="2.5" />
              </>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}
