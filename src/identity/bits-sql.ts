/**
 * The bits of each field of a pair as SQL, from the levels and shares that `model-sql.ts` has beside them.
 *
 * **Source.** `pair-scorer.ts`, step by step.
 * **Input.** A model and its comparisons; a table `levels` with the level of each field, and the share of the more frequent of the two values.
 * **Output.** Queries in the order they build on one another; `weights` has the bits of each field.
 * **Limits.** Those of the dialect.
 */
import { shareMost } from './born-together.ts';
import { meansOneText, type Comparison } from './comparison.ts';
import type { ModelSqlOrder } from './model-sql.ts';
import { scoringOrder, type ScoringPlace } from './scoring-order.ts';
import { namesApart } from './whole-names.ts';

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
            `${meantSql(order, field)} AS meant_${field}`,
          ]),
        ],
        'levels',
      ),
    ],
    [
      'parts',
      select(
        [
          'own.*',
          ...places.flatMap((place) => {
            const parts = explainedShares(order, place);
            return parts === null
              ? []
              : [`${parts.own} AS part_${place.field}`, `${parts.equal} AS part_equal_${place.field}`];
          }),
        ],
        'own',
      ),
    ],
    [
      'explained',
      select(
        [
          'parts.*',
          ...places.flatMap((place) => [
            `${explainedOwn(order, place)} AS explained_${place.field}`,
            `${explainedEqual(order, place)} AS most_${place.field}`,
          ]),
        ],
        'parts',
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

/** Bits of a level, and of the rarity of the value where the level counts it; of a given name less where it goes with the family name oftener than is usual. */
function ownBits(order: ModelSqlOrder, field: number): string {
  const { model, comparisons } = order;
  const [m, u] = [model.m[field]!, model.u[field]!];
  const beyond = beyondUsual(order, field);
  const weights = comparisons[field]!.levels.map(({ rarity }, at) => {
    const weight = number(Math.log2(m[at]! / u[at]!));
    const rare = rarity === 0 ? '' : ` + ${number(rarity)} * log2(${number(u[0]!)} / ${share(field)})`;
    const less = rarity === 0 || beyond === null ? '' : ` - ${number(rarity)} * ${beyond}`;
    return `WHEN ${at + 1} THEN ${weight}${rare}${less}`;
  });
  return `CASE level_${field} ${weights.join(' ')} ELSE 0e0 END`;
}

/** Bits by which the given name goes with the family name oftener than is usual, where both agree; null of other fields. */
function beyondUsual({ model, comparisons }: ModelSqlOrder, field: number): string | null {
  const names = namesApart(model.names);
  if (names === null || field !== names.given) return null;
  const both = `level_${names.family} BETWEEN 1 AND ${comparisons[names.family]!.levels.length - 1} AND level_${field} IN (${agreeing(comparisons[field]!)})`;
  return `CASE WHEN ${both} THEN greatest(0e0, names_together - ${number(names.usualBits)}) ELSE 0e0 END`;
}

const agreeing = ({ levels }: Comparison) =>
  levels.flatMap(({ rarity }, at) => (rarity > 0 ? [at + 1] : [])).join(', ');

/** Bits of a value that both would bear, as frequent as the more frequent of the two or as what they share. */
function equalBits(order: ModelSqlOrder, field: number): string {
  const { model, comparisons, fields } = order;
  const beyond = beyondUsual(order, field);
  const part = comparisons[field]!.levels.findIndex(({ name }) => name === 'one of two') + 1;
  const most =
    fields[field]!.type === 'family-name'
      ? `CASE WHEN level_${field} = ${part} THEN greatest(${share(field)}, ${sharedShare(field)}) ELSE ${share(field)} END`
      : share(field);
  return `log2(${number(model.m[field]![0]!)} / ${most})${beyond === null ? '' : ` - ${beyond}`}`;
}

/** Of different things at the level of a field so many share what is meant; 0 where it does not agree. */
function meantSql({ model, comparisons }: ModelSqlOrder, field: number): string {
  const weight = (at: number) => Math.log2(model.m[field]![at]! / model.u[field]![at]!);
  const cases = comparisons[field]!.levels.flatMap(({ rarity }, at) =>
    rarity > 0 ? [`WHEN ${at + 1} THEN ${number(Math.min(1, 2 ** (weight(at) - weight(0))))}`] : [],
  );
  return cases.length === 0 ? '0e0' : `CASE level_${field} ${cases.join(' ')} ELSE 0e0 END`;
}

const greatest = (of: readonly string[]) => (of.length === 1 ? of[0]! : `greatest(${of.join(', ')})`);

/**
 * The share of agreement in a field that another explains, of the level as it is and of equal values: of a birth date shared by two who are called
 * otherwise, being twins. Null where nothing explains it.
 */
function explainedShares(order: ModelSqlOrder, place: ScoringPlace): { own: string; equal: string } | null {
  const { model, comparisons, fields } = order;
  const { field, explainers, ofOneBirth } = place;
  const { twins } = model;
  const part = (of: number, g: number) => `${number(of)} * meant_${g}`;
  const others = explainers.map((g) => part(model.explained[g]![field]!, g));
  const explained = others.length === 0 ? '0e0' : greatest(others);
  const isDate = twins !== null && fields[field]!.type === 'date';
  const born = isDate ? ofOneBirth.map((g) => part(twins.shares[g]![field]!, g)) : [];
  const family = fields.findIndex(({ type }) => type === 'family-name');
  if (isDate && twins.ofFamily[field]! > 0)
    born.push(`least(${number(shareMost)}, ${number(twins.ofFamily[field]!)} / ${share(family)}) * meant_${family}`);
  if (born.length === 0) return others.length === 0 ? null : { own: explained, equal: explained };
  const calledOtherwise = `level_${twins!.given} = ${comparisons[twins!.given]!.levels.length}`;
  const of = (isEqual: string) =>
    `CASE WHEN ${isEqual}${calledOtherwise} AND ${greatest(born)} > 0e0 THEN ${greatest(born)} ELSE ${explained} END`;
  return { own: of(`level_${field} = 1 AND `), equal: of('') };
}

/** u becomes share + (1 − share) u for equal values, (1 − share) u for others. */
function explainedOwn(order: ModelSqlOrder, place: ScoringPlace): string {
  const { field } = place;
  if (explainedShares(order, place) === null) return `own_${field}`;
  const m = `CASE level_${field} ${[...order.model.m[field]!].map((each, at) => `WHEN ${at + 1} THEN ${number(each)}`).join(' ')} END`;
  const added = `CASE WHEN level_${field} = 1 THEN part_${field} ELSE 0e0 END`;
  return `CASE WHEN level_${field} = 0 THEN 0e0 ELSE log2(${m} / (${added} + (1e0 - part_${field}) * ${m} / pow(2e0, own_${field}))) END`;
}

function explainedEqual(order: ModelSqlOrder, place: ScoringPlace): string {
  const { field } = place;
  if (explainedShares(order, place) === null) return `equal_${field}`;
  const m = number(order.model.m[field]![0]!);
  const part = `part_equal_${field}`;
  return `CASE WHEN level_${field} = 0 THEN 0e0 ELSE log2(${m} / (${part} + (1e0 - ${part}) * ${m} / pow(2e0, equal_${field}))) END`;
}

/** What is written alike, or shared in part, weighs no more than the same shared whole. */
function boundedBits({ comparisons }: ModelSqlOrder, field: number): string {
  const bounded = comparisons[field]!.levels.flatMap((each, at) => (meansOneText(each) ? [at + 1] : []));
  const [own, most] = [`explained_${field}`, `most_${field}`];
  return bounded.length === 0
    ? own
    : `CASE WHEN level_${field} IN (${bounded.join(', ')}) THEN least(${own}, ${most}) ELSE ${own} END`;
}
