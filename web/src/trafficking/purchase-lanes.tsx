import { Link } from '@tanstack/react-router';
import type { PurchasePattern } from '../../../src/model/purchase-pattern.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { MarkShape } from '../frame/mark.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

const dayOf = (day: string) => Date.parse(day) / 86_400_000;

/** A lane for each traced firearm: sale, the time nobody recorded, shootings tied, recovery; what was bought together is bracketed. */
export function PurchaseLanes(props: {
  pattern: PurchasePattern;
  selected: string | null;
  select: (firearm: string | null) => void;
}) {
  const { pattern, selected, select } = props;
  const { say } = useWords();
  const formats = useFormats();
  const { lanes, groups } = pattern;
  const days = lanes
    .flatMap(({ soldOn, recoveredOn, shootings }) => [soldOn, recoveredOn, ...shootings.map(({ on }) => on)])
    .filter((day) => day !== null);
  const first = days.length === 0 ? 0 : Math.min(...days.map(dayOf));
  const last = days.length === 0 ? 1 : Math.max(...days.map(dayOf));
  const place = (day: string) => `${2 + ((dayOf(day) - first) / Math.max(1, last - first)) * 96}%`;
  const groupOf = new Map(groups.flatMap(({ firearms }, at) => firearms.map((firearm) => [firearm, at + 1] as const)));
  const year = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
  return (
    <div className="lanes">
      <div className="lane-scale small muted" aria-hidden="true">
        <span>{days.length === 0 ? '' : formats.day(year(first))}</span>
        <span>{days.length === 0 ? '' : formats.day(year(last))}</span>
      </div>
      <ol>
        {lanes.map((lane) => {
          const group = groupOf.get(lane.firearm);
          return (
            <li key={lane.firearm} className={selected === lane.firearm ? 'lane selected' : 'lane'}>
              <button
                type="button"
                className="lane-name"
                aria-pressed={selected === lane.firearm}
                onClick={() => select(selected === lane.firearm ? null : lane.firearm)}
              >
                <strong>{lane.label}</strong>
                <span className="small muted block">
                  {group === undefined ? '' : `${say('purchases.groupMark', { n: group })} · `}
                  {lane.days === null ? say('trafficking.noTime') : say('evidence.days', { n: lane.days })}
                </span>
              </button>
              <span className="lane-track" aria-hidden="true">
                {lane.soldOn !== null && lane.recoveredOn !== null && lane.soldOn <= lane.recoveredOn ? (
                  <i
                    className="lane-unknown"
                    style={{
                      left: place(lane.soldOn),
                      width: `calc(${place(lane.recoveredOn)} - ${place(lane.soldOn)})`,
                    }}
                  />
                ) : null}
                {lane.soldOn === null ? null : <LaneMark kind="sale" at={place(lane.soldOn)} />}
                {lane.shootings.map(({ incident, on, tie }) =>
                  on === null ? null : <LaneMark key={incident} kind={tie} at={place(on)} />,
                )}
                {lane.recoveredOn === null ? null : <LaneMark kind="recovery" at={place(lane.recoveredOn)} />}
              </span>
              <span className="lane-words small">
                {say('tied.sold')} {lane.soldOn === null ? say('tied.notRecorded') : formats.day(lane.soldOn)}
                {lane.dealer === null ? '' : ' · '}
                {lane.dealer === null ? null : <EntityLink id={lane.dealer.id}>{lane.dealer.label}</EntityLink>}
                {' → '}
                {say('tied.recovered')}{' '}
                {lane.recoveredOn === null ? say('tied.notRecorded') : formats.day(lane.recoveredOn)}{' '}
                {lane.possessor === null ? (
                  say('purchases.possessorUnknown')
                ) : (
                  <>
                    {say('purchases.from')} <EntityLink id={lane.possessor.id}>{lane.possessor.label}</EntityLink>
                  </>
                )}
                {lane.shootings.length === 0 ? '' : ` · ${say('purchases.shootings', { n: lane.shootings.length })}`}
                {lane.stolen === true ? ` · ${say('measure.stolen')}` : ''}
                {lane.multipleSale === true ? ` · ${say('measure.multipleSale')}` : ''}{' '}
                {lane.traces.map((trace) => (
                  <Link key={trace} to="/trace/$trace" params={{ trace }} className="mono">
                    {trace}{' '}
                  </Link>
                ))}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function LaneMark({ kind, at }: { kind: 'sale' | 'lead' | 'hit' | 'recovery'; at: string }) {
  return (
    <svg className="lane-mark" style={{ left: at }} width="16" height="16" viewBox="-10.5 -10.5 21 21">
      <MarkShape kind={kind} />
    </svg>
  );
}
