/** Recoveries under headers no importer knows; every value is made up. One row has no number, one no day of the calendar. */
export const unknownHeadersCsv = [
  'Beleg,Waffennummer,Hersteller,Laufmass,Waffenart,Funddatum,Fundort,Bemerkung',
  'Q-1001,ZQWX70011,GLOCK,9MM,PISTOL,05/01/2024,1 WHARF RD,shelf 4',
  'Q-1002,ZQWX70022,TAURUS,9MM,PISTOL,05/02/2024,2 WHARF RD,',
  ',ZQWX70033,RUGER,38,REVOLVER,05/03/2024,3 WHARF RD,',
  'Q-1004,ZQWX70044,RUGER,38,REVOLVER,13/45/2024,4 WHARF RD,shelf 5',
  '',
].join('\r\n');

/** What each of its columns holds, in the words of the choosers' fields. */
export const unknownColumns = [
  ['Beleg', 'property_number'],
  ['Waffennummer', 'serial_number'],
  ['Hersteller', 'make'],
  ['Laufmass', 'calibre'],
  ['Waffenart', 'firearm_type'],
  ['Funddatum', 'recovered_at'],
  ['Fundort', 'recovery_address'],
] as const;
