import type { Feature, FeatureCollection, Position } from 'geojson';
import { sheetPixels } from '../frame/hold-drawings.ts';
import { namePoints } from './name-points.ts';

/** Half of a long name, in pixels. */
const nameRoom = 60;

type Project = (at: Position) => { x: number; y: number };

/** The ground of a map and the order of its events as paper takes them: what a graphics card drew is not printed. */
export function PaperGround(props: {
  boundaries: FeatureCollection;
  counties: FeatureCollection;
  line: Feature;
  project: Project;
}) {
  const { boundaries, counties, line, project } = props;
  return (
    <svg className="where-leaders paper-ground" aria-hidden="true">
      {boundaries.features.map((feature, index) => (
        <path key={index} className="paper-border" d={pathOf(feature, project)} />
      ))}
      {counties.features.map((feature, index) => (
        <path key={index} className="where-area" d={pathOf(feature, project)} />
      ))}
      {namePoints(boundaries).features.map(({ geometry, properties }, index) => {
        if (geometry.type !== 'Point') return null;
        const { x, y } = project(geometry.coordinates);
        // A name cut by the edge says nothing.
        if (x < nameRoom || x > sheetPixels - nameRoom || y < nameRoom / 4) return null;
        return (
          <text key={index} x={x} y={y}>
            {String(properties?.['name'])}
          </text>
        );
      })}
      <path className="paper-order" d={pathOf(line, project)} />
    </svg>
  );
}

/** The outlines of an area, or a line, as the commands of a path. */
function pathOf({ geometry }: Feature, project: Project): string {
  const lines =
    geometry?.type === 'Polygon'
      ? geometry.coordinates
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates.flat()
        : geometry?.type === 'LineString'
          ? [geometry.coordinates]
          : [];
  return lines
    .filter((positions) => positions.length > 1)
    .map((positions) => {
      const points = positions.map((at) => {
        const { x, y } = project(at);
        return `${x.toFixed(1)} ${y.toFixed(1)}`;
      });
      return `M${points.join('L')}`;
    })
    .join('');
}
