import { componentNames } from '../../../src/model/trace-index.ts';
import { outcomes, type CitySettings, type CitySetUp } from '../../../src/model/city-settings.ts';
import { useWords, type PlainKey } from '../frame/words.tsx';
import { SignedBoundary } from '../trafficking/signed-boundary.tsx';
import { RowList } from './row-list.tsx';
import { Count, Part, TracingParts } from './tracing-part.tsx';
import { WeightsPicture } from './weights-picture.tsx';

type Change = (change: (settings: CitySettings) => void) => void;

/** Every setting of the city, to be written anew; what is drawn above follows as it is written. */
export function SettingsForm({
  settings,
  change,
  written,
}: {
  readonly settings: CitySettings;
  readonly change: Change;
  readonly written: CitySetUp['districtsWritten'];
}) {
  const { say } = useWords();
  const { weights, home, leads, dealers } = settings;
  const others = componentNames.slice(1) as (keyof CitySettings['weights']['other'])[];
  const newDistricts = written.filter(
    (each) => !settings.districts.some((district) => district.written === each.written),
  );
  return (
    <div className="settings-form">
      <Part title={say('city.weightsNow')} help={say('city.weightsHelp')}>
        <WeightsPicture weights={weights} />
        {weights.time.map((weight, at) => (
          <Weight
            key={at}
            label={`${say('city.part.time-to-crime')}, ${say(`city.slope.${at as 0 | 1 | 2 | 3}`)}`}
            value={weight}
            change={(value) =>
              change((draft) => {
                draft.weights.time[at] = value;
              })
            }
          />
        ))}
        {others.map((name) => (
          <Weight
            key={name}
            label={say(`city.part.${name}` as PlainKey)}
            value={weights.other[name]}
            against={name === 'reported-stolen'}
            change={(value) =>
              change((draft) => {
                draft.weights.other[name] = value;
              })
            }
          />
        ))}
      </Part>
      <Part title={say('city.home')} help={say('city.homeHelp')}>
        <label className="setting">
          <span>{say('city.state')}</span>
          <input
            className="field compact short"
            maxLength={2}
            value={home.state ?? ''}
            onChange={(event) => {
              const state = event.currentTarget.value.toUpperCase();
              change((draft) => void (draft.home.state = state === '' ? null : state));
            }}
          />
        </label>
        <label className="setting">
          <span>{say('city.counties')}</span>
          <input
            className="field compact"
            placeholder="24510, 24005"
            defaultValue={home.counties.join(', ')}
            onChange={(event) => {
              const counties = event.currentTarget.value.split(/[\s,;]+/).filter(Boolean);
              change((draft) => void (draft.home.counties = counties));
            }}
          />
        </label>
        {home.counties.length === 0 ? <p className="small muted">{say('city.countiesNone')}</p> : null}
        <SignedBoundary />
      </Part>
      <Part title={say('city.outcome')}>
        {outcomes.map((each) => (
          <label key={each} className="check">
            <input
              type="radio"
              name="outcome"
              checked={settings.outcome === each}
              onChange={() => change((draft) => void (draft.outcome = each))}
            />
            {say(`city.outcome.${each}`)}
          </label>
        ))}
      </Part>
      <Part title={say('city.leads')}>
        {(Object.keys(leads) as (keyof typeof leads)[]).map((name) => (
          <Count
            key={name}
            label={say(`city.leads.${name}`)}
            value={leads[name]}
            least={name === 'sameCounterScore' ? 0 : 1}
            change={(value) => change((draft) => void (draft.leads[name] = value))}
          />
        ))}
      </Part>
      <Part title={say('city.dealers')}>
        {(['demandLetterTraces', 'first'] as const).map((name) => (
          <Count
            key={name}
            label={say(`city.${name}`)}
            value={dealers[name]}
            least={1}
            change={(value) => change((draft) => void (draft.dealers[name] = value))}
          />
        ))}
      </Part>
      <Part title={say('city.districts')}>
        <RowList
          name={say('city.districts')}
          columns={[
            { name: 'written', label: say('city.written') },
            { name: 'name', label: say('city.name') },
          ]}
          rows={settings.districts}
          none={say('city.districtsNone')}
          change={(rows) => change((draft) => void (draft.districts = rows))}
        />
        {newDistricts.length === 0 ? null : (
          <button
            type="button"
            className="button compact"
            onClick={() =>
              change((draft) =>
                draft.districts.push(...newDistricts.map((each) => ({ written: each.written, name: each.written }))),
              )
            }
          >
            {say('city.districtsTake', { n: newDistricts.length })}
          </button>
        )}
      </Part>
      <Part title={say('city.holidays')} help={say('city.holidaysHelp')}>
        <RowList
          name={say('city.holidays')}
          columns={[
            { name: 'state', label: say('city.state') },
            { name: 'on', label: say('city.day'), type: 'date' },
            { name: 'name', label: say('city.dayName') },
          ]}
          rows={settings.holidays}
          none={say('city.holidaysNone')}
          change={(rows) => change((draft) => void (draft.holidays = rows))}
        />
      </Part>
      <TracingParts settings={settings} change={change} />
    </div>
  );
}

function Weight({
  label,
  value,
  against = false,
  change,
}: {
  readonly label: string;
  readonly value: number;
  readonly against?: boolean;
  readonly change: (value: number) => void;
}) {
  return (
    <label className="setting">
      <span>{label}</span>
      <span className="setting-range">
        <input
          type="range"
          min={against ? -5 : 0}
          max={against ? 0 : 5}
          step={0.25}
          value={value}
          onChange={(event) => change(Number(event.currentTarget.value))}
        />
        <output className="number">{Math.round(value * 100) / 100}</output>
      </span>
    </label>
  );
}
