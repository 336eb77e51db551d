import { parseArgs } from 'node:util';
import { writeIdentitySql } from '../jobs/write-identity-sql.ts';
import { dedupeFiles, explainRecords, type DedupeFilesAnswer } from '../jobs/dedupe-files.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';

/** More threads than this share out too little each. */
const workersMax = 64;

export const identityCommand: Command = {
  name: 'identity',
  summary: 'Which records of some files are of the same person, firearm, dealer or place',
  help: `flashlight identity dedupe CONFIG.json FILE… [--out clusters.csv] [--labels truth.csv]
                           [--model model.json] [--diagnosis look.json] [--seed N]
                           [--workers N] [--json]
flashlight identity explain CONFIG.json MODEL.json FILE… ID_A ID_B [--json]
flashlight identity sql CONFIG.json MODEL.json [FILE… --cleaned records.csv] [--dialect duckdb|spark]

Needs no store. CONFIG names the column of the id and the columns to compare, each with a type:
  { "uniqueId": "id",
    "fields": [ {"column": "surname", "type": "family-name"},
                {"column": "born", "type": "date", "format": "yyyyMMdd"},
                {"columns": ["street", "unit"], "type": "address"} ],
    "blocking": "auto", "linkOnly": false }
Types: given-name family-name full-name date address street postcode place state phone email
identifier category number firearm-serial firearm-make licence text. With linkOnly two files or
more are given, each without duplicates of its own. A cell that is blank says nothing. "accept"
(0 to 1, 0.26 where left out) asks for more or less before groups are joined; "authoritative": true
beside an identifier keeps apart records whose numbers differ by more than slips; filler there (0,
9999999, a count) is read as blank, and a number of many people keeps nobody apart. With linkOnly a
record that two of another file bid for alike is joined to neither.

--out writes each record's group and how surely it belongs there. --labels holds the answer
against a truth. --model writes what was learnt, as settings of Splink; a file that is there
already is used instead of learning. --diagnosis writes what a statistician looks at: completeness,
what each training block saw, weights by bits, precision and recall by threshold, sizes of groups.
The same files and seed give the same answer, whatever the number of --workers (threads that score
pairs, as many as there are processors where it is left out).
explain says field by field what speaks for and against two records being of one thing. sql prints a
model as one query over a table "records" of cleaned cells, a row for each pair its blocks bring, with
whether it is never joined whatever its bits (apart); with files and --cleaned that table is written as CSV.

Example: flashlight identity dedupe people.json people.csv --out clusters.csv --model model.json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        labels: { type: 'string' },
        model: { type: 'string' },
        diagnosis: { type: 'string' },
        cleaned: { type: 'string' },
        dialect: { type: 'string', default: 'duckdb' },
        seed: { type: 'string', default: '1' },
        workers: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [verb, config, ...rest] = positionals;
    if (verb === 'explain') {
      const [model, ...more] = rest;
      const [a, b] = more.slice(-2);
      if (config === undefined || model === undefined || more.length < 3)
        throw new UsageError('Expected a configuration, a model, a file or more and two ids.');
      const explained = await explainRecords({ config, model, files: more.slice(0, -2), a: a!, b: b! });
      if (values.json) io.json(explained);
      else printExplanation(explained, io);
      return 0;
    }
    if (verb === 'sql') {
      const [model, ...files] = rest;
      const { dialect, cleaned } = values;
      if (config === undefined || model === undefined) throw new UsageError('Expected a configuration and a model.');
      if (dialect !== 'duckdb' && dialect !== 'spark')
        throw new UsageError(`Expected --dialect to be duckdb or spark; got ${dialect}.`);
      if ((cleaned === undefined) !== (files.length === 0))
        throw new UsageError(
          'Expected files of records together with --cleaned, the file their cleaned cells are written to.',
        );
      const sql = await writeIdentitySql({ config, model, dialect, files, cleaned });
      if (values.json) io.json({ dialect, sql });
      else io.out(sql.trimEnd());
      return 0;
    }
    if (verb !== 'dedupe') throw new UsageError('Expected dedupe, explain or sql.');
    if (config === undefined || rest.length === 0) throw new UsageError('Expected a configuration and a file or more.');
    const seed = Number(values.seed);
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new UsageError(`Expected --seed to be a whole number; got ${values.seed}.`);
    const workers = values.workers === undefined ? undefined : Number(values.workers);
    if (workers !== undefined && !(Number.isSafeInteger(workers) && workers >= 1 && workers <= workersMax))
      throw new UsageError(`Expected --workers to be a whole number from 1 to ${workersMax}; got ${values.workers}.`);
    let told = Date.now();
    const answer = await dedupeFiles({
      config,
      files: rest,
      out: values.out,
      labels: values.labels,
      model: values.model,
      diagnosis: values.diagnosis,
      seed,
      workers,
      onRecords: (records) => {
        if (Date.now() - told < 2000) return;
        told = Date.now();
        io.err(`${records} records read …`);
      },
    });
    for (const { message } of answer.cautions) io.err(`Note: ${message}`);
    if (values.json) io.json(answer);
    else printAnswer(answer, io);
    return 0;
  },
};

const signed = (bits: number) => `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`;

function printExplanation(explained: Awaited<ReturnType<typeof explainRecords>>, io: CommandIo): void {
  const { priorBits, steps, bits, joins, apart } = explained;
  io.out(
    [
      `${signed(priorBits).padStart(7)}  any two records`,
      ...steps.map(
        ({ field, a, b, description, bits: of, explainedBy }) =>
          `${signed(of).padStart(7)}  ${field}: ${description}${a || b ? ` (${a || 'blank'} / ${b || 'blank'})` : ''}${explainedBy === null ? '' : `; partly because ${explainedBy} agrees`}`,
      ),
      `${signed(bits).padStart(7)}  in all, in bits: ${apart ? 'never held together, whatever they say: they bear two numbers of a register, or stand in one file without duplicates' : `${joins ? 'enough' : 'not enough'} to hold the two together by themselves`}`,
    ].join('\n'),
  );
}

function printAnswer(answer: DedupeFilesAnswer, io: CommandIo): void {
  const { records, rowsLost, blocks, candidatePairs, blockingRecallEstimate, links, clusters, clustersOfTwoOrMore } =
    answer;
  const told = new Set(answer.cautions.map(({ message }) => message));
  const lines = [
    ...(answer.modelRead ? ['The model was read from its file, not learnt from these records.'] : []),
    `${records} records${rowsLost > 0 ? `, ${rowsLost} rows that could not be read left out` : ''}`,
    `${candidatePairs} pairs of rows compared (records that say the same are one row), brought together by ${blocks.length} blocks: ${blocks.map(({ name }) => name).join(' · ')}`,
    ...(blockingRecallEstimate === null
      ? []
      : [
          `Of the pairs of one thing that do not say the same throughout about ${(blockingRecallEstimate * 100).toFixed(1)} in 100 are among them, as far as the data tell`,
        ]),
    `${links} pairs of records with even odds or better, ${clusters} groups, ${clustersOfTwoOrMore} of two records or more`,
    ...evaluationLines(answer.evaluation),
    ...answer.warnings.filter((warning) => !told.has(warning)).map((warning) => `Note: ${warning}`),
    `${answer.secondsCpu.toFixed(1)} s of processor, ${answer.peakMegabytes} MB at most`,
  ];
  io.out(lines.join('\n'));
}

function evaluationLines(evaluation: DedupeFilesAnswer['evaluation']): string[] {
  if (!evaluation) return [];
  const line = (what: string, of: { precision: number; recall: number; f1: number }) =>
    `${what}: precision ${of.precision.toFixed(4)}, recall ${of.recall.toFixed(4)}, F1 ${of.f1.toFixed(4)}`;
  if (evaluation.kind === 'labelled pairs')
    return [
      line(`Against ${evaluation.clustered.pairsLabelled} labelled pairs, before grouping`, evaluation.pairs),
      line('After grouping', evaluation.clustered),
    ];
  return [
    line('Pairs, before grouping', evaluation.pairs),
    line('Pairs, after grouping', evaluation.clustered),
    line('B-cubed', evaluation.clustered.bCubed),
  ];
}
