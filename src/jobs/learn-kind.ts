import { kindPlans } from '../identity/compared-fields.ts';
import { bitsKeptMin, dedupeTable, type Deduped } from '../identity/dedupe-table.ts';
import { diagnose } from '../identity/diagnose.ts';
import { countedByRows, distinctRows } from '../identity/distinct-rows.ts';
import { FieldEncoder, type EncodedTable } from '../identity/encoded-table.ts';
import { labelFigures, nameFormsOf, thresholdToPropose, type LabelledPair } from '../identity/label-figures.ts';
import { numberedPairs } from '../identity/numbered-pairs.ts';
import { openComparisons } from '../identity/open-comparisons.ts';
import { frequenciesOf, pairScorer } from '../identity/pair-scorer.ts';
import { splinkSettings } from '../identity/splink-settings.ts';
import type { ComparedKind, ModelDiagnosis } from '../model/identity.ts';
import { Random } from '../stats/random.ts';

export interface LearnKindOrder {
  readonly kind: ComparedKind;
  /** What each observation in force says, field by field, and the feed it came by. */
  readonly cells: readonly (readonly string[])[];
  readonly feeds: readonly string[];
  /** What people judged: places in `cells`. */
  readonly judged: readonly { readonly a: number; readonly b: number; readonly same: boolean }[];
  /** Where it is left out, labels say. */
  readonly acceptBits: number | null | undefined;
  readonly seed: string;
}

export interface LearntKind {
  readonly settings: unknown;
  readonly blocks: readonly (readonly string[])[];
  readonly diagnosis: ModelDiagnosis;
  readonly acceptBits: number | null;
}

/** Learns a model from observations, and says what a statistician wants to know of it. */
export function learnKind(order: LearnKindOrder): LearntKind {
  const plan = kindPlans[order.kind];
  const encoders = plan.fields.map((field) => new FieldEncoder(field));
  for (const cells of order.cells) encoders.forEach((encoder, field) => encoder.add(cells[field] ?? ''));
  const whole: EncodedTable = {
    records: order.cells.length,
    fields: encoders.map((encoder) => encoder.encode()),
    sourceOf: new Uint8Array(order.cells.length),
    linkOnly: false,
  };
  const table = countedByRows(whole);
  const random = new Random(`identity/${order.seed}`);
  const deduped = dedupeTable(whole, { random: () => random.next(), blocking: plan.blocking ?? 'auto' });
  const comparisons = openComparisons(table).fields;
  const { model } = deduped;
  const settings = splinkSettings({
    model,
    fields: table.fields.map(({ name, type }) => ({ name, type })),
    comparisons,
    uniqueId: 'row',
    linkOnly: false,
    blocks: deduped.blocksUsed.map(({ keys }) => keys.map(({ field, derivation }) => ({ field, derivation }))),
  });
  const forms = nameFormsOf(table);
  const groupsOf = (record: number) => [`feed ${order.feeds[record]!}`, ...forms(record)];
  const { labels, acceptBits, warnings } = labelsOf(order, { table, deduped, groupsOf });
  const { sessions, histogram, clusterSizes, unlinkable, completeness, groups } = diagnose(
    whole,
    deduped,
    null,
    groupsOf,
  );
  return {
    settings,
    acceptBits,
    blocks: deduped.blocksUsed.map(({ keys }) => keys.map(({ name }) => name)),
    diagnosis: {
      records: table.records,
      distinct: distinctRows(whole).firstOf.length,
      completeness: [...completeness],
      unlinkable,
      groups: groups.map(({ filled, ...of }) => ({ ...of, filled: [...filled] })),
      levels: comparisons.flatMap(({ levels }, field) =>
        levels.map(({ name, description }, level) => {
          const [m, u] = [model.m[field]![level]!, model.u[field]![level]!];
          return { field: plan.fields[field]!.name, level: name, description, m, u, bits: Math.log2(m / u) };
        }),
      ),
      priorBits: Math.log2(model.prior / (1 - model.prior)),
      sessions: sessions.map(({ block, pairs, pairsSame, logLikelihoods }) => ({
        block,
        pairs,
        pairsSame,
        logLikelihoods: [...logLikelihoods],
      })),
      blocks: [...deduped.blocks],
      blockingRecall: deduped.blockingRecallEstimate,
      histogram: histogram.map(({ bits, pairs }) => ({ bits, pairs })),
      clusterSizes: [...clusterSizes],
      labels,
      warnings: [...deduped.warnings, ...warnings],
    },
  };
}

function labelsOf(
  order: LearnKindOrder,
  of: {
    readonly table: EncodedTable;
    readonly deduped: Deduped;
    readonly groupsOf: (record: number) => readonly string[];
  },
): { labels: ModelDiagnosis['labels']; acceptBits: number | null; warnings: readonly string[] } {
  const { table, deduped, groupsOf } = of;
  const comparison = openComparisons(table);
  const scorer = pairScorer(table, comparison, deduped.model, frequenciesOf(table, deduped.model.names));
  const known: { from: string; pairs: readonly LabelledPair[]; differentInAll: number }[] = [];
  const numbered = numberedPairs(table, deduped.links, { comparison, scorer });
  // A pair that a person judged is counted among the judgements alone.
  const { rowOf, firstOf } = distinctRows(table);
  const pairOf = (a: number, b: number) => {
    const [x, y] = [firstOf[rowOf[a]!]!, firstOf[rowOf[b]!]!];
    return `${Math.min(x, y)} ${Math.max(x, y)}`;
  };
  const judged = new Set(order.judged.map(({ a, b }) => pairOf(a, b)));
  const unjudged = numbered?.pairs.filter(({ a, b }) => !judged.has(pairOf(a, b))) ?? [];
  if (numbered && unjudged.length > 0)
    known.push({
      from: 'numbers behind which fingerprints stand',
      pairs: unjudged,
      differentInAll: numbered.differentInAll - differentAmong(numbered.pairs) + differentAmong(unjudged),
    });
  const shared = numbered?.sharedNumbers ?? 0;
  const warnings =
    shared === 0
      ? []
      : [
          `${shared} numbers of a register, borne by ${numbered!.sharedRows} rows, stand under more names or birth dates than a person has: nothing is learnt from them.`,
        ];
  if (order.judged.length > 0) {
    const pairs = order.judged.map(({ a, b, same }) => ({ a, b, same, bits: scorer.bits(a, b, bitsKeptMin) }));
    known.push({ from: 'judgements of people', pairs, differentInAll: differentAmong(pairs) });
  }
  const usual = kindPlans[order.kind].acceptBits;
  const acceptBits =
    order.acceptBits !== undefined
      ? order.acceptBits
      : usual === null
        ? null
        : thresholdToPropose(
            known.map((of) => labelFigures({ ...of, acceptBits: usual, groupsOf })),
            usual,
          );
  const labels = known.map(({ from, ...of }) => {
    const { byThreshold, figures, ...counts } = labelFigures({ ...of, acceptBits: acceptBits ?? Infinity, groupsOf });
    return {
      from,
      ...counts,
      byThreshold: [...byThreshold],
      figures: figures.map((of) => ({ ...of, byThreshold: [...of.byThreshold] })),
    };
  });
  return { labels, acceptBits, warnings };
}

const differentAmong = (pairs: readonly LabelledPair[]) => pairs.filter(({ same }) => !same).length;
