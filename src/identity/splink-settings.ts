/**
 * A model as settings of Splink, and read back from them.
 *
 * **Source.** Splink 4, settings schema: comparisons with levels, m and u of each, the chance that two records drawn at random are of the
 * same thing.
 * **Input.** A model with the fields it was learnt of. **Output.** Settings; what Splink has no place for stands under `flashlight`.
 * **Limits.** What agreement in one field explains of another (`explained`) is not in Splink's model: without it people of one household
 * score higher there than here.
 */
import type { FieldType } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import type { Model } from './learn-model.ts';
import { levelSql, quoted } from './level-sql.ts';

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
}

/** Raised when the meaning of a level, a comparison or a figure of the model changes. */
export const modelVersion = 1;

export interface SettingsOrder {
  readonly model: Model;
  readonly fields: readonly { readonly name: string; readonly type: FieldType }[];
  readonly comparisons: readonly Comparison[];
  readonly uniqueId: string;
  readonly linkOnly: boolean;
  readonly blocks: readonly string[];
}

export function splinkSettings({
  model,
  fields,
  comparisons,
  uniqueId,
  linkOnly,
  blocks,
}: SettingsOrder): SplinkSettings {
  const given = fields.find(({ type }) => type === 'given-name');
  const family = fields.find(({ type }) => type === 'family-name');
  const exchange = given && family ? { given: given.name, family: family.name } : null;
  return {
    link_type: linkOnly ? 'link_only' : 'dedupe_only',
    unique_id_column_name: uniqueId,
    probability_two_random_records_match: model.prior,
    blocking_rules_to_generate_predictions: blocks,
    comparisons: fields.map(({ name, type }, field) => {
      const conditions = levelSql(type, name, exchange);
      return {
        output_column_name: name,
        comparison_description: type,
        comparison_levels: [
          {
            sql_condition: `${quoted(name, 'l')} IS NULL OR ${quoted(name, 'r')} IS NULL`,
            label_for_charts: 'missing',
            is_null_level: true,
          },
          ...comparisons[field]!.levels.map((level, at) => ({
            sql_condition: conditions[at]!,
            label_for_charts: level.name,
            m_probability: model.m[field]![at]!,
            u_probability: model.u[field]![at]!,
            ...(level.rarity > 0 ? { tf_adjustment_column: name, tf_adjustment_weight: level.rarity } : {}),
          })),
        ],
      };
    }),
    flashlight: { version: modelVersion, fields, explained: model.explained.map((of) => [...of]) },
  };
}

/** The model of some settings, or what is wrong with them for the fields given. */
export function modelOfSettings(
  value: unknown,
  fields: readonly { readonly name: string; readonly type: FieldType }[],
  comparisons: readonly Comparison[],
): { readonly model: Model } | { readonly expected: string; readonly got: string } {
  const settings = value as Partial<SplinkSettings> | null;
  const version = settings?.flashlight?.version;
  if (version !== modelVersion)
    return { expected: `a model of version ${modelVersion}`, got: String(version ?? 'none') };
  const of = settings!.flashlight!.fields?.map(({ name, type }) => `${name} (${type})`).join(', ');
  const wanted = fields.map(({ name, type }) => `${name} (${type})`).join(', ');
  if (of !== wanted) return { expected: `a model of the fields ${wanted}`, got: String(of) };
  const shares = (field: number, key: 'm_probability' | 'u_probability') =>
    Float64Array.from(
      settings!.comparisons?.[field]?.comparison_levels.filter((level) => !level.is_null_level) ?? [],
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
  const explained = settings!.flashlight!.explained.map((each) => Float64Array.from(each));
  return { model: { m, u, prior, explained } };
}
