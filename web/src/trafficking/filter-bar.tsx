import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { firearmClasses } from '../../../src/model/trace-filter.ts';
import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';
import { incidentWords, sourceWords } from './opened-words.ts';
import { useOpened } from './use-opened.ts';

/** Sources that are no place. */
const wide = ['none', 'retail', 'government'];

/** What the picture is of, as a sentence whose parts can be chosen and removed. */
export function FilterBar({ overview }: { overview: TraceOverview }) {
  const words = useWords();
  const { say } = words;
  const { filter, change } = useOpened();
  const sources = overview.states.map(({ state }) => state);
  const chosen = filter['source'];
  if (chosen !== undefined && !wide.includes(chosen) && !sources.includes(chosen)) sources.unshift(chosen);
  const districts = overview.districts.map(({ district }) => district);
  const inDistrict = filter['district'];
  if (inDistrict !== undefined && inDistrict !== 'none' && !districts.includes(inDistrict))
    districts.unshift(inDistrict);
  const incidents = overview.incidentDistricts.map(({ district }) => district);
  const incident = filter['incidentDistrict'];
  const any = ['from', 'to', 'class', 'source', 'district', 'incidentDistrict'].some(
    (name) => filter[name] !== undefined,
  );
  return (
    <div className="filter-sentence screen-only" role="group" aria-label={say('filter.label')}>
      <span>{say('filter.traces')}</span>
      <select
        className="field compact"
        aria-label={say('filter.class')}
        value={filter['class'] ?? ''}
        onChange={(event) => change({ class: event.currentTarget.value || undefined })}
      >
        <option value="">{say('filter.class.all')}</option>
        {firearmClasses.map((each) => (
          <option key={each} value={each}>
            {say(`filter.class.${each}`)}
          </option>
        ))}
      </select>
      <select
        className="field compact"
        aria-label={say('filter.sourceLabel')}
        value={chosen ?? ''}
        onChange={(event) => change({ source: event.currentTarget.value || undefined })}
      >
        <option value="">{say('filter.sourceAll')}</option>
        {[...wide, ...sources].map((source) => (
          <option key={source} value={source}>
            {sourceWords(source, words)}
          </option>
        ))}
      </select>
      {districts.length === 0 ? null : (
        <select
          className="field compact"
          aria-label={say('filter.districtLabel')}
          value={filter['district'] ?? ''}
          onChange={(event) => change({ district: event.currentTarget.value || undefined })}
        >
          <option value="">{say('filter.districtAll')}</option>
          <option value="none">{say('filter.districtNone')}</option>
          {districts.map((district) => (
            <option key={district} value={district}>
              {say('filter.district', { district })}
            </option>
          ))}
        </select>
      )}
      {overview.incidentDistricts.length === 0 && filter['incidentDistrict'] === undefined ? null : (
        <select
          className="field compact"
          aria-label={say('filter.incidentLabel')}
          value={filter['incidentDistrict'] ?? ''}
          onChange={(event) => change({ incidentDistrict: event.currentTarget.value || undefined })}
        >
          <option value="">{say('filter.incidentAll')}</option>
          {[...new Set(['untied', 'none', ...incidents, ...(incident === undefined ? [] : [incident])])].map((each) => (
            <option key={each} value={each}>
              {incidentWords(each, words)}
            </option>
          ))}
        </select>
      )}
      <label>
        {say('filter.from')}
        <input
          type="date"
          className="field compact"
          value={filter['from'] ?? ''}
          onChange={(event) => change({ from: event.currentTarget.value || undefined })}
        />
      </label>
      <label>
        {say('filter.to')}
        <input
          type="date"
          className="field compact"
          value={filter['to'] ?? ''}
          onChange={(event) => change({ to: event.currentTarget.value || undefined })}
        />
      </label>
      <select
        className="field compact"
        aria-label={say('filter.mode')}
        value={filter['mode'] ?? overview.mode}
        onChange={(event) => change({ mode: event.currentTarget.value })}
      >
        <option value="city">{say('filter.mode.city')}</option>
        <option value="reference">{say('filter.mode.reference')}</option>
      </select>
      {any ? (
        <button
          type="button"
          className="button compact"
          onClick={() =>
            change({
              from: undefined,
              to: undefined,
              class: undefined,
              source: undefined,
              district: undefined,
              incidentDistrict: undefined,
            })
          }
        >
          <Icon name="close" size={14} /> {say('filter.clear')}
        </button>
      ) : null}
    </div>
  );
}
