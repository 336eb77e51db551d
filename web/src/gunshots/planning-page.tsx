import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { ShareText } from '../frame/share-text.tsx';
import { Failed, Loading, Skeleton } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { planSensors, sensorPlacesQuery, type PlannedArea } from './gunshot-queries.ts';
import { LayoutStore } from './layout-store.tsx';
import { boxAbout, toPlace, type MapView } from './map-view.ts';
import { errorSteps, measures, PlanSquares, type Measure } from './plan-squares.tsx';
import { PlannedSensors } from './planned-sensors.tsx';
import { SensorTable } from './sensor-table.tsx';
import { SoundMap } from './sound-map.tsx';
import { useDeskMap } from './use-desk-map.ts';
import { useLayout, type Layout } from './use-layout.ts';
import { usualSize } from './usual-size.ts';
import './gunshots.css';
import './planning.css';

const mapHeight = 520;
const settledMilliseconds = 500;
/** Beyond the outermost sensors so much is looked at too. */
const aroundMeters = 600;
const areaMetersMin = 1_000;

/** Where sensors would stand, and what a city would hear and how well it would locate before it buys any. */
export function PlanningPage() {
  const { say } = useWords();
  const layout = useLayout();
  const [area, setArea] = useState<PlannedArea | null>(null);
  const [measure, setMeasure] = useState<Measure>('located');
  const [placing, setPlacing] = useState(true);
  const places = useQuery(sensorPlacesQuery);
  const shown = layout.opened.length > 0 ? layout.opened : (places.data?.items ?? []);
  const map = useDeskMap(shown, !places.isPending);
  const looked = area ?? areaAbout(layout.sensors);
  const plan = usePlan(layout, looked);
  const addInMiddle = () => map.view !== null && layout.add({ lon: map.view.lon, lat: map.view.lat });
  useKeys([
    { key: 'n', label: 'gunshots.keyAdd', run: addInMiddle },
    { key: 'z', label: 'gunshots.undo', run: () => layout.undo?.() },
    { key: 'y', label: 'gunshots.redo', run: () => layout.redo?.() },
    {
      key: 'Delete',
      label: 'gunshots.keyRemove',
      run: () => layout.selected !== null && layout.remove(layout.selected),
    },
    { key: 'm', label: 'keys.map', run: () => document.querySelector<SVGElement>('.sound-map svg')?.focus() },
    { key: 'Escape', label: 'keys.escape', run: () => layout.select(null) },
  ]);
  return (
    <PageFrame
      title={say('gunshots.planning')}
      className="planning-page"
      evidence={
        <>
          <LayoutStore layout={layout} places={places.data?.items ?? null} />
          <p className="caution">{say('gunshots.planCaution')}</p>
        </>
      }
    >
      <div className="page-head">
        <div>
          <p className="screen-only">
            <Link to="/gunshots">{say('gunshots.title')}</Link>
          </p>
          <h1>{say('gunshots.planning')}</h1>
          <p>{say('gunshots.planLead')}</p>
        </div>
      </div>
      <section className="panel" aria-labelledby="plan-map">
        <div className="panel-head plan-head">
          <h2 id="plan-map">{say('gunshots.planMap')}</h2>
          <div className="segmented screen-only" role="group" aria-label={say('gunshots.measure')}>
            {measures.map((each) => (
              <button key={each} type="button" aria-pressed={measure === each} onClick={() => setMeasure(each)}>
                {say(`gunshots.measure.${each}`)}
              </button>
            ))}
          </div>
        </div>
        <div className="buttons plan-buttons screen-only">
          <label className="check small">
            <input type="checkbox" checked={placing} onChange={(event) => setPlacing(event.currentTarget.checked)} />
            {say('gunshots.placing')}
          </label>
          <button
            type="button"
            className="button compact"
            disabled={layout.full || map.view === null}
            onClick={addInMiddle}
          >
            <Icon name="plus" size={16} /> {say('gunshots.addMiddle')} <kbd aria-hidden="true">n</kbd>
          </button>
          <button
            type="button"
            className="button compact"
            disabled={layout.undo === null}
            onClick={() => layout.undo?.()}
          >
            <Icon name="undo" size={16} /> {say('gunshots.undo')} <kbd aria-hidden="true">z</kbd>
          </button>
          <button
            type="button"
            className="button compact"
            disabled={layout.redo === null}
            onClick={() => layout.redo?.()}
          >
            <Icon name="redo" size={16} /> {say('gunshots.redo')} <kbd aria-hidden="true">y</kbd>
          </button>
          <button
            type="button"
            className="button compact"
            aria-pressed={area !== null}
            onClick={() => setArea(area === null && map.view !== null ? areaOf(map.view) : null)}
          >
            {say('gunshots.areaView')}
          </button>
        </div>
        {map.waiting ? (
          <Loading>
            <Skeleton height={mapHeight} />
          </Loading>
        ) : (
          <SoundMap
            label={say('gunshots.planMap')}
            className={placing ? 'placing' : ''}
            view={map.view ?? anywhere}
            change={map.change}
            fit={() => map.fit(layout.sensors.length > 0 ? map.about(layout.sensors) : undefined)}
            height={mapHeight}
            {...(placing && !layout.full ? { press: layout.add } : {})}
            draw={(drawn) => (
              <>
                {plan.data === undefined || layout.sensors.length === 0 ? null : (
                  <PlanSquares map={drawn} plan={plan.data} measure={measure} />
                )}
                <PlannedSensors map={drawn} {...layout} />
              </>
            )}
          />
        )}
        <PlanLegend measure={measure} />
        <p className="muted small" role="status" aria-live="polite">
          {layout.sensors.length === 0
            ? say('gunshots.planEmpty')
            : plan.computing
              ? say('gunshots.planComputing', { n: layout.sensors.length })
              : say('gunshots.planned', { n: layout.sensors.length })}
        </p>
        {plan.isError ? <Failed error={plan.error} retry={() => void plan.refetch()} /> : null}
      </section>
      {plan.data === undefined || layout.sensors.length === 0 ? null : (
        <>
          <section className="panel" aria-labelledby="plan-figures">
            <h2 id="plan-figures">{say('gunshots.planFigures')}</h2>
            <dl className="desk-figures">
              <div>
                <dt>{say('gunshots.planCovered')}</dt>
                <dd>
                  <ShareText share={plan.data.coveredSquares} />
                </dd>
              </div>
              {(['located', 'within25', 'inEllipse'] as const).map((each) => (
                <div key={each}>
                  <dt>{say(`gunshots.trial.${each}`)}</dt>
                  <dd>
                    <ShareText share={plan.data.trial[each]} />
                  </dd>
                </div>
              ))}
              <div>
                <dt>{say('gunshots.trialError')}</dt>
                <dd>
                  {plan.data.trial.medianMeters === null
                    ? say('gunshots.unknownTime')
                    : say('gunshots.trialMeters', {
                        median: plan.data.trial.medianMeters,
                        nine: plan.data.trial.nineInTenMeters ?? 0,
                      })}
                </dd>
              </div>
            </dl>
            <p className="muted small">{say('gunshots.planMethod')}</p>
          </section>
          {plan.data.sensors.length === layout.sensors.length ? <SensorTable layout={layout} plan={plan.data} /> : null}
        </>
      )}
    </PageFrame>
  );
}

/** Nothing is known of where the agency is: the whole land is shown. */
const anywhere: MapView = { lon: -96, lat: 38, pixelsPerMeter: 0.004 };

function areaAbout(sensors: Layout['sensors']): PlannedArea | null {
  const box = boxAbout(sensors, areaMetersMin);
  if (box === null) return null;
  const up = aroundMeters / 111_195;
  const aside = up / Math.cos((box.north * Math.PI) / 180);
  return { west: box.west - aside, east: box.east + aside, south: box.south - up, north: box.north + up };
}

/** A rectangle of what the map shows. */
function areaOf(view: MapView): PlannedArea {
  const size = usualSize(mapHeight);
  const [northWest, southEast] = [
    toPlace(view, size, { x: 0, y: 0 }),
    toPlace(view, size, { x: size.width, y: size.height }),
  ];
  return { west: northWest.lon, north: northWest.lat, east: southEast.lon, south: southEast.lat };
}

/** What the layout would hear, asked a moment after it came to rest. */
function usePlan({ sensors }: Layout, area: PlannedArea | null) {
  const asked = useMemo(() => JSON.stringify({ sensors, ...area }), [sensors, area]);
  const [settled, setSettled] = useState(asked);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(asked), settledMilliseconds);
    return () => window.clearTimeout(timer);
  }, [asked]);
  const answer = useQuery({
    queryKey: ['sensors', 'plan', settled],
    queryFn: ({ signal }) => planSensors(JSON.parse(settled) as Parameters<typeof planSensors>[0], signal),
    enabled: sensors.length > 0 && area !== null && settled.includes('"west"'),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { ...answer, computing: answer.isFetching || asked !== settled };
}

function PlanLegend({ measure }: { measure: Measure }) {
  const { say } = useWords();
  const texts =
    measure === 'located'
      ? ['0', '1/4', '1/2', '3/4', '1']
      : [say('gunshots.errorNone'), ...errorSteps.toReversed().map((step) => `≤ ${step} m`)];
  return (
    <ul className="map-legend plan-legend small muted" aria-label={say(`gunshots.measureHelp.${measure}`)}>
      <li>{say(`gunshots.measureHelp.${measure}`)}</li>
      {texts.map((text, grade) => (
        <li key={text}>
          <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" className="plan-squares">
            <rect className={`grade-${grade}`} x="1" y="1" width="16" height="16" />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
