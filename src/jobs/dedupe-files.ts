import { readFile } from 'node:fs/promises';
import { diagnose } from '../identity/diagnose.ts';
import { bitsOf, dedupeTable } from '../identity/dedupe-table.ts';
import {
  evaluateClusters,
  evaluateLabels,
  pairAgreementOf,
  type ClusterAgreement,
  type LabelAgreement,
  type PairAgreement,
} from '../identity/evaluate-clusters.ts';
import { openComparisons } from '../identity/open-comparisons.ts';
import { modelOfSettings, splinkSettings, type SplinkSettings } from '../identity/splink-settings.ts';
import { explainPair, type PairExplanation } from '../identity/explain-pair.ts';
import { frequenciesOf, pairScorer } from '../identity/score-pairs.ts';
import type { Model } from '../identity/learn-model.ts';
import { Failure } from '../model/errors.ts';
import { Random } from '../stats/random.ts';
import { readIdentityConfig } from './read-identity-config.ts';
import { readIdentityFiles, type IdentityRecords } from './read-identity-files.ts';
import { readLabels, type IdentityLabels } from './read-identity-labels.ts';
import { writeWhole } from './write-whole.ts';

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
  readonly model: SplinkSettings;
}

export type Evaluation =
  | { readonly kind: 'clusters'; readonly pairs: PairAgreement; readonly clustered: ClusterAgreement }
  | { readonly kind: 'labelled pairs'; readonly clustered: LabelAgreement };

/** Groups the records of some files by the thing they are of; writes the groups and the model where asked. */
export async function dedupeFiles(order: DedupeFilesOrder): Promise<DedupeFilesAnswer> {
  const config = await readIdentityConfig(order.config);
  const records = await readIdentityFiles(config, order.files, order.onRecords);
  const fields = records.table.fields.map(({ name, type }) => ({ name, type }));
  const given = order.model === undefined ? null : await readModel(order.model, records);
  const random = new Random(`identity/${order.seed}`);
  const deduped = dedupeTable(records.table, {
    random: () => random.next(),
    blocking: config.blocking,
    accept: config.accept,
    ...(given ? { model: given } : {}),
  });
  const { clusterOf, links, blocks } = deduped;
  const model = splinkSettings({
    model: deduped.model,
    fields,
    comparisons: openComparisons(records.table).fields,
    uniqueId: config.uniqueId,
    linkOnly: config.linkOnly,
    blocks: blocks.map(({ name }) => name),
  });
  const labels = order.labels === undefined ? null : await readLabels(order.labels, config.uniqueId, records.ids);
  const evaluation = labels ? evaluate(labels, records, deduped) : undefined;
  if (order.diagnosis !== undefined) {
    const truthOf = labels?.kind === 'clusters' ? labels.truthOf : null;
    await writeWhole(order.diagnosis, `${JSON.stringify(diagnose(records.table, deduped, truthOf), null, 2)}\n`);
  }
  if (order.out !== undefined) await writeClusters(order.out, records.ids, deduped);
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
    links: links.bits.reduce((sum, bits) => sum + (bits >= 0 ? 1 : 0), 0),
    clusters: sizes.reduce((sum, size) => sum + (size > 0 ? 1 : 0), 0),
    clustersOfTwoOrMore: sizes.reduce((sum, size) => sum + (size > 1 ? 1 : 0), 0),
    secondsCpu: (userCPUTime + systemCPUTime) / 1e6,
    peakMegabytes: Math.round(maxRSS / 1024),
    ...(evaluation ? { evaluation } : {}),
    warnings: deduped.warnings,
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

/** Why two records of some files are held for one thing or not, by a model learnt before. */
export async function explainRecords(order: ExplainOrder): Promise<PairExplanation & { readonly joins: boolean }> {
  const config = await readIdentityConfig(order.config);
  const records = await readIdentityFiles(config, order.files);
  const model = await readModel(order.model, records);
  if (!model)
    throw new Failure(
      'file.missing',
      `Expected a model at ${order.model}; there is no file. \`flashlight identity dedupe --model\` writes one.`,
    );
  const [a, b] = [order.a, order.b].map((id) => {
    const at = records.ids.indexOf(id);
    if (at < 0)
      throw new Failure('identity.ids', `Expected the id of a record in ${order.files.join(', ')}; there is no ${id}.`);
    return at;
  });
  const { table } = records;
  const comparison = openComparisons(table);
  const scorer = pairScorer(table, comparison, model, frequenciesOf(table));
  const explanation = explainPair(table, comparison, scorer, a!, b!);
  return { ...explanation, joins: explanation.bits >= bitsOf(config.accept) };
}

async function readModel(path: string, { table }: IdentityRecords): Promise<Model | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Failure('file.unreadable', `Expected a model at ${path}; it cannot be read.`, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Failure('identity.model', `Expected JSON in the model ${path}; ${(cause as Error).message}.`, { cause });
  }
  const read = modelOfSettings(value, table.fields, openComparisons(table).fields);
  if ('model' in read) return read.model;
  throw new Failure(
    'identity.model',
    `Expected ${read.expected} in ${path}; got ${read.got}. Give another file, or learn one anew.`,
    {
      detail: { path },
    },
  );
}

function evaluate(
  labels: IdentityLabels,
  { table }: IdentityRecords,
  { clusterOf, links, standsFor }: ReturnType<typeof dedupeTable>,
): Evaluation {
  if (labels.kind === 'pairs') return { kind: 'labelled pairs', clustered: evaluateLabels(clusterOf, labels.pairs) };
  const { truthOf } = labels;
  return {
    kind: 'clusters',
    pairs: pairAgreementOf({ links, standsFor, truthOf, sourceOf: table.linkOnly ? table.sourceOf : null }),
    clustered: evaluateClusters(clusterOf, truthOf),
  };
}

async function writeClusters(
  path: string,
  ids: readonly string[],
  { clusterOf, probabilityOf }: ReturnType<typeof dedupeTable>,
): Promise<void> {
  const lines = ['unique_id,cluster_id,probability'];
  for (const [record, id] of ids.entries())
    lines.push(`${cell(id)},${cell(ids[clusterOf[record]!]!)},${probabilityOf[record]!.toFixed(6)}`);
  await writeWhole(path, `${lines.join('\n')}\n`);
}

const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
