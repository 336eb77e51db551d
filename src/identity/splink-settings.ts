/**
 * A model as settings of Splink, and read back from them.
 *
 * **Source.** Splink 4, settings schema: comparisons with levels, m and u of each, the chance that two records drawn at random are of the
 * same thing.
 * **Input.** A model with the fields it was learnt of. **Output.** Settings; what Splink has no place for stands under `flashlight`.
 * **Limits.** What agreement in one field explains of another (`explained`) and which names go together (`names`) is not in Splink's model, which
 * counts records for people besides: people of one household and of one name score higher there than here.
 */
import { isKeyOf } from './blocking-keys.ts';
import type { FieldType } from './comparison.ts';
import { number } from './bits-sql.ts';
import { isOther, meansOneText, type Comparison, type Level } from './comparison.ts';
import type { Model } from './learn-model.ts';
import { isWornSql, levelSql, registerColumn, sided, type SqlField } from './level-sql.ts';
import type { SqlKey } from './model-sql.ts';
import { keySql, preparedSql, shareColumn } from './prepare-sql.ts';
import { sqlDialectOf, type SqlDialect } from './sql-dialect.ts';
import type { PeopleModel } from './whole-names.ts';
import { isWornKey } from './worn-places.ts';

export interface SplinkSettings {
  readonly link_type: 'dedupe_only' | 'link_only';
  readonly unique_id_column_name: string;
  readonly probability_two_random_records_match: number;
  readonly blocking_rules_to_generate_predictions: readonly string[];
  readonly comparisons: readonly SplinkComparison[];
  readonly flashlight: {
    readonly version: number;
    readonly fields: readonly { readonly name: string; readonly type: FieldType }[];
    readonly explained: readonly (readonly number[])[];
    readonly twins: {
      readonly given: number;
      readonly shares: readonly (readonly number[])[];
      readonly ofFamily: readonly number[];
    } | null;
    readonly names: PeopleModel | null;
    /** Blocks by their keys: the place of the field, and what is derived of it. */
    readonly blocks: readonly (readonly SqlKey[])[];
    /** The query that makes, of a table `records` of cleaned cells, the one the conditions are asked of. */
    readonly prepare: string;
  };
}

interface SplinkComparison {
  readonly output_column_name: string;
  readonly comparison_description: string;
  readonly comparison_levels: readonly SplinkLevel[];
}

interface SplinkLevel {
  readonly sql_condition: string;
  readonly label_for_charts: string;
  readonly is_null_level?: boolean;
  readonly m_probability?: number;
  readonly u_probability?: number;
  readonly tf_adjustment_column?: string;
  readonly tf_adjustment_weight?: number;
  readonly tf_minimum_u_value?: number;
}

/** Raised when the meaning of a level, a comparison or a figure of the model changes. */
export const modelVersion = 8;

export interface SettingsOrder {
  readonly model: Model;
  readonly fields: readonly SqlField[];
  readonly comparisons: readonly Comparison[];
  readonly uniqueId: string;
  readonly linkOnly: boolean;
  readonly blocks: readonly (readonly SqlKey[])[];
}

const sql = sqlDialectOf.duckdb;

export function splinkSettings(order: SettingsOrder): SplinkSettings {
  const { model, fields, comparisons, uniqueId, linkOnly, blocks } = order;
  const conditions = levelSql(fields, sql);
  return {
    link_type: linkOnly ? 'link_only' : 'dedupe_only',
    unique_id_column_name: uniqueId,
    probability_two_random_records_match: model.prior,
    blocking_rules_to_generate_predictions: blocks.map((block) =>
      [...block.map((key) => ruleOf(key, fields)), ...registerRules(fields, comparisons)].join(' AND '),
    ),
    comparisons: fields.map(({ name, type }, field) => {
      const { missing, levels, said } = conditions[field]!;
      const weighedAs = (sql_condition: string, label_for_charts: string, at: number, rarity: number): SplinkLevel => ({
        sql_condition,
        label_for_charts,
        m_probability: model.m[field]![at]!,
        u_probability: model.u[field]![at]!,
        ...(rarity > 0
          ? { tf_adjustment_column: name, tf_adjustment_weight: rarity, tf_minimum_u_value: model.least[field]! }
          : {}),
      });
      const weighed = comparisons[field]!.levels.map((level, at) =>
        weighedAs(levels[at]!, level.name, at, level.rarity),
      );
      const bounds = comparisons[field]!.levels.flatMap((level, at) => {
        const share = shareOfBound(model, field, at, level);
        if (share === null) return [];
        // Where the values are so frequent that the level would weigh more than the value itself, it weighs as the value does.
        const [l, r] = (['l', 'r'] as const).map((side) => sided(shareColumn(name), side, sql));
        const condition = `(${levels[at]!}) AND greatest(${l}, ${r}) > ${number(share)}`;
        return [{ at, bound: weighedAs(condition, level.name + boundLabel, 0, 1) }];
      });
      const all = weighed.flatMap((level, at) => [...bounds.flatMap((of) => (of.at === at ? [of.bound] : [])), level]);
      const nothing = (sql_condition: string, label_for_charts: string) => ({
        sql_condition,
        label_for_charts,
        is_null_level: true,
      });
      return {
        output_column_name: name,
        comparison_description: type,
        comparison_levels: [
          nothing(missing, 'missing'),
          ...all.slice(0, -1),
          ...(said === null ? [] : [nothing(said, 'said by the given name')]),
          ...all.slice(-1),
        ],
      };
    }),
    flashlight: {
      version: modelVersion,
      fields: fields.map(({ name, type }) => ({ name, type })),
      explained: model.explained.map((of) => [...of]),
      twins: model.twins && {
        given: model.twins.given,
        shares: model.twins.shares.map((of) => [...of]),
        ofFamily: [...model.twins.ofFamily],
      },
      names: model.names,
      blocks,
      prepare: preparedSql(fields, uniqueId, sql, model.u),
    },
  };
}

/** Ends the label of a level that bounds the one after it. */
const boundLabel = ' (as the value itself)';
/** Whether a level of the settings is no level of the comparison, but the bound of the one after it. */
export const isBound = ({ label_for_charts: label }: Pick<SplinkLevel, 'label_for_charts'>): boolean =>
  label.endsWith(boundLabel);

/** The share from which on a level would weigh more than the value itself; null where it never does. */
function shareOfBound({ m, u }: Model, field: number, at: number, level: Level): number | null {
  if (!meansOneText(level)) return null;
  const weight = (of: number) => Math.log2(m[field]![of]! / u[field]![of]!);
  const share = u[field]![0]! * 2 ** (-(weight(at) - weight(0)) / (1 - level.rarity));
  return share < 1 ? share : null;
}

/** That two numbers of a register, of which a thing has one, do not differ by more than slips: Splink has no place for it but its rules. */
function registerRules(fields: readonly SqlField[], comparisons: readonly Comparison[]): string[] {
  // The conditions know columns by their side: x_l is x of the left row.
  const sides: SqlDialect = { ...sql, column: (name) => `${name.slice(-1)}.${sql.column(name.slice(0, -2))}` };
  return levelSql(fields, sides).flatMap(({ levels }, field) => {
    const { name, authoritative } = fields[field]!;
    if (!authoritative) return [];
    const closer = levels.filter((_, at) => !isOther(comparisons[field]!.levels[at]!));
    const blank = (['l', 'r'] as const).map((side) => `${sided(registerColumn(name), side, sides)} IS NULL`);
    return [`(${[...blank, ...closer.map((condition) => `(${condition})`)].join(' OR ')})`];
  });
}

function ruleOf({ field, derivation }: SqlKey, fields: readonly SqlField[]): string {
  const of = (side: 'l' | 'r'): SqlDialect => ({ ...sql, column: (name) => `${side}.${sql.column(name)}` });
  const worn = (side: 'l' | 'r') => isWornSql(of(side).column(fields[field]!.name), sql);
  const oneWorn = isWornKey(derivation) ? ` AND (${worn('l')} OR ${worn('r')})` : '';
  return `${keySql(fields[field]!, derivation, of('l'))} = ${keySql(fields[field]!, derivation, of('r'))}${oneWorn}`;
}

/** The model of some settings, or what is wrong with them for the fields given. */
export function modelOfSettings(
  value: unknown,
  fields: readonly { readonly name: string; readonly type: FieldType }[],
  comparisons: readonly Comparison[],
):
  | { readonly model: Model; readonly blocks: readonly (readonly SqlKey[])[] }
  | { readonly expected: string; readonly got: string } {
  const settings = value as Partial<SplinkSettings> | null;
  const version = settings?.flashlight?.version;
  if (version !== modelVersion)
    return { expected: `a model of version ${modelVersion}`, got: String(version ?? 'none') };
  const of = settings!.flashlight!.fields?.map(({ name, type }) => `${name} (${type})`).join(', ');
  const wanted = fields.map(({ name, type }) => `${name} (${type})`).join(', ');
  if (of !== wanted) return { expected: `a model of the fields ${wanted}`, got: String(of) };
  const shares = (field: number, key: 'm_probability' | 'u_probability') =>
    Float64Array.from(
      settings!.comparisons?.[field]?.comparison_levels.filter((level) => !level.is_null_level && !isBound(level)) ??
        [],
      (level) => level[key] ?? NaN,
    );
  const m = fields.map((_, field) => shares(field, 'm_probability'));
  const u = fields.map((_, field) => shares(field, 'u_probability'));
  const wrong = fields.findIndex((_, field) =>
    [m[field]!, u[field]!].some(
      (levels) =>
        levels.length !== comparisons[field]!.levels.length || levels.some((share) => !(share > 0 && share < 1)),
    ),
  );
  if (wrong >= 0)
    return {
      expected: `${comparisons[wrong]!.levels.length} levels of ${fields[wrong]!.name} with m and u between 0 and 1`,
      got: 'others',
    };
  const prior = settings!.probability_two_random_records_match;
  if (!(typeof prior === 'number' && prior > 0 && prior < 1))
    return { expected: 'a prior between 0 and 1', got: String(prior) };
  // Of equal values the rarity of the value always counts.
  const least = Float64Array.from(fields, (_, field) => {
    const levels = settings!.comparisons?.[field]?.comparison_levels ?? [];
    return levels.find((level) => !level.is_null_level)?.tf_minimum_u_value ?? NaN;
  });
  const rareless = least.findIndex((share) => !(share > 0 && share <= 1));
  if (rareless >= 0)
    return {
      expected: `a least frequency of ${fields[rareless]!.name} between 0 and 1`,
      got: String(least[rareless]),
    };
  const explained = settings!.flashlight!.explained.map((each) => Float64Array.from(each));
  const { names, twins } = settings!.flashlight!;
  const { blocks } = settings!.flashlight!;
  const stray = blocks
    ?.flat()
    .find(({ field, derivation }) => fields[field] === undefined || !isKeyOf(fields[field].type, derivation));
  if (!blocks || stray)
    return {
      expected: 'blocks of keys its fields have',
      got: stray ? (stray.derivation ?? 'a field it has not') : 'none',
    };
  return {
    model: {
      m,
      u,
      prior,
      least,
      explained,
      twins: twins
        ? {
            given: twins.given,
            shares: twins.shares.map((each) => Float64Array.from(each)),
            ofFamily: Float64Array.from(twins.ofFamily),
          }
        : null,
      names: names ?? null,
    },
    blocks,
  };
}
