import { intervalWords } from '../frame/event-text.ts';
import { markOf, MarkShape } from '../frame/mark.tsx';
import { useWords } from '../frame/words.tsx';
import type { DatedEvent } from './life-view.ts';
import type { TimelineParts } from './timeline-parts.ts';

const laneHeight = 40;
const markRoom = 26;
const bandHeight = 22;

/** Time from left to right. */
export function TimelineRow(
  props: TimelineParts & { byId: ReadonlyMap<string, DatedEvent>; measure: (text: string, weight: number) => number },
) {
  const { view, layout, byId, intervals, moments, wordsOf, markProps, measure } = props;
  const { say } = useWords();
  const { above, below } = layout.lanesUsed;
  const axis = 12 + above * laneHeight + markRoom;
  const height = axis + markRoom + below * laneHeight + 8;
  const at = new Map(layout.marks.map((mark) => [mark.id, mark.at]));
  const labelOf = new Map(layout.labels.map((label) => [label.id, label]));
  const first = layout.marks[0]?.at ?? 0;
  const last = layout.marks.at(-1)?.at ?? layout.length;
  const selectedAt = view.selected === null ? undefined : at.get(view.selected);
  const lineY = (side: 'above' | 'below', lane: number) =>
    side === 'above' ? axis - markRoom - lane * laneHeight - 20 : axis + markRoom + lane * laneHeight + 10;
  return (
    <svg width={layout.length} height={height} viewBox={`0 0 ${layout.length} ${height}`} className="tl">
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V7" stroke="var(--unknown)" strokeWidth="1.3" />
        </pattern>
      </defs>
      <line x1={first} y1={axis} x2={last} y2={axis} className="tl-axis" />
      {selectedAt === undefined ? null : (
        <line x1={selectedAt} y1={6} x2={selectedAt} y2={height - 4} className="tl-selected" />
      )}
      {intervals.map((each) => {
        const band = layout.bands.find((candidate) => candidate.id === each.event.id)!;
        const room = band.to - band.from - 2 * 16;
        const long = intervalWords(each.event, { say });
        const short = each.event.days === null ? '?' : say('firearm.unknownShort', { n: each.event.days });
        const text = [long, short].find((candidate) => measure(candidate, 400) + 14 <= room);
        const middle = (band.from + band.to) / 2;
        const left = band.from + 2;
        const extent = Math.max(4, band.to - band.from - 4);
        return (
          <g key={each.event.id} {...markProps(each)}>
            <title>{long}</title>
            <rect
              x={left}
              y={axis - bandHeight / 2}
              width={extent}
              height={bandHeight}
              rx={bandHeight / 2}
              className="tl-band-back"
            />
            <rect
              x={left}
              y={axis - bandHeight / 2}
              width={extent}
              height={bandHeight}
              rx={bandHeight / 2}
              fill="url(#hatch)"
              className={band.open ? 'tl-band open' : 'tl-band'}
            />
            {text === undefined ? null : (
              <>
                <rect
                  x={middle - measure(text, 400) / 2 - 7}
                  y={axis - 8.5}
                  width={measure(text, 400) + 14}
                  height={17}
                  rx={8}
                  className="tl-band-words"
                />
                <text x={middle} y={axis + 4} textAnchor="middle" className="tl-muted">
                  {text}
                </text>
              </>
            )}
          </g>
        );
      })}
      {layout.stretches
        .filter((stretch) => stretch.shortened)
        .map((stretch) => {
          // The break stands clear of the words of a hatched band in the middle.
          const x = stretch.from + Math.min(30, (stretch.to - stretch.from) * 0.22);
          return (
            <g key={stretch.fromDay} className="tl-break">
              <title>
                {say('firearm.shortened', { length: say('evidence.days', { n: stretch.toDay - stretch.fromDay }) })}
              </title>
              <path
                d={`M${x - 4} ${axis + 15}L${x + 2} ${axis - 15}H${x + 8}L${x + 2} ${axis + 15}Z`}
                className="tl-break-gap"
              />
              <path d={`M${x - 4} ${axis + 15}L${x + 2} ${axis - 15}M${x + 2} ${axis + 15}L${x + 8} ${axis - 15}`} />
            </g>
          );
        })}
      {layout.labels.map((label) =>
        label.lane === 0 ? null : (
          <line
            key={label.id}
            x1={label.at}
            x2={label.at}
            y1={axis}
            y2={label.side === 'above' ? lineY('above', label.lane) + 20 : lineY('below', label.lane) - 10}
            className="tl-leader"
          />
        ),
      )}
      {moments.map((each) => {
        const { id } = each.event;
        const x = at.get(id)!;
        const label = labelOf.get(id);
        const text = wordsOf(each);
        const retracted = each.event.status === 'RETRACTED';
        const labelX =
          label === undefined
            ? 0
            : label.anchor === 'start'
              ? label.left
              : label.anchor === 'end'
                ? label.right
                : (label.left + label.right) / 2;
        return (
          <g key={id} {...markProps(each)}>
            <title>{`${text.title}, ${text.when}`}</title>
            {label === undefined ? null : (
              // Words and the way to them belong to the mark: a click anywhere between takes it.
              <>
                <rect
                  x={label.left}
                  y={lineY(label.side, label.lane) - 13}
                  width={label.right - label.left}
                  height={32}
                  fill="transparent"
                />
                <rect
                  x={x - 8}
                  y={Math.min(axis, lineY(label.side, label.lane))}
                  width={16}
                  height={Math.abs(axis - lineY(label.side, label.lane))}
                  fill="transparent"
                />
              </>
            )}
            <circle cx={x} cy={axis} r="13" className="tl-target" />
            <g transform={`translate(${x} ${axis})`}>
              <MarkShape kind={markOf(each.event)} />
            </g>
            {label === undefined ? null : (
              <g className={retracted ? 'tl-retracted' : ''}>
                <text x={labelX} y={lineY(label.side, label.lane)} textAnchor={label.anchor} className="tl-title">
                  {text.title}
                </text>
                <text x={labelX} y={lineY(label.side, label.lane) + 15} textAnchor={label.anchor} className="tl-muted">
                  {text.when}
                </text>
              </g>
            )}
            {each.event.conflict === null ? null : (
              <g transform={`translate(${x + 9} ${axis - 10})`} className="tl-conflict">
                <circle r="5.5" />
                <path d="M0-2.7V.6M0 2.5V2.6" />
              </g>
            )}
          </g>
        );
      })}
      {layout.unlabelled.map((id) => {
        const each = byId.get(id)!;
        const x = at.get(id)!;
        if (view.hovered !== id && view.selected !== id) return null;
        const text = `${wordsOf(each).title} · ${wordsOf(each).when}`;
        const half = measure(text, 600) / 2 + 10;
        const middle = Math.min(Math.max(half, x), layout.length - half);
        return (
          <g key={id} className="tl-flag">
            <rect x={middle - half} y={axis - 44} width={half * 2} height={24} rx={6} />
            <text x={middle} y={axis - 28} textAnchor="middle" className="tl-title">
              {text}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
