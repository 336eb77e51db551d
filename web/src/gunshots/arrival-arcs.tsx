import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import { useMay } from '../frame/session.ts';
import { gunshotArrivalsQuery } from './gunshot-queries.ts';
import type { DrawnMap } from './sound-map.tsx';

const growMilliseconds = 1800;
/** Sound in ordinary air: what a moment of the drawing is in metres, and nothing is located by it. */
const soundMps = 340;
/** Arcs are seen about the place alone: where a sensor stands is not on the map of the desk. */
const aboutEllipses = 3;
const aboutMetersMin = 120;
const aboutPixelsMin = 56;

/** From 0 to 1, once for each key; at 1 at once where the reader wants no motion. */
function useGrowth(key: string): number {
  const [grown, setGrown] = useState(1);
  useEffect(() => {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) {
      setGrown(1);
      return;
    }
    let frame = 0;
    const began = performance.now();
    const step = () => {
      const part = Math.min(1, (performance.now() - began) / growMilliseconds);
      setGrown(part);
      if (part < 1) frame = requestAnimationFrame(step);
    };
    step();
    return () => cancelAnimationFrame(frame);
  }, [key]);
  return grown;
}

/**
 * The arrivals of the first shot as arcs that grow and meet where it was fired: of each sensor that heard it the circle its time of arrival
 * draws, seen about the place alone.
 */
export function ArrivalArcs({ map, item }: { map: DrawnMap; item: GunshotIncident }) {
  const may = useMay();
  const clip = useId();
  const arrivals = useQuery({
    ...gunshotArrivalsQuery(item.incident, item.revision),
    enabled: may('sensors.place'),
  });
  const [shot] = arrivals.data?.shots ?? [];
  const [first] = item.summary.shots;
  const grown = useGrowth(`${item.incident} ${shot === undefined ? '' : 'heard'}`);
  if (shot === undefined || first === undefined) return null;
  const about = Math.max(
    aboutPixelsMin,
    map.pixels(Math.max(aboutMetersMin, aboutEllipses * first.ellipse95.majorMeters)),
  );
  const middle = map.at(first);
  const missing = (1 - grown) * 2.2 * about;
  return (
    <g className="arrival-arcs" aria-hidden="true" data-grown={grown === 1}>
      <clipPath id={clip}>
        <circle cx={middle.x} cy={middle.y} r={about} />
      </clipPath>
      <circle className="arrival-about" cx={middle.x} cy={middle.y} r={about} />
      <g clipPath={`url(#${clip})`}>
        {shot.arrivals.map(({ sensor, lon, lat, timeMicroseconds, residualSeconds }) => {
          const { x, y } = map.at({ lon, lat });
          const meters = ((timeMicroseconds - shot.timeMicroseconds) / 1e6 - residualSeconds) * soundMps;
          const residual = map.pixels(residualSeconds * soundMps);
          const exact = Math.hypot(middle.x - x, middle.y - y);
          const radius = (exact > 0 ? exact : map.pixels(meters)) + residual - missing;
          return radius <= 0 ? null : (
            <circle
              key={sensor}
              className={Math.abs(residualSeconds) > 0.027 ? 'arrival-arc late' : 'arrival-arc'}
              cx={x}
              cy={y}
              r={radius}
            />
          );
        })}
      </g>
    </g>
  );
}
