import { basename } from 'node:path';
import { ringBytes, ringSieve } from '../ballistics/ring-spectra.ts';
import { Failure } from '../model/errors.ts';
import {
  characteristicName,
  characteristicsDiffer,
  cleanCharacteristic,
  unknownClass as nothingKnown,
  type Characteristic,
  type KnownClass,
} from '../model/firearm-class.ts';
import { chanceCandidates, likelihoodRatio, type CalibrationSet, type LikelihoodRatio } from './calibration-set.ts';
import { createScanComparer, loadExhibit, type ScanExhibit } from './compare-scans.ts';
import { surfaceKernel } from './correlation-kernel.ts';
import { isScanIndex, openScanIndex, type IndexedScan, type ScanIndex } from './scan-index.ts';
import { comparedPair, loadCollection, type ComparedPair, type UnreadScan } from './scan-matrix.ts';

export interface ScanCandidate extends Omit<ComparedPair, 'a' | 'b'> {
  readonly file: string;
  readonly rank: number;
  readonly logLikelihoodRatio: LikelihoodRatio;
  /** If all that were compared were of other firearms, how many would be as alike or more; null without a calibration set that holds. */
  readonly expectedByChance: number | null;
}

export interface ScanSearch {
  readonly query: string;
  /** Scans the query was compared with, one way or another. */
  readonly compared: number;
  /** How many of an index were looked at by rings, and by cells; of a folder all are compared by cells. */
  readonly stages: {
    readonly rings: number;
    readonly cells: number;
  };
  /** Left out as of another class, and kept though what was asked for is not known of them. */
  readonly otherClass: number;
  readonly unknownClass: number;
  /** The likeliest first; those of whom nothing can be said last. */
  readonly candidates: readonly ScanCandidate[];
  readonly unread: readonly UnreadScan[];
  readonly seconds: number;
}

/** Characteristics of a scan by name, as people wrote them. */
export type WrittenClass = Readonly<Record<string, string>>;

export interface SearchOrder {
  readonly top: number;
  readonly calibration: CalibrationSet | null;
  /** What is known of the class of the scan that is searched for: without it there is no likelihood ratio. */
  readonly queryClass: KnownClass;
  /** Of an index: characteristics that must be one of these, or unknown. */
  readonly only: Readonly<Record<string, readonly string[]>>;
  /** Of an index: everything is compared by cells. */
  readonly exhaustive: boolean;
  /** Of an index: so many at least go on from each of both ways of looking at rings; a thousand where nothing is said. */
  readonly comparedLeast?: number;
  /** Of an index: what is known of a scan now; null where it is no candidate at all. The class it was put in with, where nothing is said. */
  readonly classOf?: (scan: IndexedScan) => WrittenClass | null;
  /**
   * The scene a scan was found at, by the name of its file; null where that is not known. Where it is given, three of one scene at most use up what is
   * asked for, and whatever has many congruent cells is a candidate beside them.
   */
  readonly sceneOf?: (file: string) => string | null;
}

type Progress = (what: string, done: number, of: number) => void;

/** Compares a scan with every other of a folder or an index: the likeliest, as candidates for a person to look at. */
export async function searchScans(
  queryFile: string,
  collection: string,
  order: SearchOrder,
  progress: Progress,
): Promise<ScanSearch> {
  const began = performance.now();
  const indexed = await isScanIndex(collection);
  if (!indexed && Object.keys(order.only).length > 0)
    throw new Failure(
      'scan.classes',
      `${collection}: expected an index where --only is given; a folder of scans says nothing of their classes: make an index with --classes, or search without --only.`,
      { detail: { path: collection } },
    );
  const query = await loadExhibit(queryFile);
  const found = indexed
    ? await searchIndex(query, collection, order, progress)
    : await searchFolder(query, collection, progress);
  return rankedSearch(basename(queryFile), found, order, began);
}

/** The same of an index, for a scan that is loaded; candidates are named as the index names them. */
export async function searchScanIndex(
  query: ScanExhibit,
  folder: string,
  order: SearchOrder,
  progress: Progress,
): Promise<ScanSearch> {
  const began = performance.now();
  return rankedSearch(query.file, await searchIndex(query, folder, order, progress), order, began);
}

function rankedSearch(query: string, found: Found, order: SearchOrder, began: number): ScanSearch {
  const ranked = found.pairs.toSorted(
    (p, q) =>
      (q.score ?? -1) - (p.score ?? -1) ||
      (q.wholeScanCorrelation ?? -1) - (p.wholeScanCorrelation ?? -1) ||
      (p.b < q.b ? -1 : 1),
  );
  const { pairs: _pairs, ...about } = found;
  return {
    query,
    ...about,
    candidates: foremost(ranked, order).map((pair, at) => candidateOf(pair, at + 1, found.compared, order)),
    seconds: Number(((performance.now() - began) / 1000).toFixed(3)),
  };
}

/** From so many congruent cells each way up a pair is looked at whatever else is: Song 2013, as published. */
const manyCells = 6;
const perScene = 3;
/** Of those with many cells: more are no list that anybody looks at. */
const manyMost = 200;

/**
 * As many of the likeliest as are asked for, of which one scene has three at most, so that a scene of fifty cartridge cases of one firearm hides no
 * other; and beside them whatever has many congruent cells.
 */
function foremost(ranked: readonly FoundPair[], { top, sceneOf }: SearchOrder): FoundPair[] {
  if (sceneOf === undefined) return ranked.slice(0, top);
  const ofScene = new Map<string, number>();
  let [asked, many] = [0, 0];
  return ranked.filter((pair) => {
    const scene = sceneOf(pair.b);
    const before = scene === null ? 0 : (ofScene.get(scene) ?? 0);
    if (scene !== null) ofScene.set(scene, before + 1);
    if (asked < top && before < perScene) {
      asked++;
      return true;
    }
    return Math.min(pair.congruentCells, pair.congruentCellsReverse) >= manyCells && many++ < manyMost;
  });
}

function candidateOf(
  { a: _a, b, known, ...pair }: FoundPair,
  rank: number,
  compared: number,
  { calibration, queryClass }: SearchOrder,
): ScanCandidate {
  const logLikelihoodRatio = likelihoodRatio({ ...pair, mode: 'fast' }, calibration, [queryClass, known]);
  const holds = calibration !== null && logLikelihoodRatio.kind === 'determined';
  const expectedByChance = holds ? chanceCandidates(pair, calibration, compared) : null;
  return { rank, file: b, ...pair, logLikelihoodRatio, expectedByChance };
}

type FoundPair = ComparedPair & { readonly known: KnownClass };
type Found = Omit<ScanSearch, 'query' | 'candidates' | 'seconds'> & { readonly pairs: readonly FoundPair[] };

async function searchFolder(query: ScanExhibit, folder: string, progress: Progress): Promise<Found> {
  const { exhibits, unread } = await loadCollection(folder, (done, of) => progress('made ready', done, of));
  const compare = await createScanComparer();
  // The query itself, where it lies in the folder, is no candidate.
  const others = exhibits.filter(({ sha256 }) => sha256 !== query.sha256);
  const pairs = others.map((other, at) => {
    progress('compared', at, others.length);
    return { ...comparedPair(query, other, compare), known: nothingKnown };
  });
  const stages = { rings: 0, cells: others.length };
  return { pairs, compared: others.length, stages, otherClass: 0, unknownClass: 0, unread };
}

// So many are compared by cells that rings rank first about their middles, and as many more that they rank first laid anywhere, as parts of impressions
// are; ten times what is asked for where that is more. Up to twice as many are therefore all compared.
const comparedLeast = 1000;
const comparedPerAsked = 10;
const chunkScans = 1024;

async function searchIndex(query: ScanExhibit, folder: string, order: SearchOrder, progress: Progress): Promise<Found> {
  const index = await openScanIndex(folder);
  try {
    const classOf = order.classOf ?? ((scan: IndexedScan) => scan.class);
    const others = index.scans.flatMap((scan, at) => {
      const written = scan.sha256 === query.sha256 ? null : classOf(scan);
      return written === null ? [] : [{ known: cleanClass(written), at }];
    });
    if (order.classOf === undefined)
      expectNames(
        folder,
        order.only,
        index.scans.map((scan) => scan.class),
      );
    const asked = cleanAsked(folder, order.only);
    const kept = others.filter(({ known }) =>
      asked.every(([name, values]) => {
        const is = known.get(name);
        return is === undefined || values.some((value) => !characteristicsDiffer(name, value, is));
      }),
    );
    // Kept although nothing is known of what was asked for, or something else is told that is not sure.
    const unknownClass = kept.filter(({ known }) =>
      asked.some(([name, values]) => values.every(({ value }) => known.get(name)?.value !== value)),
    ).length;
    const about = { compared: kept.length, otherClass: others.length - kept.length, unknownClass, unread: [] };
    const all = kept.map(({ at }) => at);
    const stages = { rings: 0, cells: 0 };
    let left = all;
    const most = Math.max(order.comparedLeast ?? comparedLeast, comparedPerAsked * order.top);
    if (!order.exhaustive && all.length > 2 * most) {
      stages.rings = all.length;
      left = likestByRings(all, most, await ringScores(index, query, all, progress));
    }
    stages.cells = left.length;
    const compare = await createScanComparer();
    const pairs: FoundPair[] = [];
    const knownAt = new Map(kept.map(({ known, at }) => [at, known]));
    for (const at of left) {
      const scan = index.scans[at]!;
      const exhibit = await index.readExhibit(scan);
      const other = { file: scan.file, sha256: scan.sha256, exhibit, warnings: [] };
      pairs.push({ ...comparedPair(query, other, compare), known: knownClassOf(knownAt.get(at)!) });
      progress('compared', pairs.length, left.length);
    }
    return { pairs, stages, ...about };
  } finally {
    await index.close();
  }
}

type CleanClass = ReadonlyMap<string, Characteristic>;

function cleanClass(written: WrittenClass): CleanClass {
  return new Map(
    Object.entries(written).flatMap(([name, text]) => {
      const value = cleanCharacteristic(characteristicName(name), text);
      return value === null ? [] : [[characteristicName(name), value] as const];
    }),
  );
}

/** What is sure of a class: words that name several calibres are not. */
function knownClassOf(known: CleanClass): KnownClass {
  const sure = (name: string) => (known.get(name)?.assumed === false ? known.get(name)!.value : null);
  return { calibre: sure('calibre'), aperture: sure('aperture'), breechFace: sure('breechFace') };
}

function cleanAsked(folder: string, only: SearchOrder['only']): (readonly [string, readonly Characteristic[]])[] {
  return Object.entries(only).map(([name, texts]) => {
    const values = texts.map((text) => {
      const value = cleanCharacteristic(characteristicName(name), text);
      if (value === null) throw notAsked(folder, `a ${name} that says which, got ${text}`);
      return value;
    });
    return [characteristicName(name), values] as const;
  });
}

/** A name that no scan of the index has would leave nothing out, and look as if it had. */
function expectNames(folder: string, only: SearchOrder['only'], classes: readonly WrittenClass[]): void {
  const names = new Set(classes.flatMap((written) => Object.keys(written).map(characteristicName)));
  const missing = Object.keys(only).find((name) => !names.has(characteristicName(name)));
  if (missing !== undefined)
    throw notAsked(
      folder,
      names.size === 0
        ? `an index that says something of classes, got one without any`
        : `one of ${[...names].sort().join(', ')}, got ${missing}`,
    );
}

function notAsked(folder: string, what: string): Failure {
  return new Failure('scan.classes', `${folder}: expected of --only ${what}: correct it, or index with --classes.`, {
    detail: { path: folder },
  });
}

interface RingScores {
  readonly near: Float32Array;
  readonly anywhere: Float32Array;
}

/** The first by one way of looking, and as many more by the other; where scores tie, those that were put into the index first. */
function likestByRings(scans: readonly number[], most: number, { near, anywhere }: RingScores): number[] {
  const first = (among: readonly number[], scores: Float32Array) =>
    among.toSorted((a, b) => scores[b]! - scores[a]! || a - b).slice(0, most);
  const chosen = new Set(
    first(
      scans.map((_, n) => n),
      near,
    ),
  );
  const others = scans.flatMap((_, n) => (chosen.has(n) ? [] : [n]));
  for (const n of first(others, anywhere)) chosen.add(n);
  return scans.filter((_, n) => chosen.has(n));
}

async function ringScores(
  index: ScanIndex,
  { exhibit }: ScanExhibit,
  scans: readonly number[],
  progress: Progress,
): Promise<RingScores> {
  const sieves = {
    near: ringSieve(await surfaceKernel(), exhibit.coarse, 'near'),
    anywhere: ringSieve(await surfaceKernel(), exhibit.coarse, 'anywhere'),
  };
  const scores = { near: new Float32Array(scans.length), anywhere: new Float32Array(scans.length) };
  for (let done = 0; done < scans.length;) {
    const from = scans[done]!;
    const to = Math.min(index.scans.length, from + chunkScans);
    const packed = await index.readRings(from, to);
    // Those of another class lie between.
    const here = scans.slice(done, done + chunkScans).filter((at) => at < to);
    const kept = new Int8Array(here.length * ringBytes);
    for (const [n, at] of here.entries())
      kept.set(packed.subarray((at - from) * ringBytes, (at - from + 1) * ringBytes), n * ringBytes);
    scores.near.set(sieves.near(kept), done);
    scores.anywhere.set(sieves.anywhere(kept), done);
    done += here.length;
    progress('looked through', done, scans.length);
  }
  return scores;
}
