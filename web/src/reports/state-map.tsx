import { useMemo } from 'react';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import atlas from 'us-atlas/states-albers-10m.json';
import { ringMiddle } from '../../../src/model/ring-middle.ts';
import type { Audience, YearRow } from '../../../src/model/trace-year.ts';
import { US_STATES } from '../../../src/model/values/us-state.ts';
import { useReportText } from '../frame/share-text.tsx';

/** Source states on a map: the darker, the more; hatched where none is recorded. The bars beside it are the way by keyboard. */
export function StateMap(props: {
  rows: readonly YearRow[];
  audience: Audience;
  selected: string | null;
  select: (state: string) => void;
}) {
  const { rows, audience, selected, select } = props;
  const text = useReportText();
  const shapes = useMemo(outlines, []);
  const shares = new Map(rows.map(({ key, share }) => [key, share]));
  const most = Math.max(1, ...rows.map(({ share }) => share?.numerator ?? 0));
  return (
    <figure className="state-map">
      <svg viewBox="-58 12 1016 600" role="img" aria-label={text.say(`map.${audience}`)}>
        <defs>
          <pattern id="state-none" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line x1="0" y1="0" x2="0" y2="7" stroke="var(--line)" strokeWidth="2.5" />
          </pattern>
        </defs>
        {shapes.map(({ code, path, x, y }) => {
          const share = shares.get(code) ?? null;
          // By the root of the count: the own state is many times any other.
          const shade = share === null ? 0 : 0.15 + 0.85 * Math.sqrt(share.numerator / most);
          return (
            <g
              key={code}
              className={share === null ? 'state-none' : 'state-some'}
              data-selected={selected === `sources::${code}`}
              onClick={share === null ? undefined : () => select(code)}
            >
              <path d={path} style={{ fillOpacity: share === null ? 1 : shade }} />
              {share !== null && share.numerator / most > 0.04 ? (
                <text x={x} y={y} className={shade > 0.6 ? 'dark' : ''}>
                  {code}
                </text>
              ) : null}
              <title>
                {text.key('sources', code)}: {share === null ? text.say('empty') : text.share(share)}
              </title>
            </g>
          );
        })}
      </svg>
      <figcaption className="muted small">{text.say(`map.${audience}`)}</figcaption>
    </figure>
  );
}

interface Outline {
  readonly code: string;
  readonly path: string;
  readonly x: number;
  readonly y: number;
}

function outlines(): Outline[] {
  const codes = new Map(US_STATES.map(({ fips, code }) => [fips, code]));
  const shapes = feature(atlas as never, atlas.objects.states as never) as unknown as {
    features: (Feature<Polygon | MultiPolygon> & { id: string })[];
  };
  return shapes.features.flatMap(({ id, geometry }) => {
    const code = codes.get(id);
    if (code === undefined) return [];
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    const rings = polygons.flat();
    const largest = rings.reduce((most, ring) => (ring.length > most.length ? ring : most));
    const [x, y] = ringMiddle(largest);
    return [{ code, path: rings.map(ringPath).join(''), x, y }];
  });
}

function ringPath(ring: readonly Position[]): string {
  return `M${ring.map(([x, y]) => `${x!.toFixed(1)} ${y!.toFixed(1)}`).join('L')}Z`;
}
