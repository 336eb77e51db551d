import { useQuery } from '@tanstack/react-query';
import type { Feature, Position } from 'geojson';
import type { ReactNode } from 'react';
import { MarkShape, type MarkKind } from '../frame/mark.tsx';
import { boundariesQuery } from '../frame/queries.ts';
import { useSession } from '../frame/session.ts';
import { Skeleton } from '../frame/states.tsx';

export interface MapPoint {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly mark: MarkKind;
  readonly label: string;
}

const width = 480;
const kilometresOfDegree = 111.2;
const kilometresOfMile = 1.609344;
/** Lengths a scale may have, in the units of the city. */
const scaleLengths = [50, 20, 10, 5, 2, 1, 0.5, 0.2];

/** Points on the boundaries of the agency, without tiles: a small map that prints as it shows. */
export function PointMap(props: {
  points: readonly MapPoint[];
  label: string;
  selected: string | null;
  select: (id: string | null) => void;
  none: ReactNode;
}) {
  const { points, label, selected, select } = props;
  const miles = useSession().agency.state !== null;
  const { data: boundaries, isPending } = useQuery(boundariesQuery);
  if (points.length === 0) return <>{props.none}</>;
  if (isPending) return <Skeleton height={260} />;
  const lons = points.map(({ lon }) => lon);
  const lats = points.map(({ lat }) => lat);
  const middle = (Math.min(...lats) + Math.max(...lats)) / 2;
  const squeeze = Math.cos((middle * Math.PI) / 180);
  const span = Math.max(
    0.02,
    (Math.max(...lons) - Math.min(...lons)) * squeeze,
    (Math.max(...lats) - Math.min(...lats)) * 1.4,
  );
  const room = span * 0.15;
  const scale = width / (span + 2 * room);
  const west = (Math.min(...lons) + Math.max(...lons)) / 2 - (span / 2 + room) / squeeze;
  const height = Math.round(width * 0.72);
  const north = middle + height / scale / 2;
  const place = (lon: number, lat: number) => ({ x: (lon - west) * squeeze * scale, y: (north - lat) * scale });
  const unitPixels = ((miles ? kilometresOfMile : 1) / kilometresOfDegree) * scale;
  const scaleLength = scaleLengths.find((each) => each * unitPixels <= width / 4) ?? scaleLengths.at(-1)!;
  const path = ({ geometry }: Feature) => {
    const rings: Position[][] =
      geometry?.type === 'Polygon'
        ? geometry.coordinates
        : geometry?.type === 'MultiPolygon'
          ? geometry.coordinates.flat()
          : [];
    return rings
      .map((ring) => {
        const at = ring.map(([lon, lat]) => {
          const { x, y } = place(lon!, lat!);
          return `${x.toFixed(1)} ${y.toFixed(1)}`;
        });
        return `M${at.join('L')}Z`;
      })
      .join('');
  };
  return (
    <svg className="point-map" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
      {(boundaries?.features ?? []).map((feature, index) => (
        <path key={index} className="flow-state" d={path(feature)} />
      ))}
      <g aria-hidden="true">
        <path className="map-scale" d={`M12 ${height - 12}h${(scaleLength * unitPixels).toFixed(1)}`} />
        <text className="chart-tick" x="12" y={height - 18}>
          {scaleLength} {miles ? 'mi' : 'km'}
        </text>
      </g>
      {points.map(({ id, lon, lat, mark, label: name }) => {
        const { x, y } = place(lon, lat);
        return (
          <g
            key={id}
            className={selected === id ? 'point-mark selected' : 'point-mark'}
            transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${selected === id ? 0.95 : 0.62})`}
            role="button"
            tabIndex={0}
            aria-label={name}
            aria-pressed={selected === id}
            onClick={() => select(selected === id ? null : id)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              select(selected === id ? null : id);
            }}
          >
            <title>{name}</title>
            <circle r="20" fill="transparent" />
            <MarkShape kind={mark} />
          </g>
        );
      })}
    </svg>
  );
}
