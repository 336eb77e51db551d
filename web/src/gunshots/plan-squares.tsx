import type { NetworkPlan } from '../../../src/model/gunshot-desk.ts';
import { useWords } from '../frame/words.tsx';
import type { DrawnMap } from './sound-map.tsx';

export const measures = ['located', 'error'] as const;
export type Measure = (typeof measures)[number];

/** Half the longer axis of the ellipse, in metres, up to which a square is drawn as so good. */
export const errorSteps = [10, 25, 50, 100] as const;

/** From 0, nothing, to 4, as good as it gets. */
export function gradeOf(plan: NetworkPlan, measure: Measure, square: number): number {
  if (measure === 'located') return Math.round((4 * plan.located[square]!) / plan.draws);
  const error = plan.errorMeters[square];
  if (error == null || plan.located[square]! * 2 < plan.draws) return 0;
  return 4 - errorSteps.filter((step) => error > step).length;
}

/** What would be heard in each square, or how well a shot there would be located: the fuller, the better. */
export function PlanSquares({ map, plan, measure }: { map: DrawnMap; plan: NetworkPlan; measure: Measure }) {
  const { say, language } = useWords();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const [from, to] = [map.at({ lon: plan.west, lat: plan.north }), map.at({ lon: plan.east, lat: plan.south })];
  const [width, height] = [(to.x - from.x) / plan.columns, (to.y - from.y) / plan.rows];
  return (
    <g className="plan-squares" aria-hidden="true">
      {plan.located.map((located, at) => (
        <rect
          key={at}
          className={`grade-${gradeOf(plan, measure, at)}`}
          x={from.x + (at % plan.columns) * width}
          y={to.y - (Math.floor(at / plan.columns) + 1) * height}
          width={width}
          height={height}
        >
          <title>
            {say('gunshots.square', {
              located,
              corrected: plan.corrected[at]!,
              draws: plan.draws,
              error: plan.errorMeters[at] === null ? '–' : `${number.format(plan.errorMeters[at]!)} m`,
            })}
          </title>
        </rect>
      ))}
      <rect className="plan-area" x={from.x} y={from.y} width={to.x - from.x} height={to.y - from.y} />
    </g>
  );
}
