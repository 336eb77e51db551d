/**
 * `names-together.ts` as SQL: people by name, and how much oftener than chance two names go together.
 *
 * **Source.** `names-together.ts`, step by step.
 * **Input.** A table `cleaned`, columns of given name, family name and birth date. **Output.** Queries in the order they build on one another;
 * `names_together` has a row for each two names that stand in one record.
 * **Limits.** Those of the dialect.
 */
import { namesWalked } from './names-together.ts';

export interface NameColumns {
  readonly given: string;
  readonly family: string;
  readonly born: string;
}

/**
 * The family names that those of each two names asked about lead to. Run by itself: woven into the query that asks it, each family name reached
 * was joined with all its given names before those asked about were looked for, and of a million records that did not end.
 */
export const namesReached = 'names_reached';

/** Queries by name, as parts of a WITH. */
export function namesSql({ given, family, born }: NameColumns): [name: string, query: string][] {
  const sumOf = (name: string) => `  SELECT ${name}, sum(n) AS n FROM names_counted GROUP BY ${name}`;
  return [
    [
      'names_counted',
      `  SELECT ${family} AS f, ${given} AS g, count(DISTINCT ${born}) * 1e0 AS n FROM cleaned\n    WHERE ${family} IS NOT NULL AND ${given} IS NOT NULL AND ${born} IS NOT NULL GROUP BY ${family}, ${given}`,
    ],
    ['names_families', sumOf('f')],
    ['names_givens', sumOf('g')],
    [
      'names_placed',
      '  SELECT f, g, n, row_number() OVER (PARTITION BY f ORDER BY n DESC, g) AS place_g, row_number() OVER (PARTITION BY g ORDER BY n DESC, f) AS place_f FROM names_counted',
    ],
    [
      'names_walked',
      [
        '  SELECT one.f, other.f AS f2, sum(one.n * other.n / (names_givens.n - one.n)) AS share',
        '  FROM names_placed one JOIN names_placed other ON other.g = one.g AND other.f <> one.f JOIN names_givens ON names_givens.g = one.g',
        `  WHERE one.place_g <= ${namesWalked} AND other.place_f - CASE WHEN one.place_f < other.place_f THEN 1 ELSE 0 END <= ${namesWalked}`,
        '  GROUP BY one.f, other.f',
      ].join('\n'),
    ],
    ['names_walks', '  SELECT f, sum(share) AS share FROM names_walked GROUP BY f'],
    [
      'names_asked',
      `  SELECT DISTINCT ${family} AS f, ${given} AS g FROM cleaned WHERE ${family} IS NOT NULL AND ${given} IS NOT NULL`,
    ],
    [
      namesReached,
      [
        '  SELECT names_asked.f, names_asked.g, names_walked.f2, names_walked.share / names_walks.share AS share',
        '  FROM names_asked JOIN names_walked ON names_walked.f = names_asked.f JOIN names_walks ON names_walks.f = names_asked.f',
      ].join('\n'),
    ],
    [
      'names_met',
      [
        '  SELECT names_reached.f, names_reached.g, sum(names_reached.share * names_counted.n / names_families.n) AS share',
        '  FROM names_reached JOIN names_counted ON names_counted.f = names_reached.f2 AND names_counted.g = names_reached.g',
        '    JOIN names_families ON names_families.f = names_reached.f2',
        '  GROUP BY names_reached.f, names_reached.g',
      ].join('\n'),
    ],
    [
      'names_together',
      [
        '  SELECT names_met.f, names_met.g,',
        '    log2(names_met.share * (everybody.n - coalesce(names_families.n, 0e0)) / (names_givens.n - coalesce(names_counted.n, 0e0))) AS bits',
        '  FROM names_met CROSS JOIN (SELECT sum(n) AS n FROM names_counted) everybody JOIN names_givens ON names_givens.g = names_met.g',
        '    LEFT JOIN names_families ON names_families.f = names_met.f',
        '    LEFT JOIN names_counted ON names_counted.f = names_met.f AND names_counted.g = names_met.g',
        '  WHERE names_met.share > 0 AND names_givens.n > coalesce(names_counted.n, 0e0)',
      ].join('\n'),
    ],
  ];
}

/** People who bear each full name, counted by their birth dates as in `whole-names.ts`; of those whose birth date nobody knows, one. */
export const wholeNamesSql = (name: string, born: string): string =>
  `  SELECT ${name} AS value, greatest(1e0, count(DISTINCT ${born}) * 1e0) AS n FROM cleaned WHERE ${name} IS NOT NULL GROUP BY ${name}`;

/** People who bear each name; of those whose birth date nobody knows, one. */
export function bearersSql(column: string, of: 'f' | 'g'): string {
  const counted = of === 'f' ? 'names_families' : 'names_givens';
  return `  SELECT value, greatest(1e0, coalesce(${counted}.n, 0e0)) AS n FROM (SELECT DISTINCT ${column} AS value FROM cleaned WHERE ${column} IS NOT NULL) names LEFT JOIN ${counted} ON ${counted}.${of} = names.value`;
}
