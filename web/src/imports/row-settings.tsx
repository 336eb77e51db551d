import { useState } from 'react';
import { Icon } from '../frame/icon.tsx';
import { useSession } from '../frame/session.ts';
import { fieldName } from './field-name.ts';
import { useWords } from '../frame/words.tsx';
import {
  timeColumns,
  withConstants,
  withDateOrder,
  withTimeZone,
  withUtc,
  type Layout,
  type Mapping,
} from './mapping-draft.ts';
import type { Draft } from './use-draft.ts';

const hereZones = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Puerto_Rico',
];

/** What holds for every row: values the file leaves out, the zone of its times, the order of its dates. */
export function RowSettings({ draft, layout, mapping }: { draft: Draft; layout: Layout; mapping: Mapping }) {
  const words = useWords();
  const { say } = words;
  const { agency } = useSession();
  const constants = Object.entries(mapping.constants ?? {});
  const elsewhere = Intl.supportedValuesOf('timeZone').filter((zone) => !hereZones.includes(zone));
  return (
    <div className="row-settings">
      <fieldset>
        <legend>{say('wizard.constants')}</legend>
        <p className="muted small">{say('wizard.constantsHelp')}</p>
        {constants.length === 0 ? null : (
          <ul className="constant-list">
            {constants.map(([field, value]) => (
              <li key={field}>
                <span>
                  {fieldName(field, words)}: <strong>{value}</strong>
                </span>
                <button
                  type="button"
                  className="button quiet icon compact"
                  aria-label={say('wizard.constantRemove', { field: fieldName(field, words) })}
                  onClick={() =>
                    draft.choose(
                      withConstants(mapping, Object.fromEntries(constants.filter(([other]) => other !== field))),
                    )
                  }
                >
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <AddConstant draft={draft} layout={layout} mapping={mapping} />
      </fieldset>
      <label>
        {say('wizard.zone')}
        <select
          className="field"
          value={mapping.timeZone ?? ''}
          onChange={(event) =>
            draft.choose(withTimeZone(mapping, event.currentTarget.value === '' ? null : event.currentTarget.value))
          }
        >
          <option value="">{say('wizard.zoneAgency', { zone: agency.timeZone })}</option>
          <optgroup label={say('wizard.zoneHere')}>
            {hereZones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </optgroup>
          <optgroup label={say('wizard.zoneElsewhere')}>
            {elsewhere.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <UtcColumns draft={draft} layout={layout} mapping={mapping} />
      <label>
        {say('wizard.dates')}
        <select
          className="field"
          value={mapping.dateOrder ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            draft.choose(withDateOrder(mapping, value === '' ? null : (value as Mapping['dateOrder'])));
          }}
        >
          <option value="">{say('wizard.datesUsual')}</option>
          {(['mdy', 'dmy', 'ymd'] as const).map((order) => (
            <option key={order} value={order}>
              {say(`wizard.dates.${order}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** Times of one file may be in two zones: dispatch writes its own local, a sensor in UTC. */
function UtcColumns({ draft, layout, mapping }: { draft: Draft; layout: Layout; mapping: Mapping }) {
  const { say } = useWords();
  const columns = timeColumns(mapping, layout);
  if (columns.length === 0) return null;
  return (
    <fieldset className="utc-columns">
      <legend>{say('wizard.utc')}</legend>
      {columns.map(({ column, inUtc }) => (
        <label key={column}>
          <input
            type="checkbox"
            checked={inUtc}
            onChange={(event) => draft.choose(withUtc(mapping, layout, { column, inUtc: event.currentTarget.checked }))}
          />
          {column}
        </label>
      ))}
    </fieldset>
  );
}

function AddConstant({ draft, layout, mapping }: { draft: Draft; layout: Layout; mapping: Mapping }) {
  const words = useWords();
  const { say } = words;
  const { agency } = useSession();
  const given = new Set([...Object.values(mapping.columns), ...Object.keys(mapping.constants ?? {})]);
  const free = layout.fields.filter((field) => !given.has(field.name));
  // City and state are what files leave out most: they stand first.
  const placesFirst = free.toSorted((a, b) => placeRank(a.kind) - placeRank(b.kind));
  const [field, setField] = useState('');
  const [value, setValue] = useState('');
  const chosen = placesFirst.find((each) => each.name === field) ?? placesFirst[0];
  if (chosen === undefined) return null;
  const usual = chosen.kind === 'city' ? agency.city : chosen.kind === 'state' ? agency.state : null;
  const add = () => {
    const text = (value.trim() === '' ? (usual ?? '') : value).trim();
    if (text === '') return;
    draft.choose(withConstants(mapping, { ...mapping.constants, [chosen.name]: text }));
    setValue('');
    setField('');
  };
  return (
    <form
      className="constant-add"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <select
        className="field"
        aria-label={say('wizard.constantField')}
        value={chosen.name}
        onChange={(event) => setField(event.currentTarget.value)}
      >
        {placesFirst.map((each) => (
          <option key={each.name} value={each.name}>
            {fieldName(each.name, words)}
          </option>
        ))}
      </select>
      <input
        className="field"
        aria-label={say('wizard.constantValue')}
        placeholder={usual ?? say('wizard.constantValue')}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <button type="submit" className="button">
        {say('wizard.constantAdd')}
      </button>
    </form>
  );
}

function placeRank(kind: string): number {
  return kind === 'city' ? 0 : kind === 'state' ? 1 : 2;
}
