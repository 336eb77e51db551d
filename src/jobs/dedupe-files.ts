import { availableParallelism } from 'node:os';
import type { Caution } from '../identity/caution.ts';
import { diagnose } from '../identity/diagnose.ts';
import { apartIn, bitsOf, finishDedupe, planDedupe, type Deduped } from '../identity/dedupe-table.ts';
import {
  evaluateClusters,
  evaluateLabels,
  pairAgreementOf,
  recordPairs,
  type ClusterAgreement,
  type LabelAgreement,
  type PairAgreement,
} from '../identity/evaluate-clusters.ts';
import { openComparisons } from '../identity/open-comparisons.ts';
import { splinkSettings, type SplinkSettings } from '../identity/splink-settings.ts';
import { countedByRows } from '../identity/distinct-rows.ts';
import { explainPair, type PairExplanation } from '../identity/explain-pair.ts';
import { frequenciesOf, pairScorer } from '../identity/pair-scorer.ts';
import type { RecordIds } from '../identity/record-ids.ts';
import { Failure } from '../model/errors.ts';
import { Random } from '../stats/random.ts';
import { readIdentityConfig } from './read-identity-config.ts';
import { readIdentityFiles, type IdentityRecords } from './read-identity-files.ts';
import { readLabels, type IdentityLabels } from './read-identity-labels.ts';
import { scoreInWorkers } from './score-in-workers.ts';
import { readIdentityModel, requireIdentityModel } from './read-identity-model.ts';
import { csvCell, refuseToOverwrite, writeLines, writeWhole } from './write-whole.ts';

export interface DedupeFilesOrder {
  readonly config: string;
  readonly files: readonly string[];
  /** Where the group of each record is written. */
  readonly out?: string | undefined;
  /** A truth to hold the answer against. */
  readonly labels?: string | undefined;
  /** Where the model is written; where a file is there already, it is read and used instead of learning one. */
  readonly model?: string | undefined;
  /** Where what a statistician looks at is written. */
  readonly diagnosis?: string | undefined;
  readonly seed: number;
  /** Threads that score pairs; as many as the machine has processors where it is left out. The answer is the same. */
  readonly workers?: number | undefined;
  readonly onRecords?: (records: number) => void;
}

export interface DedupeFilesAnswer {
  readonly records: number;
  readonly rowsLost: number;
  readonly blocks: readonly {
    readonly name: string;
    readonly pairs: number;
    readonly recordsLeft: number;
    readonly largest: number;
  }[];
  readonly candidatePairs: number;
  readonly blockingRecallEstimate: number | null;
  /** Pairs held for one thing by themselves, with even odds or better. */
  readonly links: number;
  readonly clusters: number;
  readonly clustersOfTwoOrMore: number;
  readonly secondsCpu: number;
  readonly peakMegabytes: number;
  readonly evaluation?: Evaluation;
  readonly warnings: readonly string[];
  /** Those of the warnings that something should be done about, each by its code. */
  readonly cautions: readonly Caution[];
  /** Whether the model was read from its file, not learnt from these records. */
  readonly modelRead: boolean;
  readonly model: SplinkSettings;
}

export type Evaluation =
  | { readonly kind: 'clusters'; readonly pairs: PairAgreement; readonly clustered: ClusterAgreement }
  | { readonly kind: 'labelled pairs'; readonly pairs: LabelAgreement; readonly clustered: LabelAgreement };

/** Groups the records of some files by the thing they are of; writes the groups and the model where asked. */
export async function dedupeFiles(order: DedupeFilesOrder): Promise<DedupeFilesAnswer> {
  const read = [order.config, ...order.files, ...(order.labels === undefined ? [] : [order.labels])];
  await refuseToOverwrite(read, [order.out, order.model, order.diagnosis]);
  const config = await readIdentityConfig(order.config);
  const records = await readIdentityFiles(config, order.files, order.onRecords);
  const fields = records.table.fields.map(({ name, type, authoritative }) => ({ name, type, authoritative }));
  const given = order.model === undefined ? null : await readIdentityModel(order.model, records.table);
  const random = new Random(`identity/${order.seed}`);
  const plan = planDedupe(records.table, {
    random: () => random.next(),
    blocking: config.blocking,
    accept: config.accept,
    ...(given ? { learnt: given } : {}),
  });
  const deduped = finishDedupe(plan, await scoreInWorkers(plan, order.workers ?? availableParallelism()));
  const { clusterOf, links, blocks } = deduped;
  const model = splinkSettings({
    model: deduped.model,
    fields,
    comparisons: plan.comparison.fields,
    uniqueId: config.uniqueId,
    linkOnly: config.linkOnly,
    blocks: deduped.blocksUsed.map(({ keys }) => keys.map(({ field, derivation }) => ({ field, derivation }))),
  });
  const labels = order.labels === undefined ? null : await readLabels(order.labels, config.uniqueId, records.ids);
  const evaluation = labels ? evaluate(labels, records, deduped) : undefined;
  if (order.diagnosis !== undefined) {
    const truthOf = labels?.kind === 'clusters' ? labels.truthOf : null;
    await writeWhole(order.diagnosis, `${JSON.stringify(diagnose(records.table, deduped, truthOf), null, 2)}\n`);
  }
  if (order.out !== undefined) await writeLines(order.out, clusterLines(records.ids, deduped));
  if (order.model !== undefined && !given) await writeWhole(order.model, `${JSON.stringify(model, null, 2)}\n`);
  const sizes = new Int32Array(clusterOf.length);
  for (const cluster of clusterOf) sizes[cluster]!++;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    records: records.ids.length,
    rowsLost: records.rowsLost,
    blocks,
    candidatePairs: deduped.candidatePairs,
    blockingRecallEstimate: deduped.blockingRecallEstimate,
    links: recordPairs(links, deduped.standsFor, !config.linkOnly),
    clusters: sizes.reduce((sum, size) => sum + (size > 0 ? 1 : 0), 0),
    clustersOfTwoOrMore: sizes.reduce((sum, size) => sum + (size > 1 ? 1 : 0), 0),
    secondsCpu: (userCPUTime + systemCPUTime) / 1e6,
    peakMegabytes: Math.round(maxRSS / 1024),
    ...(evaluation ? { evaluation } : {}),
    warnings: [
      ...records.warnings,
      ...records.cautions.map(({ message }) => message),
      ...deduped.warnings,
      ...(labels?.warnings ?? []),
    ],
    cautions: [...records.cautions, ...deduped.cautions],
    modelRead: given !== null,
    model,
  };
}

export interface ExplainOrder {
  readonly config: string;
  readonly model: string;
  readonly files: readonly string[];
  readonly a: string;
  readonly b: string;
}

/** Why two records of some files are held for one thing or not, by a model learnt before; `apart` where they never may be, whatever they say. */
export async function explainRecords(
  order: ExplainOrder,
): Promise<PairExplanation & { readonly joins: boolean; readonly apart: boolean }> {
  const config = await readIdentityConfig(order.config);
  const records = await readIdentityFiles(config, order.files);
  const table = countedByRows(records.table);
  const { model } = await requireIdentityModel(order.model, table);
  const [a, b] = [order.a, order.b].map((id) => {
    const at = records.ids.find(id);
    if (at < 0)
      throw new Failure('identity.ids', `Expected the id of a record in ${order.files.join(', ')}; there is no ${id}.`);
    return at;
  });
  const comparison = openComparisons(table);
  const scorer = pairScorer(table, comparison, model, frequenciesOf(table, model.names));
  const explanation = explainPair(table, comparison, scorer, a!, b!);
  const apart = apartIn({ ...table, linkOnly: config.linkOnly }, comparison).some(({ valueOf, ruleOut }) => {
    const [x, y] = [valueOf[a!]!, valueOf[b!]!];
    return x !== 0 && y !== 0 && ruleOut(x, y);
  });
  return { ...explanation, apart, joins: !apart && explanation.bits >= bitsOf(config.accept) };
}

function evaluate(
  labels: IdentityLabels,
  { table }: IdentityRecords,
  { clusterOf, links, standsFor }: Deduped,
): Evaluation {
  if (labels.kind === 'pairs') {
    const evens = evenPairs(links, standsFor);
    return {
      kind: 'labelled pairs',
      pairs: evaluateLabels(labels.pairs, evens),
      clustered: evaluateLabels(labels.pairs, (a, b) => clusterOf[a] === clusterOf[b]),
    };
  }
  const { truthOf } = labels;
  const sourceOf = table.linkOnly ? table.sourceOf : null;
  return {
    kind: 'clusters',
    pairs: pairAgreementOf({ links, standsFor, truthOf, sourceOf }),
    clustered: evaluateClusters(clusterOf, truthOf, sourceOf),
  };
}

/** Whether two records say the same, or have even odds or better. */
function evenPairs({ a, b, bits }: Deduped['links'], standsFor: Int32Array): (x: number, y: number) => boolean {
  const key = (x: number, y: number) => Math.min(x, y) * standsFor.length + Math.max(x, y);
  const even = new Set<number>();
  a.forEach((x, at) => bits[at]! >= 0 && even.add(key(x, b[at]!)));
  return (x, y) => standsFor[x] === standsFor[y] || even.has(key(standsFor[x]!, standsFor[y]!));
}

function* clusterLines(ids: RecordIds, { clusterOf, probabilityOf }: Deduped): Generator<string> {
  yield 'unique_id,cluster_id,probability';
  for (let record = 0; record < ids.length; record++)
    yield `${csvCell(ids.at(record))},${csvCell(ids.at(clusterOf[record]!))},${probabilityOf[record]!.toFixed(6)}`;
}
