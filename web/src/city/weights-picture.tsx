import type { CitySettings } from '../../../src/model/city-settings.ts';
import { useFormats } from '../frame/session.ts';
import { useWords, type PlainKey } from '../frame/words.tsx';
import { pointsOfParts } from './setting-changes.ts';

/** What the index is made of: a bar for each part, to the right what speaks for it, to the left what speaks against. */
export function WeightsPicture({ weights }: { weights: CitySettings['weights'] }) {
  const { say } = useWords();
  const { number } = useFormats();
  const parts = pointsOfParts(weights);
  const most = Math.max(1, ...parts.map(({ points }) => Math.abs(points)));
  return (
    <dl className="weights-picture">
      {parts.map(({ name, points }) => (
        <div key={name}>
          <dt>{say(`city.part.${name}` as PlainKey)}</dt>
          <dd>
            <span className="weights-bar" aria-hidden="true">
              <i
                className={points < 0 ? 'against' : ''}
                style={{
                  width: `${(50 * Math.abs(points)) / most}%`,
                  [points < 0 ? 'right' : 'left']: '50%',
                }}
              />
            </span>
            <span className="number">{say('city.points', { n: number(Math.round(points * 10) / 10) })}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
