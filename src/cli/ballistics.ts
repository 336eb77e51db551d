import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { calibrateScans, type Calibrated } from '../jobs/calibrate-scans.ts';
import {
  likelihoodRatio,
  readCalibrationSet,
  type CalibrationSet,
  type LikelihoodRatio,
} from '../jobs/calibration-set.ts';
import { compareScansCompat, turnsAbout } from '../jobs/compare-scans-compat.ts';
import { createScanComparer, loadExhibit, type ComparedScans } from '../jobs/compare-scans.ts';
import { indexScans } from '../jobs/index-scans.ts';
import { inspectScan, type InspectedScan } from '../jobs/inspect-scan.ts';
import { prepareScan } from '../jobs/prepare-scan.ts';
import { writeScanMatrix, type UnreadScan } from '../jobs/scan-matrix.ts';
import { searchScans, type ScanSearch } from '../jobs/search-scans.ts';
import type { UndeterminedCode } from '../model/exhibits.ts';
import { characteristicName, type KnownClass } from '../model/firearm-class.ts';
import { classOf, classOptions, wholeClassOf } from './ballistics-class.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';

const workersMax = 64;

export const ballisticsCommand: Command = {
  name: 'ballistics',
  summary: 'Read and compare scans of cartridge cases',
  help: `flashlight ballistics inspect FILE.x3p [--json]
flashlight ballistics compare A.x3p B.x3p [--mode fast|cmc-compat] [--rotations FROM..TO]
                              [--calibration SET.json CLASS] [--json]
flashlight ballistics prepare RAW.x3p --out SURFACE.x3p [--mask MASK.pbm] [--json]
flashlight ballistics matrix DIR --out SCORES.csv [--workers N] [--json]
flashlight ballistics search QUERY.x3p --collection DIR_OR_INDEX [--top N] [--only NAME=VALUE]… [--exhaustive]
                              [--calibration SET.json CLASS] [--json]
flashlight ballistics index DIR --out INDEX [--classes CLASSES.csv] [--json]
flashlight ballistics calibrate DIR --truth TRUTH.csv --class WORDS CLASS --out SET.json [--workers N] [--json]

CLASS is --calibre CALIBRE --aperture SHAPE --breech-face MARKS, like "9 mm Luger", RECTANGULAR, PARALLEL.

Needs no store. Scans are X3P files (ISO 25178-72) of breech-face impressions. inspect says what a file
holds: size, steps, units, how much was not measured, instrument, checksums, and what is odd about it.

prepare finds the breech face on a raw scan of a cartridge head, levels it and writes it alone, in steps of
6.25 µm, with how surely it was found (below .5 look at it). compare takes such surfaces. With --mask what a
person drew is taken instead: a portable bitmap (P4) as wide and high as the scan, 1 (black) where the breech
face is. Nothing is added that was not measured.

compare lays B over A, turned any way, and looks for cells of each (450 µm) on the other: congruent are
those alike (correlation .5 or more) that lie within 75 µm of where the others say. The score is the share
of all cells compared, both ways, that are congruent; it is the same whichever file is named first.
  {score, logLikelihoodRatio: {kind: determined, log10, low, high, cut, class, firearms} or
   {kind: undetermined, code}, congruentCells, congruentCellsReverse,
   highCongruentCells, cellsCompared, rotationDegrees, translationMicrons: {x, y},
   wholeScanCorrelation, cells: [{row, column, xMicrons, yMicrons, rotationDegrees, correlation,
   congruent}], seconds}
With --mode cmc-compat cells are compared as the open program cmcR does (eight by eight, steps of 6.25 µm,
turns in steps of 3°), the score is its count of the High CMC rule, congruentCells those of Song 2013. Turns
are those of --rotations (-30..30 gives cmcR's own answer), or 30° to both sides of how the fast mode lays
B. In the fast mode --rotations leaves out other turns.
A score is no probability. It says what is worth an examiner's look; people conclude.

calibrate compares all scans of a folder whose firearms are known (columns file and firearm) and writes how
counts of congruent cells fall among pairs of one firearm and of two; --class says in words of which
firearms, ammunition and instrument, CLASS of which calibre, firing-pin aperture and breech face all of them
are. With that set compare and search say how much likelier what was found is if both were fired in one
firearm than if in two of that class, never beyond what the set bears out. It holds for that class alone:
CLASS says it of both files of compare, and of the QUERY of search, whose others have it from the index.
Where one is of another, where it is not known, or where --rotations left turns out, there is no ratio.

matrix compares every two scans of a folder. search ranks a folder, or an index, by its likeness to one scan: candidates.
index makes scans ready once and keeps them in a folder that grows: run it again for more scans; what is there
is passed over, but for a class told anew. An index is searched through sieves, the last of which is the comparison itself (how many
went through each is said); --exhaustive compares with everything. --classes says what is known of each file
(columns file, calibre, aperture, breechFace and the like; blank or unknown is not known); --only
calibre=9LUGER leaves out of an index what is known to be of another, never what is not known. Given again
it adds: another value of a name, or another name that must hold too.

Example: flashlight ballistics compare scene.x3p test-fire.x3p --json`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        mask: { type: 'string' },
        mode: { type: 'string', default: 'fast' },
        rotations: { type: 'string' },
        workers: { type: 'string' },
        collection: { type: 'string' },
        top: { type: 'string', default: '20' },
        only: { type: 'string', multiple: true, default: [] },
        exhaustive: { type: 'boolean', default: false },
        classes: { type: 'string' },
        calibration: { type: 'string' },
        truth: { type: 'string' },
        class: { type: 'string' },
        ...classOptions,
        json: { type: 'boolean', default: false },
      },
    });
    const [verb, ...files] = positionals;
    const expect = (count: number, what: string) => {
      if (files.length !== count) throw new UsageError(`Expected ${what}; got ${files.length} names.`);
    };
    if (verb === 'inspect') {
      expect(1, 'one X3P file');
      const inspected = await inspectScan(files[0]!);
      if (values.json) io.json(inspected);
      else io.out(describe(inspected));
      return 0;
    }
    if (verb === 'prepare') {
      expect(1, 'one X3P file');
      if (values.out === undefined) throw new UsageError('Expected --out and the name of an X3P file.');
      const prepared = await prepareScan(files[0]!, values.out, values.mask ?? null);
      if (values.json) io.json(prepared);
      else
        io.out(
          `${prepared.breechFace} of ${prepared.measured} measured points are of the breech face (${prepared.maskConfidence === null ? 'drawn by a person' : `confidence ${prepared.maskConfidence.toFixed(2)}`}, in ${prepared.maskDirections} of 72 directions), in ${prepared.out}`,
        );
      for (const { code, message } of prepared.warnings) io.err(`${prepared.file}: ${message} [${code}]`);
      return 0;
    }
    if (verb === 'compare') {
      expect(2, 'two X3P files');
      const { mode } = values;
      if (mode !== 'fast' && mode !== 'cmc-compat')
        throw new UsageError(`Expected --mode to be fast or cmc-compat; got ${mode}.`);
      const turns = values.rotations === undefined ? null : rotations(values.rotations);
      const calibration = values.calibration === undefined ? null : await readCalibrationSet(values.calibration);
      const known = classOf(values);
      return compare(files[0]!, files[1]!, { mode, turns, calibration, known, json: values.json }, io);
    }
    if (verb === 'matrix') {
      expect(1, 'one folder');
      if (values.out === undefined) throw new UsageError('Expected --out and the name of a CSV file.');
      const matrix = await writeScanMatrix(files[0]!, values.out, workersOf(values.workers), progress(io));
      tellUnread(matrix.unread, io);
      if (values.json) io.json(matrix);
      else io.out(`${matrix.pairs} pairs of ${matrix.scans} scans in ${values.out}, ${matrix.seconds.toFixed(1)} s`);
      return matrix.unread.length > 0 ? 1 : 0;
    }
    if (verb === 'search') {
      expect(1, 'one X3P file');
      if (values.collection === undefined)
        throw new UsageError('Expected --collection and a folder of X3P files, or an index.');
      const told = progress(io);
      const found = await searchScans(
        files[0]!,
        values.collection,
        {
          top: wholeNumber('top', values.top, 100_000),
          calibration: values.calibration === undefined ? null : await readCalibrationSet(values.calibration),
          queryClass: classOf(values),
          only: characteristics(values.only),
          exhaustive: values.exhaustive,
        },
        told,
      );
      tellUnread(found.unread, io);
      if (values.json) io.json(found);
      else {
        for (const { rank, file, score, congruentCells, wholeScanCorrelation } of found.candidates)
          io.out(
            `${String(rank).padStart(4)}  ${score?.toFixed(3) ?? '  ?  '}  ${String(congruentCells).padStart(3)} cells  ${wholeScanCorrelation?.toFixed(3) ?? '  ?  '}  ${file}`,
          );
        io.out(describeSearched(found));
      }
      return found.unread.length > 0 ? 1 : 0;
    }
    if (verb === 'index') {
      expect(1, 'one folder');
      if (values.out === undefined) throw new UsageError('Expected --out and the folder of an index.');
      const told = progress(io);
      const indexed = await indexScans(
        { folder: files[0]!, out: values.out, classes: values.classes ?? null },
        (done, of) => told('made ready', done, of),
      );
      tellUnread(indexed.unread, io);
      if (values.json) io.json(indexed);
      else
        io.out(
          `${indexed.added} scans added, ${indexed.known} there already (${indexed.reclassified} of another class than before): ${indexed.exhibits} in ${indexed.out}, ${indexed.seconds.toFixed(1)} s`,
        );
      return indexed.unread.length > 0 ? 1 : 0;
    }
    if (verb === 'calibrate') {
      expect(1, 'one folder');
      const { truth, class: words, out } = values;
      if (truth === undefined || out === undefined || !words?.trim())
        throw new UsageError(
          'Expected --truth and a CSV file, --class and words for the class, and --out and a JSON file.',
        );
      const firearmClass = wholeClassOf(values);
      const calibrated = await calibrateScans(
        { folder: files[0]!, truth, words: words.trim(), firearmClass, out, workers: workersOf(values.workers) },
        progress(io),
      );
      tellUnread(calibrated.unread, io);
      if (values.json) io.json(calibrated);
      else io.out(describeCalibrated(calibrated));
      return calibrated.unread.length > 0 ? 1 : 0;
    }
    throw new UsageError(
      `Expected inspect, prepare, compare, matrix, search, index or calibrate; got ${verb ?? 'nothing'}.`,
    );
  },
};

interface CompareOptions {
  readonly mode: 'fast' | 'cmc-compat';
  readonly turns: { readonly from: number; readonly to: number } | null;
  readonly calibration: CalibrationSet | null;
  /** What is said of both. */
  readonly known: KnownClass;
  readonly json: boolean;
}

/** `calibre=9LUGER`, as often as wanted: values of one name add up. */
function characteristics(given: readonly string[]): Record<string, readonly string[]> {
  const only: Record<string, string[]> = {};
  for (const text of given) {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1)
      throw new UsageError(`Expected --only as NAME=VALUE, like calibre=9LUGER; got ${text}.`);
    (only[characteristicName(text.slice(0, at))] ??= []).push(text.slice(at + 1));
  }
  return only;
}

function workersOf(text: string | undefined): number {
  return wholeNumber('workers', text ?? String(availableParallelism()), workersMax);
}

function describeCalibrated({ out, scans, unnamed, undetermined, set }: Calibrated): string {
  const power = (value: number) => (10 ** value).toPrecision(2);
  return [
    `${set.pairsOfOne} pairs of one and ${set.pairsOfTwo} of two of ${set.firearms} firearms, ${scans} scans, in ${out}`,
    `ratios from ${power(set.bounds.low)} to ${power(set.bounds.high)} are borne out`,
    `of pairs of one firearm ${set.misleadingOfOne} spoke for two, of pairs of two ${set.misleadingOfTwo} for one; cost ${set.cost.toFixed(3)} bits, ${set.leastCost.toFixed(3)} at least`,
    ...(undetermined > 0 ? [`${undetermined} pairs overlapped too little to count`] : []),
    ...(unnamed.length > 0 ? [`not in the truth: ${unnamed.join(', ')}`] : []),
  ].join('\n');
}

const whyNoRatio: Readonly<Record<UndeterminedCode, string>> = {
  'no-calibration-set':
    'A score is no probability, and no likelihood ratio is given without a calibration set of the class.',
  'calibration-of-other-method':
    'No likelihood ratio: the calibration set is of another method, or of another version of it.',
  'calibration-without-class':
    'No likelihood ratio: the calibration set does not say of which calibre, aperture and breech face it is. Calibrate again, saying so.',
  'other-class': 'No likelihood ratio: the calibration set is of another calibre, aperture or breech face.',
  'class-unknown':
    'No likelihood ratio: say of which class both are (--calibre, --aperture, --breech-face). A set holds for its class alone.',
  'turns-left-out':
    'No likelihood ratio: the calibration set is of counts over the full circle, and --rotations left turns out.',
  'too-little-compared': 'Too little was compared for a likelihood ratio.',
};

function describeSearched({ compared, otherClass, unknownClass, stages }: ScanSearch): string {
  const went = [
    [stages.rings, 'by rings'],
    [stages.cells, 'by cells'],
  ] as const;
  const sieves = went.filter(([n, how]) => n > 0 || how === 'by cells').map(([n, how]) => `${n} ${how}`);
  return `${compared} compared: ${sieves.join(', ')}; ${otherClass} left out as known to be of another class, ${unknownClass} kept though it is not known`;
}

function describeRatio(ratio: LikelihoodRatio): string {
  if (ratio.kind === 'undetermined') return whyNoRatio[ratio.code];
  const [said, low, high] = [ratio.log10, ratio.low, ratio.high].map((value) => (10 ** value).toPrecision(2));
  const times =
    ratio.cut === 'high'
      ? `at least ${said} times, of which the set bears out no more,`
      : ratio.cut === 'low'
        ? `at most ${said} times, of which the set bears out no less,`
        : `${said} times (${low} to ${high})`;
  return `What was found is ${times} as likely if both were fired in one firearm as if in two of: ${ratio.class} (${ratio.firearms} firearms). For no other class, and no probability that they were.`;
}

async function compare(
  a: string,
  b: string,
  { mode, turns, calibration, known, json }: CompareOptions,
  io: CommandIo,
): Promise<number> {
  const began = performance.now();
  const found = await comparedBy(mode, a, b, turns, io);
  const turnsLeftOut = turns !== null && turns.to - turns.from < 360;
  const ratio = likelihoodRatio({ ...found, turnsLeftOut }, calibration, [known, known]);
  const compared = { ...found, logLikelihoodRatio: ratio };
  const seconds = Number(((performance.now() - began) / 1000).toFixed(3));
  if (json) {
    io.json({ ...compared, seconds });
    return 0;
  }
  if (compared.score === null) {
    io.out('Too little of the two overlaps to say anything.');
    return 0;
  }
  const { congruentCells, congruentCellsReverse, cellsCompared, cellsComparedReverse } = compared;
  const laid =
    compared.rotationDegrees === null || compared.translationMicrons === null
      ? []
      : [
          `the second turned by ${compared.rotationDegrees.toFixed(1)}°, moved by ${compared.translationMicrons.x.toFixed(0)} and ${compared.translationMicrons.y.toFixed(0)} µm`,
        ];
  io.out(
    [
      mode === 'fast'
        ? `score ${compared.score.toFixed(3)} (${congruentCells + congruentCellsReverse} of ${cellsCompared + cellsComparedReverse} cells congruent, both ways)`
        : `${compared.score} congruent cells by the High CMC rule`,
      `${congruentCells} of ${cellsCompared} cells of the first, ${congruentCellsReverse} of ${cellsComparedReverse} of the second`,
      ...laid,
      ...(compared.wholeScanCorrelation === null
        ? []
        : [`correlation of the wholes ${compared.wholeScanCorrelation.toFixed(3)}`]),
      describeRatio(compared.logLikelihoodRatio),
    ].join('\n'),
  );
  return 0;
}

async function comparedBy(
  mode: CompareOptions['mode'],
  a: string,
  b: string,
  turns: CompareOptions['turns'],
  io: CommandIo,
): Promise<ComparedScans> {
  if (mode === 'cmc-compat' && turns !== null) return compareScansCompat(a, b, turns);
  const exhibits = [await loadExhibit(a), await loadExhibit(b)] as const;
  for (const { file, warnings } of exhibits) for (const warning of warnings) io.err(`${file}: ${warning}`);
  const fast = (await createScanComparer(turns))(exhibits[0], exhibits[1]);
  return mode === 'fast' ? fast : compareScansCompat(a, b, turnsAbout(fast.rotationDegrees));
}

/** `-30..30`: degrees from one to the other. */
function rotations(text: string): { from: number; to: number } {
  const [, from, to] = /^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  const turns = { from: Number(from), to: Number(to) };
  if (from === undefined || !(turns.from <= turns.to) || turns.from < -360 || turns.to > 360)
    throw new UsageError(`Expected --rotations as two angles of -360 to 360, like -30..30; got ${text}.`);
  return turns;
}

function describe(scan: InspectedScan): string {
  const share = `${scan.missing} of ${scan.points} points not measured`;
  const size =
    scan.width === null
      ? `${scan.points} points (${scan.featureType})`
      : `${scan.width} × ${scan.height} points of ${scan.pitchMicrons!.toPrecision(4)} µm, ${(scan.widthMicrons! / 1000).toFixed(2)} × ${(scan.heightMicrons! / 1000).toFixed(2)} mm`;
  const range = scan.heightRangeMicrons === null ? [] : [`heights over ${scan.heightRangeMicrons.toPrecision(3)} µm`];
  const { manufacturer, model, probe, creator } = scan.instrument ?? {};
  const who = [manufacturer, model, probe, creator].filter((one) => one).join(', ');
  return [
    `${scan.file}: ${size}`,
    [share, ...range, `numbers ${scan.numbers}`].join('; '),
    ...(who === '' ? [] : [who]),
    `checksums: ${scan.checksums.map(({ part, outcome }) => `${part} ${outcome}`).join(', ')}`,
    ...scan.warnings.map(({ code, message }) => `${message} [${code}]`),
  ].join('\n');
}

function tellUnread(unread: readonly UnreadScan[], io: CommandIo): void {
  for (const { code, message } of unread) io.err(`flashlight ballistics: ${message} [${code}]`);
}

/** A line a second at most, and none of what is done within the first. */
function progress(io: CommandIo): (what: string, done: number, of: number) => void {
  let told = performance.now();
  return (what, done, of) => {
    if (performance.now() - told < 1000) return;
    told = performance.now();
    io.err(`${what}: ${done} of ${of}`);
  };
}

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new UsageError(`Expected --${name} to be 1 to ${most}; got ${text}.`);
  return value;
}
