import type { EntityKind } from '../model/tables.ts';
import type { ObservationValues } from './identity-keys.ts';

const text = (values: ObservationValues, column: string) => (values[column] as string | null | undefined) ?? '';
const titled = (name: string) => name.toLowerCase().replace(/(^|[\s'-])\p{L}/gu, (start) => start.toUpperCase());

/** A unit as it stands on the door: 4C, where street numbers like 42nd keep their small letters. */
const withUnit = (address: string) =>
  address.replace(/\bUnit (\S+)/, (unit) =>
    /\d/.test(unit) ? `Unit ${unit.slice('Unit '.length).toUpperCase()}` : unit,
  );

/** A short name for a list, a node or a heading, from one observation; empty where it names nothing. */
export function entityLabel(kind: EntityKind, values: ObservationValues): string {
  switch (kind) {
    case 'firearm': {
      const serial =
        text(values, 'serial_clean') || (text(values, 'no_serial_reason') ? 'no serial' : 'serial not given');
      const make = text(values, 'make_name') || text(values, 'make_raw');
      return [titled(make), text(values, 'model').toUpperCase(), serial].filter(Boolean).join(' ');
    }
    case 'person': {
      const given = [text(values, 'given_name'), text(values, 'middle_name').slice(0, 1)].filter(Boolean).join(' ');
      const family = [text(values, 'family_name'), text(values, 'suffix')].filter(Boolean).join(' ');
      return family
        ? titled([family, given].filter(Boolean).join(', '))
        : titled(given) || text(values, 'name_raw') || text(values, 'alias') || 'Name not given';
    }
    case 'dealer':
      return (
        titled(text(values, 'name') || text(values, 'name_raw')) ||
        text(values, 'licence_number') ||
        text(values, 'licence_key') ||
        'Dealer not named'
      );
    case 'place': {
      const street = withUnit(titled(text(values, 'address') || text(values, 'address_raw')));
      const { lon, lat } = values;
      const point = typeof lon === 'number' && typeof lat === 'number' ? `${lat.toFixed(4)}, ${lon.toFixed(4)}` : '';
      const city = titled(text(values, 'city'));
      return (
        [
          street || point || titled(text(values, 'neighborhood')) || text(values, 'district') || text(values, 'zip'),
          city,
        ]
          .filter(Boolean)
          .join(', ') || 'Place not given'
      );
    }
    case 'vehicle': {
      const plate = [text(values, 'plate_state'), text(values, 'plate')].filter(Boolean).join(' ');
      const looks = titled([text(values, 'colour'), text(values, 'make')].filter(Boolean).join(' '));
      // A plate moves, and one maker's vehicles look alike: the month it was seen tells two of one name apart.
      const month = text(values, 'seen_on').slice(0, 7);
      const year = typeof values['year'] === 'number' ? String(values['year']) : '';
      const name = [plate || text(values, 'vin'), [looks, year].filter(Boolean).join(' ')].filter(Boolean).join(', ');
      return month === '' ? name : `${name} (${month})`;
    }
    case 'incident':
      return text(values, 'report_label') || `Case ${text(values, 'case_raw') || text(values, 'case_key')}`;
  }
}

/**
 * The name of a firearm from all that its observations say: that of the one which names serial number, make and model most
 * fully, so that none depends on which came in first.
 */
export function firearmLabel(observations: readonly ObservationValues[]): string {
  const named = observations.map((values) => ({
    label: entityLabel('firearm', values),
    serial: Number(text(values, 'serial_clean') !== ''),
    parts:
      Number((text(values, 'make_name') || text(values, 'make_raw')) !== '') + Number(text(values, 'model') !== ''),
  }));
  const [best] = named.toSorted(
    (a, b) => b.serial - a.serial || b.parts - a.parts || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0),
  );
  return best?.label ?? '';
}

/** Columns the name of a firearm is made of. */
export const firearmLabelColumns = ['serial_clean', 'no_serial_reason', 'make_name', 'make_raw', 'model'] as const;

/** Searchable terms of an observation: the form it is searched in, and the form it is shown in. */
export function searchTerms(
  kind: EntityKind,
  values: ObservationValues,
): { field: string; term: string; shown: string }[] {
  const terms: { field: string; term: string; shown: string }[] = [];
  const add = (field: string, term: string, shown: string) => {
    if (term.length >= 2) terms.push({ field, term: term.slice(0, 200), shown: shown.slice(0, 200) });
  };
  switch (kind) {
    case 'firearm':
      add('serial', text(values, 'serial_ncic'), text(values, 'serial_clean'));
      add('trace-number', text(values, 'trace_number'), text(values, 'trace_number'));
      break;
    case 'person':
      add(
        'name',
        [text(values, 'family_name'), text(values, 'given_name')].filter(Boolean).join(' '),
        entityLabel('person', values),
      );
      add('alias', text(values, 'alias').toUpperCase(), text(values, 'alias'));
      add('phone', text(values, 'phone'), text(values, 'phone'));
      add('identifier', text(values, 'id_number'), text(values, 'id_number'));
      break;
    case 'dealer':
      add(
        'licence',
        (text(values, 'licence_number') || text(values, 'licence_key')).replaceAll('-', ''),
        text(values, 'licence_number') || text(values, 'licence_key'),
      );
      add('name', text(values, 'name'), text(values, 'name_raw'));
      break;
    case 'place':
      add(
        'address',
        text(values, 'address'),
        [text(values, 'address_raw') || text(values, 'address'), text(values, 'city')].filter(Boolean).join(', '),
      );
      break;
    case 'vehicle':
      add(
        'plate',
        text(values, 'plate'),
        [text(values, 'plate_state'), text(values, 'plate')].filter(Boolean).join(' '),
      );
      add('vin', text(values, 'vin'), text(values, 'vin'));
      break;
    case 'incident':
      add('case-number', text(values, 'case_key'), text(values, 'case_raw'));
      add(
        'report-number',
        text(values, 'report_number')
          .toUpperCase()
          .replace(/[^\p{L}\p{N}]+/gu, ''),
        text(values, 'report_number'),
      );
      break;
  }
  return terms;
}
