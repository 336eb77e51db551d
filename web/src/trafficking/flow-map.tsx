import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { Icon } from '../frame/icon.tsx';
import { Empty, Failed, Skeleton } from '../frame/states.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import {
  flowMarks,
  flowsUntil,
  namesWithRoom,
  nearBox,
  quartersOf,
  windowTo,
  windowQuarters,
  type FlowMark,
} from './flow-layout.ts';
import { stateMapQuery } from './trafficking-queries.ts';
import { useOpened } from './use-opened.ts';

const stepMilliseconds = 900;
const namesMost = 12;

const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Where firearms recovered here were first sold, through time. */
export function FlowMap({ overview }: { overview: TraceOverview }) {
  const { say } = useWords();
  const { data: map, error, refetch } = useQuery(stateMapQuery);
  const { search, change, opened, open } = useOpened();
  const formats = useFormats();
  const quarters = useMemo(() => quartersOf(overview.flows), [overview.flows]);
  const [playing, setPlaying] = useState(false);
  const [moving, setMoving] = useState<string | null>(null);
  const [hovered, hover] = useState<string | null>(null);
  const held = search['at'] !== undefined && quarters.includes(search['at']) ? search['at'] : null;
  const at = moving ?? held;
  useEffect(() => {
    if (!playing) return;
    const timer = window.setInterval(() => {
      setMoving((before) => {
        const next = quarters.indexOf(before ?? '') + 1;
        return quarters[next] ?? quarters[0] ?? null;
      });
    }, stepMilliseconds);
    return () => window.clearInterval(timer);
  }, [playing, quarters]);
  const within = windowTo(quarters, at);
  const near = search['ground'] !== 'country';
  const flows = flowsUntil(overview.flows, quarters, at);
  const marks = useMemo(
    () => (map === undefined ? [] : flowMarks(flows, map, near ? 'county' : 'state')),
    [flows, map, near],
  );
  const everyMark = useMemo(
    () => (map === undefined ? [] : flowMarks(overview.flows, map, near ? 'county' : 'state')),
    [overview.flows, map, near],
  );
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (map === undefined) return <Skeleton height={380} />;
  if (overview.flows.length === 0)
    return <Empty icon="map" title={say('trafficking.noFlows')} help={say('trafficking.noFlowsHelp')} />;
  const box = near ? nearBox(everyMark, map) : ([0, 0, map.width, map.height] as const);
  const scale = box[2] / map.width;
  const most = Math.max(1, ...everyMark.map(({ firearms }) => firearms));
  const radius = (firearms: number) => (3 + 15 * Math.sqrt(firearms / most)) * scale;
  const home = map.home;
  const shown = marks.reduce((sum, { firearms }) => sum + firearms, 0);
  const inView = ({ x, y }: FlowMark) => x >= box[0] && x <= box[0] + box[2] && y >= box[1] && y <= box[1] + box[3];
  const outside = marks.filter((mark) => !inView(mark)).reduce((sum, { firearms }) => sum + firearms, 0);
  const stop = (next: string | null) => {
    setPlaying(false);
    setMoving(null);
    change({ at: next ?? undefined });
  };
  const labelled = namesWithRoom(
    marks.filter(inView).map((mark) => ({
      ...mark,
      y: mark.y - radius(mark.firearms) - 4 * scale,
      text: `${mark.name} ${formats.number(mark.firearms)}`,
    })),
    { letter: 7.4 * scale, line: 16 * scale },
  ).slice(0, namesMost);
  return (
    <figure className="flow-map">
      <svg viewBox={box.join(' ')} role="group" aria-label={say('trafficking.flowMap')}>
        {map.states.map((state) => (
          <path key={state.code} className="flow-state" d={state.outline} />
        ))}
        {home === null
          ? null
          : marks.map(({ id, x, y, firearms }) => {
              const bend = Math.hypot(x - home[0]!, y - home[1]!) * 0.18;
              return (
                <path
                  key={id}
                  className={hovered === id ? 'flow-line pointed' : 'flow-line'}
                  style={{ strokeWidth: (0.6 + 5 * Math.sqrt(firearms / most)) * scale }}
                  d={`M${x} ${y}Q${(x + home[0]!) / 2} ${(y + home[1]!) / 2 - bend} ${home[0]} ${home[1]}`}
                />
              );
            })}
        {marks.map((mark) => {
          const { id, source, x, y, firearms, name, stateOnly } = mark;
          const what =
            within.length === 0
              ? openedCounts.source(source)
              : openedCounts.quarters(source, within[0]!, within.at(-1)!);
          const label = `${say('trafficking.flow', { name, n: firearms })}${stateOnly ? ` (${say('trafficking.stateOnly')})` : ''}`;
          return (
            <circle
              key={id}
              className={`flow-mark ${stateOnly ? 'state-only' : ''} ${opened === what ? 'selected' : ''}`}
              cx={x}
              cy={y}
              r={radius(firearms)}
              style={{ strokeWidth: 1.6 * scale }}
              role="button"
              tabIndex={0}
              aria-label={label}
              aria-pressed={opened === what}
              onPointerEnter={() => hover(id)}
              onPointerLeave={() => hover(null)}
              onFocus={() => hover(id)}
              onBlur={() => hover(null)}
              onClick={() => open(opened === what ? null : what)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                open(opened === what ? null : what);
              }}
            >
              <title>{label}</title>
            </circle>
          );
        })}
        {home === null ? null : (
          <rect
            className="flow-home"
            x={home[0]! - 5 * scale}
            y={home[1]! - 5 * scale}
            width={10 * scale}
            height={10 * scale}
            rx={2 * scale}
          />
        )}
        <g aria-hidden="true">
          {labelled.map(({ id, x, y, text }) => (
            <text key={id} className="flow-name" x={x} y={y} style={{ fontSize: 13 * scale, strokeWidth: 3 * scale }}>
              {text}
            </text>
          ))}
        </g>
      </svg>
      <figcaption>
        <div className="flow-controls screen-only">
          {still() ? null : (
            <button
              type="button"
              className="button compact"
              aria-pressed={playing}
              onClick={() => {
                if (playing) stop(at);
                else {
                  setMoving(held ?? quarters[0] ?? null);
                  setPlaying(true);
                }
              }}
            >
              <Icon name="clock" size={14} /> {say(playing ? 'trafficking.pause' : 'trafficking.play')}
            </button>
          )}
          <label className="flow-slider small">
            <span>{at === null ? say('trafficking.allTime') : say('trafficking.yearTo', { quarter: at })}</span>
            <input
              type="range"
              min={0}
              max={quarters.length}
              value={at === null ? quarters.length : quarters.indexOf(at)}
              aria-valuetext={at === null ? say('trafficking.allTime') : say('trafficking.yearTo', { quarter: at })}
              onChange={(event) => stop(quarters[Number(event.currentTarget.value)] ?? null)}
            />
          </label>
          <button
            type="button"
            className="button compact"
            onClick={() => change({ ground: near ? 'country' : undefined })}
          >
            <Icon name="fit" size={14} /> {say(near ? 'trafficking.country' : 'trafficking.near')}
          </button>
        </div>
        <p className="muted small">
          {say('trafficking.flowsShown', { n: shown })}
          {near && outside > 0 ? ` ${say('trafficking.flowsOutside', { n: outside })}` : ''}{' '}
          {at === null ? '' : say('trafficking.window', { n: windowQuarters })} {say('trafficking.flowsHelp')}
        </p>
      </figcaption>
    </figure>
  );
}
