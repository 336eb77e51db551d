/** Name of the fact, column of the canonical value, column as written. */
export const factColumns = [
  ['serial', 'serial_clean', 'serial_raw'],
  ['make', 'make_name', 'make_raw'],
  ['model', 'model', 'model'],
  ['calibre', 'calibre_code', 'calibre_raw'],
  ['type', 'type_code', 'type_raw'],
  ['importer', 'importer', 'importer'],
  ['country', 'country', 'country'],
  ['no-serial', 'no_serial_reason', 'serial_raw'],
] as const;
