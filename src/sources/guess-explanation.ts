import type { RowLayout, ValueKind } from './feed.ts';
import type { GuessedColumn, LayoutFit, PairEvidence } from './guess-layout.ts';

/** Why a column was read as a field, or as none, in words. */
export function explainColumn(
  column: GuessedColumn,
  field: string | null,
  layout: RowLayout<string>,
  fit: LayoutFit,
  profile: string | null,
  pair: PairEvidence | null,
): string {
  if (field === null) return explainLeftOut(column, fit, profile);
  const about = (layout.fields[field]?.about ?? field).replace(/\.$/, '');
  if (profile !== null) return `${about}: so published in the layout ${profile}`;
  return [
    `${about}: ${column.unnamed ? 'no header says what it is, told from the values alone' : headerWords(pair)}`,
    valueWords(column, layout.fields[field]!.kind),
  ]
    .filter(Boolean)
    .join('; ');
}

function headerWords(pair: PairEvidence | null): string {
  if (!pair) return 'as the layout says';
  const { exact, likeness } = pair.header;
  if (exact) return 'the header is one known for it';
  if (likeness >= 0.85) return 'the header says so in other words';
  if (likeness >= 0.5) return 'the header says much of it';
  return likeness >= 0.25 ? 'the header hints at it' : 'told from the values alone';
}

function valueWords({ fits }: GuessedColumn, kind: ValueKind): string {
  const { values, filled } = fits.column;
  if (filled === 0) return 'no row looked at fills it';
  const fit = fits.of(kind);
  if (fit === null || kind === 'text' || kind === 'category' || kind === 'firearm-model') return '';
  const all = values.length;
  const count = fits.count(kind);
  const looked = `${all} distinct values looked at`;
  if (all === 1) return `the one value looked at ${count === 1 ? 'reads' : 'does not read'} as ${kindWords[kind]}`;
  if (count === 0) return `none of ${looked} read as ${kindWords[kind]}`;
  if (count === all) return `all ${looked} read as ${kindWords[kind]}`;
  return `${count} of ${looked} read as ${kindWords[kind]}, ${all - count} do not`;
}

const kept = 'kept with the record, read by nothing';

function explainLeftOut(column: GuessedColumn, fit: LayoutFit, profile: string | null): string {
  if (profile !== null) return `${kept}: no part of the published layout ${profile}`;
  if (column.fits.column.filled === 0) return `${kept}: no row looked at fills it`;
  const disorder = fit.disorder[column.at];
  if (disorder) return `${kept}: ${disorder}`;
  const near = fit.nearest[column.at];
  const taken = near && near.score > 0 && fit.pairs.some((pair) => pair?.field === near.field);
  if (taken) return `${kept}: another column fits ${near.field} better`;
  const doubted = fit.doubted[column.at];
  return doubted
    ? `${kept}: it may be ${doubted}, and too little says so`
    : `${kept}: no field of the layout is like it`;
}

/** What values of a kind are called. */
const kindWords: Readonly<Record<ValueKind, string>> = {
  text: 'text',
  category: 'a category',
  number: 'numbers',
  flag: 'yes or no',
  date: 'dates',
  time: 'clock times',
  'date-time': 'dates or times',
  'birth-date': 'dates of birth',
  'serial-number': 'serial numbers',
  'firearm-make': 'makes of firearms',
  'firearm-model': 'models',
  'firearm-type': 'types of firearms',
  'firearm-words': 'firearms in words',
  calibre: 'calibres',
  'licence-number': 'licence numbers',
  'full-name': 'names',
  'family-name': 'family names',
  'given-name': 'given names',
  sex: 'sexes',
  race: 'races or ethnicities',
  address: 'addresses',
  city: 'cities',
  state: 'states',
  zip: 'ZIP codes',
  phone: 'telephone numbers',
  identifier: 'numbers of records',
  'case-number': 'case numbers',
  'crime-code': 'codes of offenses',
  longitude: 'longitudes',
  latitude: 'latitudes',
  point: 'places as coordinates',
};
