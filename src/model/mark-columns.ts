import type { EntityKind } from './tables.ts';

/** Columns of the observation that marks are read from; kinds that have none contradict nothing. */
export const markColumns: Partial<Record<EntityKind, readonly string[]>> = {
  firearm: [
    'serial_raw',
    'serial_clean',
    'serial_ncic',
    'serial_skeleton',
    'obliterated',
    'make_family',
    'make_raw',
    'make_name',
    'model',
    'calibre_code',
    'calibre_raw',
    'type_code',
  ],
  person: ['given_name', 'middle_name', 'family_name', 'born_on', 'sex', 'id_type', 'id_state', 'id_number'],
  vehicle: ['vin', 'make', 'year', 'seen_on'],
};
