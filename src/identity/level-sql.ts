/**
 * The levels of a comparison as SQL conditions on two rows `l` and `r`, as Splink, DuckDB and Spark read them.
 *
 * **Source.** Splink's settings (comparison levels, `sql_condition`); functions of DuckDB: `jaro_winkler_similarity`,
 * `damerau_levenshtein`.
 * **Input.** A type of field and the name of its column, cleaned as `clean-field.ts` does. **Output.** A condition for each level, in the
 * order of the comparison's levels; the last is ELSE.
 * **Limits.** Short forms of given names are the first letters alone here, since the list of nicknames is not in the database; words of
 * names and addresses are compared through lists of words. `docs/methods/identity.md` says how far scores differ for that.
 */
import type { FieldType } from './comparison.ts';

export function levelSql(
  type: FieldType,
  column: string,
  exchange: { given: string; family: string } | null,
): string[] {
  const [l, r] = [quoted(column, 'l'), quoted(column, 'r')];
  const equal = `${l} = ${r}`;
  const alike = (least: number, a = l, b = r) => `jaro_winkler_similarity(${a}, ${b}) >= ${least}`;
  const slips = (most: number, a = l, b = r) => `damerau_levenshtein(${a}, ${b}) <= ${most}`;
  const words = (side: string) => `string_split(${side}, ' ')`;
  const shared = `len(list_intersect(${words(l)}, ${words(r)}))`;
  const fewer = `least(len(${words(l)}), len(${words(r)}))`;
  switch (type) {
    case 'given-name': {
      const swapped = exchange
        ? `${quoted(exchange.given, 'l')} = ${quoted(exchange.family, 'r')} AND ${quoted(exchange.family, 'l')} = ${quoted(exchange.given, 'r')}`
        : 'FALSE';
      const first = `starts_with(${l}, ${r}) OR starts_with(${r}, ${l})`;
      return [equal, `(${first}) AND NOT ${alike(0.92)}`, alike(0.92), alike(0.84), swapped, 'ELSE'];
    }
    case 'family-name':
      return [
        equal,
        `${shared} > 0 AND greatest(len(${words(l)}), len(${words(r)})) > 1`,
        alike(0.92),
        alike(0.84),
        'ELSE',
      ];
    case 'full-name':
      return [equal, `${shared} >= 2 AND ${shared} = ${fewer}`, alike(0.92), alike(0.84), `${shared} > 0`, 'ELSE'];
    case 'date': {
      const part = (side: string, from: number, length: number) => `substring(${side}, ${from}, ${length})`;
      const [year, month, day] = [
        [1, 4],
        [5, 2],
        [7, 2],
      ].map(([from, length]) => `${part(l, from!, length!)} = ${part(r, from!, length!)}`);
      const onlyYear = (side: string) => `${part(side, 5, 4)} = '0101'`;
      const crossed = `${year} AND ${part(l, 5, 2)} = ${part(r, 7, 2)} AND ${part(l, 7, 2)} = ${part(r, 5, 2)}`;
      const oneSaysYear = `${year} AND (${onlyYear(l)}) <> (${onlyYear(r)})`;
      const two = `(CASE WHEN ${year} THEN 1 ELSE 0 END) + (CASE WHEN ${month} THEN 1 ELSE 0 END) + (CASE WHEN ${day} THEN 1 ELSE 0 END) = 2`;
      const near = `abs(try_cast(${part(l, 1, 4)} AS INTEGER) - try_cast(${part(r, 1, 4)} AS INTEGER)) <= 2`;
      return [
        equal,
        `NOT (${oneSaysYear}) AND ((${crossed}) OR ${slips(1)})`,
        `NOT (${oneSaysYear}) AND ${two}`,
        year!,
        near,
        'ELSE',
      ];
    }
    case 'address': {
      const number = (side: string) => `regexp_extract(${side}, '(^| )([0-9][^ ]*)', 2)`;
      const street = (side: string) => `regexp_extract(${side}, '^(?:.*? )??(?:[0-9][^ ]* )?([^ ]+(?: [^ ]+)?)', 1)`;
      const sameStreet = alike(0.88, street(l), street(r));
      return [
        equal,
        `${sameStreet} AND ${number(l)} = ${number(r)} AND ${number(l)} <> ''`,
        sameStreet,
        alike(0.88),
        `${shared} > 0`,
        'ELSE',
      ];
    }
    case 'street':
    case 'place':
      return [equal, alike(0.92), alike(0.84), 'ELSE'];
    case 'postcode':
      return [equal, slips(1), `substring(${l}, 1, 3) = substring(${r}, 1, 3)`, 'ELSE'];
    case 'phone':
      return [equal, `right(${l}, 7) = right(${r}, 7)`, slips(1), 'ELSE'];
    case 'email': {
      const name = (side: string) => `split_part(${side}, '@', 1)`;
      return [equal, `${name(l)} = ${name(r)}`, slips(2), alike(0.88, name(l), name(r)), 'ELSE'];
    }
    case 'identifier':
    case 'licence': {
      // Needs beside each number how many records carry it: "NAME_count".
      const count = (side: 'l' | 'r') => quoted(`${column}_count`, side);
      const both = `${count('l')} >= 3 AND ${count('r')} >= 3`;
      return [equal, `NOT (${both}) AND ${slips(1)}`, `NOT (${both}) AND ${slips(2)}`, `NOT (${both})`, 'ELSE'];
    }
    case 'firearm-serial': {
      const skeleton = (side: string) => `translate(${side}, 'ODQILSBZGV', '0001158260')`;
      return [equal, `${skeleton(l)} = ${skeleton(r)}`, 'FALSE', slips(1), 'ELSE'];
    }
    case 'number':
      return [
        equal,
        `abs(try_cast(${l} AS DOUBLE) - try_cast(${r} AS DOUBLE)) <= 0.05 * greatest(abs(try_cast(${l} AS DOUBLE)), abs(try_cast(${r} AS DOUBLE)))`,
        'ELSE',
      ];
    case 'text':
      return [
        equal,
        `${shared} * 2 >= len(list_distinct(list_concat(${words(l)}, ${words(r)})))`,
        `${shared} > 0`,
        'ELSE',
      ];
    case 'state':
    case 'category':
    case 'firearm-make':
      return [equal, 'ELSE'];
  }
}

/** A column of one side, named as in SQL. */
export function quoted(column: string, side: 'l' | 'r'): string {
  return `"${column.replaceAll('"', '""')}_${side}"`;
}
