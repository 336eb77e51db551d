/**
 * The bits of each field of a pair as SQL, from the levels and shares that `model-sql.ts` has beside them.
 *
 * **Source.** `pair-scorer.ts`, step by step.
 * **Input.** A model and its comparisons; a table `levels` with the level of each field, and the share of the more frequent of the two values.
 * **Output.** Queries in the order they build on one another; `weights` has the bits of each field.
 * **Limits.** Those of the dialect.
 */
import { meansOneText } from './comparison.ts';
import type { ModelSqlOrder } from './model-sql.ts';
import { scoringOrder, type ScoringPlace } from './scoring-order.ts';

/** Written with an exponent, so that no dialect takes it for a decimal of few places. */
export const number = (value: number) => value.toExponential();

/** Columns of `levels`: the share of the more frequent of two values, and that of what two family names share. */
export const share = (field: number) => `share_${field}`;
export const sharedShare = (field: number) => `shared_share_${field}`;

/** As parts of a WITH. */
export function bitsSql(order: ModelSqlOrder): [name: string, query: string][] {
  const select = (lines: readonly string[], from: string) => `  SELECT\n    ${lines.join(',\n    ')}\n  FROM ${from}`;
  const places = scoringOrder(order.model);
  return [
    [
      'own',
      select(
        [
          'levels.*',
          ...order.fields.flatMap((_, field) => [
            `${ownBits(order, field)} AS own_${field}`,
            `${equalBits(order, field)} AS equal_${field}`,
          ]),
        ],
        'levels',
      ),
    ],
    [
      'explained',
      select(
        [
          'own.*',
          ...places.flatMap((place) => [
            `${explainedOwn(order, place)} AS explained_${place.field}`,
            `${explainedEqual(order, place)} AS most_${place.field}`,
          ]),
        ],
        'own',
      ),
    ],
    [
      'weights',
      select(
        ['explained.*', ...places.map(({ field }) => `${boundedBits(order, field)} AS bits_${field}`)],
        'explained',
      ),
    ],
  ];
}

/** Bits of a level, and of the rarity of the value where the level counts it. */
function ownBits({ model, comparisons }: ModelSqlOrder, field: number): string {
  const [m, u] = [model.m[field]!, model.u[field]!];
  const weights = comparisons[field]!.levels.map(({ rarity }, at) => {
    const weight = number(Math.log2(m[at]! / u[at]!));
    const rare = rarity === 0 ? '' : ` + ${number(rarity)} * log2(${number(u[0]!)} / ${share(field)})`;
    return `WHEN ${at + 1} THEN ${weight}${rare}`;
  });
  return `CASE level_${field} ${weights.join(' ')} ELSE 0e0 END`;
}

/** Bits of a value that both would bear, as frequent as the more frequent of the two or as what they share. */
function equalBits({ model, comparisons, fields }: ModelSqlOrder, field: number): string {
  const part = comparisons[field]!.levels.findIndex(({ name }) => name === 'one of two') + 1;
  const most =
    fields[field]!.type === 'family-name'
      ? `CASE WHEN level_${field} = ${part} THEN greatest(${share(field)}, ${sharedShare(field)}) ELSE ${share(field)} END`
      : share(field);
  return `log2(${number(model.m[field]![0]!)} / ${most})`;
}

/** The same where a field that agrees explains part of the agreement: u becomes share + (1 − share) u for equal values, (1 − share) u for others. */
function explained(
  { model, comparisons }: ModelSqlOrder,
  { field, explainers, ofOneBirth }: ScoringPlace,
  as: { readonly bits: string; readonly m: string; readonly isEqual: string; readonly added: (part: number) => string },
): string {
  if (explainers.length + ofOneBirth.length === 0) return as.bits;
  const agrees = (g: number) => {
    const levels = comparisons[g]!.levels.flatMap(({ rarity }, at) => (rarity > 0 ? [at + 1] : []));
    return `level_${g} IN (${levels.join(', ')})`;
  };
  const explain = (condition: string, part: number) =>
    `WHEN ${condition} THEN log2(${as.m} / (${as.added(part)} + ${number(1 - part)} * ${as.m} / pow(2e0, ${as.bits})))`;
  const { twins } = model;
  const calledOtherwise = twins && `level_${twins.given} = ${comparisons[twins.given]!.levels.length}`;
  const cases = [
    ...ofOneBirth.map((g) =>
      explain(`${as.isEqual} AND ${calledOtherwise} AND ${agrees(g)}`, twins!.shares[g]![field]!),
    ),
    ...explainers.map((g) => explain(agrees(g), model.explained[g]![field]!)),
  ];
  return `CASE WHEN level_${field} = 0 THEN 0e0 ${cases.join(' ')} ELSE ${as.bits} END`;
}

function explainedOwn(order: ModelSqlOrder, place: ScoringPlace): string {
  const { field } = place;
  const m = [...order.model.m[field]!].map((each, at) => `WHEN ${at + 1} THEN ${number(each)}`);
  const isEqual = `level_${field} = 1`;
  return explained(order, place, {
    bits: `own_${field}`,
    m: `CASE level_${field} ${m.join(' ')} END`,
    isEqual,
    added: (part) => `CASE WHEN ${isEqual} THEN ${number(part)} ELSE 0e0 END`,
  });
}

function explainedEqual(order: ModelSqlOrder, place: ScoringPlace): string {
  const m = number(order.model.m[place.field]![0]!);
  return explained(order, place, { bits: `equal_${place.field}`, m, isEqual: 'TRUE', added: number });
}

/** What is written alike, or shared in part, weighs no more than the same shared whole; a given name less where it goes with the family name oftener than is usual. */
function boundedBits({ model: { names }, comparisons }: ModelSqlOrder, field: number): string {
  const { levels } = comparisons[field]!;
  const bounded = levels.flatMap((each, at) => (meansOneText(each) ? [at + 1] : []));
  const isBounded = `level_${field} IN (${bounded.join(', ')})`;
  const [own, most] = [`explained_${field}`, `most_${field}`];
  const least = (x: string, y: string) =>
    bounded.length === 0 ? x : `CASE WHEN ${isBounded} THEN least(${x}, ${y}) ELSE ${x} END`;
  if (names === null || field !== names.given) return least(own, most);
  const shares = levels.flatMap(({ rarity }, at) => (rarity > 0 ? [`WHEN ${at + 1} THEN ${number(rarity)}`] : []));
  const shared = `level_${names.family} BETWEEN 1 AND ${comparisons[names.family]!.levels.length - 1}`;
  const agrees = levels.flatMap(({ rarity }, at) => (rarity > 0 ? [at + 1] : [])).join(', ');
  const beyond = `CASE WHEN ${shared} AND level_${field} IN (${agrees}) THEN greatest(0e0, names_together - ${number(names.usualBits)}) ELSE 0e0 END`;
  return least(`${own} - CASE level_${field} ${shares.join(' ')} ELSE 0e0 END * ${beyond}`, `${most} - ${beyond}`);
}
