import type { KeyboardEvent } from 'react';
import { MarkShape } from '../frame/mark.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import type { GunshotItem } from './gunshot-queries.ts';
import { incidentTitle, itemId } from './incident-text.ts';
import type { DrawnMap } from './sound-map.tsx';

const ellipsePixelsMin = 5;

/** The ellipse that holds a place in 95 of 100 cases, to scale. */
export function Ellipse(props: {
  map: DrawnMap;
  at: { lon: number; lat: number };
  ellipse: { majorMeters: number; minorMeters: number; bearingDegrees: number };
  className: string;
}) {
  const { map, ellipse } = props;
  const { x, y } = map.at(props.at);
  return (
    <ellipse
      className={props.className}
      rx={Math.max(ellipsePixelsMin, map.pixels(ellipse.majorMeters))}
      ry={Math.max(ellipsePixelsMin, map.pixels(ellipse.minorMeters))}
      transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${(ellipse.bearingDegrees - 90).toFixed(1)})`}
    />
  );
}

/** Own incidents with their ellipses, alerts of vendors with their circles, each marked whose it is. */
export function IncidentMarks(props: {
  map: DrawnMap;
  items: readonly GunshotItem[];
  selected: string | null;
  fresh: ReadonlySet<string>;
  select: (id: string | null) => void;
}) {
  const { map, selected, select } = props;
  const words = useWords();
  const formats = useFormats();
  const shown = props.items.flatMap((item) =>
    item.lon === null || item.lat === null ? [] : [{ item, place: { lon: item.lon, lat: item.lat }, id: itemId(item) }],
  );
  // Drawn last, and so on top: what is selected.
  const order = shown.toReversed().sort((a, b) => Number(a.id === selected) - Number(b.id === selected));
  return order.map(({ item, place, id }) => {
    const { x, y } = map.at(place);
    if (x < -200 || y < -200 || x > map.size.width + 200 || y > map.size.height + 200) return null;
    const chosen = id === selected;
    const press = {
      role: 'button',
      tabIndex: chosen ? 0 : -1,
      'aria-pressed': chosen,
      'aria-label': `${incidentTitle(item, words)}, ${formats.moment(item.from)}`,
      onClick: () => select(chosen ? null : id),
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        select(chosen ? null : id);
      },
    } as const;
    if (item.kind === 'vendor')
      return (
        <g key={id} className={chosen ? 'shot-mark vendor chosen' : 'shot-mark vendor'} {...press}>
          {item.accuracyMeters === null ? null : (
            <circle className="vendor-circle" cx={x} cy={y} r={Math.max(6, map.pixels(item.accuracyMeters))} />
          )}
          <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${chosen ? 0.9 : 0.6})`}>
            <circle r="20" fill="transparent" />
            <MarkShape kind="alert" />
          </g>
          <title>{press['aria-label']}</title>
        </g>
      );
    const state = item.decision ?? 'open';
    return (
      <g
        key={id}
        className={`shot-mark own ${state} ${chosen ? 'chosen' : ''} ${props.fresh.has(id) ? 'fresh' : ''}`}
        {...press}
      >
        <Ellipse map={map} at={place} ellipse={item.summary.ellipse95} className="shot-ellipse" />
        <g transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}>
          <circle r="12" fill="transparent" />
          <circle className="shot-ring" r={chosen ? 8 : 6} />
          {state === 'gunfire' ? <circle className="shot-core" r={chosen ? 4 : 3} /> : null}
          {state === 'not-gunfire' ? <path className="shot-strike" d="M-6 6L6-6" /> : null}
          {state === 'unsure' ? <path className="shot-strike" d="M0 2v.1M-2-2.2a2 2 0 1 1 2 2.6" /> : null}
        </g>
        <title>{press['aria-label']}</title>
      </g>
    );
  });
}
