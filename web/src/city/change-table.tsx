import type { CitySettings } from '../../../src/model/city-settings.ts';
import { useWords } from '../frame/words.tsx';
import { settingChanges } from './setting-changes.ts';

/** What a proposal says differently from what is in force. */
export function ChangeTable({ before, after }: { before: CitySettings; after: CitySettings }) {
  const { say, sayIfKnown } = useWords();
  const changes = settingChanges(before, after);
  if (changes.length === 0) return <p className="muted">{say('city.nothingChanged')}</p>;
  const text = (value: string) => (value === '' ? say('city.none') : (sayIfKnown(value) ?? value));
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={say('city.changes')}>
      <table className="table">
        <caption className="small muted table-caption">{say('city.changes')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('city.change.what')}</th>
            <th scope="col">{say('city.change.before')}</th>
            <th scope="col">{say('city.change.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ key, of, before: was, after: is }) => (
            <tr key={`${key} ${of}`}>
              <th scope="row">
                {text(key)}
                {of === null ? '' : `, ${text(of)}`}
              </th>
              <td>{text(was)}</td>
              <td>{text(is)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
