import type { SourceRef } from '../model/evidence.ts';
import type { Fact } from '../model/life.ts';
import type { EntityKind, TableName } from '../model/tables.ts';

/** A row that speaks of the entity, with the record it comes from. */
export interface SpeakingRow {
  readonly table: TableName;
  readonly values: Readonly<Record<string, unknown>>;
  readonly source: SourceRef;
}

interface FactColumn {
  readonly name: string;
  readonly table: TableName;
  /** Canonical value; several are joined by a space. */
  readonly value: readonly string[];
  /** As written. */
  readonly raw: readonly string[];
}

const fact = (
  name: string,
  table: TableName,
  value: readonly string[],
  raw: readonly string[] = value,
): FactColumn => ({ name, table, value, raw });

/** What each kind is known by, in the order it is shown. Race is recorded for aggregate reporting only and is not here. */
const factColumns: Readonly<Record<EntityKind, readonly FactColumn[]>> = {
  firearm: [
    fact('serial', 'firearm_observation', ['serial_clean'], ['serial_raw']),
    fact('make', 'firearm_observation', ['make_name'], ['make_raw']),
    fact('model', 'firearm_observation', ['model']),
    fact('calibre', 'firearm_observation', ['calibre_code'], ['calibre_raw']),
    fact('type', 'firearm_observation', ['type_code'], ['type_raw']),
    fact('importer', 'firearm_observation', ['importer']),
  ],
  person: [
    fact('name', 'person_observation', ['given_name', 'middle_name', 'family_name', 'suffix'], ['name_raw']),
    fact('alias', 'person_observation', ['alias']),
    fact('born', 'person_observation', ['born_on'], ['born_raw']),
    fact('sex', 'person_observation', ['sex']),
    fact('address', 'person_observation', ['address', 'city', 'state', 'zip'], ['address_raw']),
    fact('phone', 'person_observation', ['phone']),
    fact('identifier', 'person_observation', ['id_type', 'id_state', 'id_number']),
  ],
  dealer: [
    fact('licence', 'dealer_observation', ['licence_number'], ['licence_raw']),
    fact('licence-key', 'dealer_observation', ['licence_key'], ['licence_raw']),
    fact('name', 'dealer_observation', ['name'], ['name_raw']),
    fact('premises', 'dealer_observation', ['address', 'city', 'state', 'zip']),
    fact('phone', 'dealer_observation', ['phone']),
    fact('licence-type', 'dealer_licence', ['licence_type']),
    fact('licence-expires', 'dealer_licence', ['expires_on']),
  ],
  place: [
    fact('address', 'place_observation', ['address', 'city', 'state', 'zip'], ['address_raw']),
    fact('district', 'place_observation', ['district']),
    fact('neighbourhood', 'place_observation', ['neighborhood']),
    fact('coordinates', 'place_observation', ['lat', 'lon']),
    fact('precision', 'place_observation', ['precision']),
  ],
  vehicle: [
    fact('plate', 'vehicle_observation', ['plate_state', 'plate'], ['plate_raw']),
    fact('vin', 'vehicle_observation', ['vin'], ['vin_raw']),
    fact('make', 'vehicle_observation', ['make'], ['make_raw']),
    fact('model', 'vehicle_observation', ['model']),
    fact('year', 'vehicle_observation', ['year']),
    fact('colour', 'vehicle_observation', ['colour'], ['colour_raw']),
    fact('style', 'vehicle_observation', ['style']),
  ],
  incident: [
    fact('case-number', 'incident_observation', ['case_key'], ['case_raw']),
    fact('occurred', 'incident', ['occurred_from'], ['occurred_raw']),
    fact('classification', 'incident', ['classification'], ['description']),
    fact('district', 'incident', ['district']),
    fact('neighbourhood', 'incident', ['neighborhood']),
    fact('premises', 'incident', ['premises']),
    fact('status', 'incident', ['status']),
    fact('cartridge-cases', 'incident', ['cartridge_cases']),
  ],
};

const joined = (values: SpeakingRow['values'], columns: readonly string[]) =>
  columns
    .map((column) => values[column])
    .filter((value) => value !== undefined && value !== null && value !== '')
    .join(' ');

const comparable = (value: string) => value.toUpperCase().replace(/[^\p{L}\p{N}?.-]/gu, '');

/** The values the rows give, each with who says so; the one most say first. Several of one name are sources that differ. */
export function entityFacts(kind: EntityKind, rows: readonly SpeakingRow[]): Fact[] {
  return factColumns[kind].flatMap(({ name, table, value, raw }) => {
    const facts = new Map<string, Fact>();
    for (const { values, source } of rows.filter((row) => row.table === table)) {
      const written = joined(values, raw);
      const canonical = joined(values, value);
      if (canonical === '' && written === '') continue;
      const unread = canonical === '';
      const key = `${unread} ${comparable(canonical || written)}`;
      const known = facts.get(key) ?? {
        name,
        value: canonical || written,
        ...(unread ? { unread } : {}),
        raw: [],
        sources: [],
      };
      facts.set(key, known);
      if (written !== '' && !known.raw.includes(written)) known.raw.push(written);
      if (!known.sources.some((each) => each.record === source.record)) known.sources.push(source);
    }
    return [...facts.values()].sort((a, b) => b.sources.length - a.sources.length);
  });
}
