import { reject, rowLayout, type Field, type FieldValues, type RowOutcome } from '../feed.ts';
import { stateCode } from '../state-code.ts';
import { parseLocalDate } from '../../model/values/local-time.ts';

/** Kinds of check as the FBI prints them, with what each is. A blank is "not collected then", never zero. */
const kinds = {
  permit: 'Checks for a permit to carry, possess or buy',
  permit_recheck: 'Periodic rechecks of permit holders',
  handgun: 'Handgun',
  long_gun: 'Long gun',
  other: 'Frame, receiver or other',
  multiple: 'More than one type in one check',
  admin: 'Administrative',
  prepawn_handgun: 'Handgun, before pawn',
  prepawn_long_gun: 'Long gun, before pawn',
  prepawn_other: 'Other, before pawn',
  redemption_handgun: 'Handgun, redeemed from pawn',
  redemption_long_gun: 'Long gun, redeemed from pawn',
  redemption_other: 'Other, redeemed from pawn',
  returned_handgun: 'Handgun, returned to its owner by an agency',
  returned_long_gun: 'Long gun, returned to its owner by an agency',
  returned_other: 'Other, returned to its owner by an agency',
  rentals_handgun: 'Handgun, rental',
  rentals_long_gun: 'Long gun, rental',
  private_sale_handgun: 'Handgun, private sale',
  private_sale_long_gun: 'Long gun, private sale',
  private_sale_other: 'Other, private sale',
  return_to_seller_handgun: 'Handgun, returned to a private seller',
  return_to_seller_long_gun: 'Long gun, returned to a private seller',
  return_to_seller_other: 'Other, returned to a private seller',
} as const;

type Kind = keyof typeof kinds;
type NicsField = 'month' | 'state' | 'totals' | Kind;

const kindNames = Object.keys(kinds) as Kind[];

const fields: Readonly<Record<NicsField, Field>> = {
  month: {
    kind: 'date',
    about: 'Month of the checks',
    aliases: ['Month', 'Year Month', 'Period', 'Month Year', 'Date'],
    required: true,
  },
  state: {
    kind: 'state',
    about: 'State, district or territory of the seller',
    aliases: ['State', 'State / Territory', 'State Name', 'Jurisdiction'],
    required: true,
  },
  totals: { kind: 'number', about: 'Total as printed', aliases: ['Totals', 'Total', 'Total Checks', 'Grand Total'] },
  ...(Object.fromEntries(
    Object.entries(kinds).map(([name, about]) => [name, { kind: 'number', about, aliases: aliasesOf(name) }]),
  ) as unknown as Record<Kind, Field>),
};

/** The FBI's own table spells `Long Gun` for the collected file's `long_gun`, and `Return To Seller - Handgun`. */
function aliasesOf(name: string): string[] {
  const words = name.replaceAll('_', ' ');
  const plain = ['handgun', 'long_gun', 'other', 'multiple', 'admin'].includes(name);
  return plain ? [words, `${words} checks`, ...(name === 'admin' ? ['Administrative'] : [])] : [words];
}

/**
 * Firearm background checks by month and state (FBI, "NICS Firearm Background Checks: Month/Year by State/Type"), in the
 * collected form BuzzFeed News publishes.
 */
export const backgroundChecks = rowLayout<NicsField>({
  name: 'background-checks',
  title: 'NICS background checks by month and state',
  fields,
  profiles: [
    {
      name: 'buzzfeed',
      publisher: 'BuzzFeed News, from the FBI’s monthly table',
      columns: Object.fromEntries(['month', 'state', ...kindNames, 'totals'].map((name) => [name, name])),
    },
  ],
  parseRow(row, record, context): RowOutcome {
    const month = parseLocalDate(row.text('month'), { order: context.dateOrder });
    if (!month || month.precision === 'year' || month.date < '1998-11') {
      return reject('nics.month', 'month', 'a month from November 1998 on', row.text('month'));
    }
    const state = stateCode(row.text('state'));
    if (state === null) return reject('nics.state', 'state', 'a state, district or territory', row.text('state'));
    const counts: Record<string, number> = {};
    for (const kind of kindNames) {
      const count = readCount(row, kind);
      if (count === undefined) return reject('nics.count', kind, 'a whole number, 0 or more, or blank', row.text(kind));
      if (count !== null) counts[kind] = count;
    }
    const total = readCount(row, 'totals');
    if (total === undefined) return reject('nics.count', 'totals', 'a whole number, 0 or more', row.text('totals'));
    const sum = Object.values(counts).reduce((a, b) => a + b, 0);
    // A file may leave kinds out, so the printed total may be larger; smaller, the cells have moved.
    if (total !== null && sum > total)
      return reject('nics.total', 'totals', `kinds of at most the printed ${total} together`, String(sum));
    const first = `${month.date.slice(0, 7)}-01`;
    record.add('background_check', { month: first, state, counts, total });
    return { key: `${first.slice(0, 7)}/${state}` };
  },
});

/** null: blank; undefined: something that is no count. */
function readCount(row: FieldValues<NicsField>, field: NicsField): number | null | undefined {
  const text = row.text(field);
  if (text === '') return null;
  return /^\d{1,3}(,\d{3})+(\.0)?$|^\d{1,9}(\.0)?$/.test(text) ? Number(text.replace(/,/g, '')) : undefined;
}
