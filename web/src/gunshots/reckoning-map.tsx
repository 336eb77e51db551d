import { useState } from 'react';
import type { GunshotReckoning } from '../../../src/model/gunshot-desk.ts';
import { useWords } from '../frame/words.tsx';
import { FitSquares } from './fit-squares.tsx';
import { hyperbola } from './hyperbola.ts';
import { Ellipse } from './incident-marks.tsx';
import { boxAbout, fitBox, type MapView } from './map-view.ts';
import { SoundMap, type DrawnMap } from './sound-map.tsx';
import { usualSize } from './usual-size.ts';

const drawings = ['circles', 'differences', 'fit'] as const;
export type Drawing = (typeof drawings)[number];
const mapHeight = 420;
const nearMeters = 260;

/** The computation drawn: from where each sensor heard it, by circles of travel, by differences of time, or by how well each place fits. */
export function ReckoningMap({ reckoning, without }: { reckoning: GunshotReckoning; without: string | null }) {
  const { say } = useWords();
  const [drawing, setDrawing] = useState<Drawing>('circles');
  const wide = () => fitBox(boxAbout([reckoning, ...reckoning.arrivals], nearMeters)!, usualSize(mapHeight));
  const near = () => fitBox(reckoning.fit, usualSize(mapHeight), 1.05);
  const [view, setView] = useState<MapView>(wide);
  const choose = (next: Drawing) => {
    setDrawing(next);
    setView(next === 'fit' ? near() : wide());
  };
  return (
    <>
      <div className="segmented screen-only" role="group" aria-label={say('gunshots.drawing')}>
        {drawings.map((each) => (
          <button key={each} type="button" aria-pressed={drawing === each} onClick={() => choose(each)}>
            {say(`gunshots.drawing.${each}`)}
          </button>
        ))}
      </div>
      <SoundMap
        label={say('gunshots.reckoningMap')}
        view={view}
        change={setView}
        fit={() => setView(wide())}
        height={mapHeight}
        draw={(map) => <Drawn map={map} reckoning={reckoning} without={without} drawing={drawing} />}
      />
      <p className="muted small">{say(`gunshots.drawingHelp.${drawing}`)}</p>
    </>
  );
}

function Drawn(props: { map: DrawnMap; reckoning: GunshotReckoning; without: string | null; drawing: Drawing }) {
  const { map, reckoning, without, drawing } = props;
  const { arrivals, air } = reckoning;
  const place = map.at(reckoning);
  const [first] = arrivals;
  const left = arrivals.find(({ sensor }) => sensor === without);
  const reach = Math.hypot(map.size.width, map.size.height);
  return (
    <g className={`reckoning ${drawing}`}>
      {drawing === 'fit' ? <FitSquares map={map} fit={reckoning.fit} /> : null}
      {drawing === 'circles'
        ? arrivals.map(({ sensor, reading, soundMeters, ...at }) => {
            const { x, y } = map.at(at);
            return (
              <circle
                key={sensor}
                className={`arrival-arc ${reading} ${sensor === without ? 'left-out' : ''}`}
                cx={x}
                cy={y}
                r={Math.max(0.5, map.pixels(soundMeters))}
              />
            );
          })
        : null}
      {drawing === 'differences' && first !== undefined
        ? arrivals.slice(1).map((arrival) => {
            const by = map.pixels((arrival.afterSeconds - first.afterSeconds) * air.estimated.speedMps);
            const points = hyperbola(map.at(first), map.at(arrival), by, reach);
            return points.length === 0 ? null : (
              <path
                key={arrival.sensor}
                className={`arrival-arc ${arrival.reading} ${arrival.sensor === without ? 'left-out' : ''}`}
                d={`M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`}
              />
            );
          })
        : null}
      {arrivals.map(({ sensor, reading, ...at }) => {
        const { x, y } = map.at(at);
        return (
          <g
            key={sensor}
            className={`reckoning-sensor ${reading} ${sensor === without ? 'left-out' : ''}`}
            transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
          >
            <rect x="-4" y="-4" width="8" height="8" />
            <text x="8" y="4">
              {sensor}
            </text>
          </g>
        );
      })}
      <Ellipse map={map} at={reckoning} ellipse={reckoning.ellipse95} className="reckoning-ellipse" />
      <circle className="reckoning-place" cx={place.x} cy={place.y} r="3.5" />
      {left?.without.kind === 'located' ? (
        <g className="reckoning-without">
          <Ellipse map={map} at={left.without} ellipse={left.without.ellipse95} className="without-ellipse" />
          <circle cx={map.at(left.without).x} cy={map.at(left.without).y} r="3.5" />
        </g>
      ) : null}
    </g>
  );
}
