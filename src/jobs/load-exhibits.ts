import type pg from 'pg';
import { stageClock, type ExhibitTimes } from '../exhibits/exhibit-clocks.ts';
import { standsAside, stepsFrom, undoable } from '../exhibits/exhibit-states.ts';
import type { CorrelationRequest } from '../model/correlations.ts';
import { stageNames } from '../model/exhibit-board.ts';
import type { ExhibitClock, ExhibitPage } from '../model/exhibit-page.ts';
import type { ExhibitLine, ExhibitScan, ExhibitStepDone } from '../model/exhibits.ts';
import { Failure } from '../model/errors.ts';
import { entityId } from '../model/ids.ts';
import { findEntriesOf, findRecoveryRecord } from '../store/ballistic-entries.ts';
import { findCandidatesOf, findCorrelationsOf, type StoredCorrelation } from '../store/correlation-requests.ts';
import { countExhibits, listExhibits, type ExhibitFilter, type ListedExhibit } from '../store/exhibit-lists.ts';
import { findScansOf, type StoredScan } from '../store/exhibit-scans.ts';
import { findExhibitSteps, type StoredStep } from '../store/exhibits.ts';
import { findTestFires } from '../store/test-fires.ts';
import { loadExhibitRules, type ExhibitLook, type ExhibitRules } from './exhibit-clock-rules.ts';

const candidatesShown = 100;

/** Exhibits as a list, with how many stand where. */
export async function loadExhibitLines(
  client: pg.ClientBase,
  look: ExhibitLook,
  filter: ExhibitFilter,
  limit: number,
): Promise<{ items: ExhibitLine[]; more: boolean; counts: Record<string, number> }> {
  const found = await listExhibits(client, look.agencyId, filter, limit + 1);
  const rules = await loadExhibitRules(client, look);
  return {
    items: found.slice(0, limit).map((exhibit) => lineOf(exhibit, rules)),
    more: found.length > limit,
    counts: await countExhibits(client, look.agencyId),
  };
}

/** When an exhibit came where: a scan here, or an entry an import tells of, whichever was first. */
export function timesOf(exhibit: ListedExhibit): ExhibitTimes {
  const entries = [exhibit.imagedAt, exhibit.enteredAt].filter((at) => at !== null).toSorted();
  return {
    collectedAt: exhibit.collectedAt,
    receivedAt: exhibit.receivedAt,
    enteredAt: entries[0] ?? null,
    correlatedAt: exhibit.correlatedAt,
    leadAt: exhibit.leadAt,
    ended: standsAside(exhibit.state) || exhibit.state === 'NO_LEAD',
    passed: { enteredAt: exhibit.entryKey !== null },
  };
}

function lineOf(exhibit: ListedExhibit, rules: ExhibitRules): ExhibitLine {
  const late = stageNames.filter((stage) => {
    const clock = stageClock(timesOf(exhibit), stage, rules);
    return clock.kind === 'waiting' && clock.late === true;
  });
  return {
    exhibit: exhibit.exhibit,
    version: exhibit.version,
    item: exhibit.item,
    labItem: exhibit.labItem,
    ibis: exhibit.ibis,
    case: exhibit.case,
    kind: exhibit.kind,
    origin: exhibit.origin,
    calibre: exhibit.calibre,
    calibreWritten: exhibit.calibreWritten,
    calibreSource: exhibit.calibreSource,
    aperture: exhibit.aperture,
    breechFace: exhibit.breechFace,
    state: exhibit.state,
    stateAt: exhibit.stateAt,
    stateBy: exhibit.stateBy,
    notEnteredReason: exhibit.notEnteredReason,
    holder: exhibit.holder,
    collectedAt: exhibit.collectedAt,
    incident: exhibit.incident === null ? null : entityId('incident', exhibit.incident),
    firearm: exhibit.firearm === null ? null : entityId('firearm', exhibit.firearm),
    scans: exhibit.scans,
    candidates: exhibit.candidates,
    late,
    made: exhibit.made,
  };
}

/** An exhibit with everything that is known of it, as one person sees it. */
export async function loadExhibitPage(
  client: pg.ClientBase,
  look: ExhibitLook,
  {
    exhibit: number,
    actor,
    mayConclude,
  }: { readonly exhibit: number; readonly actor: string; readonly mayConclude: boolean },
): Promise<ExhibitPage> {
  const { agencyId } = look;
  const [exhibit] = await listExhibits(client, agencyId, { exhibits: [number] }, 1);
  if (exhibit === undefined)
    throw new Failure('exhibit.unknown', `Expected the number of an exhibit; there is none of number ${number}.`);
  const rules = await loadExhibitRules(client, look);
  const history = await findExhibitSteps(client, agencyId, [number]);
  const [testFire] = exhibit.testFire === null ? [] : await findTestFires(client, agencyId, { id: exhibit.testFire });
  const last = undoable(history, actor);
  const scans = await findScansOf(client, agencyId, [number]);
  // What was searched for by a scan of another exhibit is no search for this one.
  const off = new Set(scans.flatMap(({ scan, state }) => (state === 'WITHDRAWN' ? [scan] : [])));
  const { recoverySource: source, recoveryKey: key } = exhibit;
  return {
    ...lineOf(exhibit, rules),
    finish: exhibit.finish,
    headstamp: exhibit.headstamp,
    marker: exhibit.marker,
    pieces: exhibit.pieces,
    collectedBy: exhibit.collectedBy,
    point: exhibit.lat === null || exhibit.lon === null ? null : { lon: exhibit.lon, lat: exhibit.lat },
    place: exhibit.place,
    site: exhibit.site,
    operator: exhibit.operator,
    region: exhibit.region,
    marks: exhibit.marks,
    enrolledBy: exhibit.enrolledBy,
    enrolledAt: exhibit.enrolledAt,
    recovery: source === null || key === null ? null : await findRecoveryRecord(client, agencyId, { source, key }),
    testFire: testFire === undefined ? null : shownFire(testFire),
    testFires:
      exhibit.kind === 'FIREARM' ? (await findTestFires(client, agencyId, { firearm: number })).map(shownFire) : [],
    entry: await entryOf(client, agencyId, exhibit),
    scanList: scans.map(shownScan),
    requests: (await findCorrelationsOf(client, agencyId, [number]))
      .filter(({ scan }) => !off.has(scan))
      .map(shownRequest),
    candidateList: await findCandidatesOf(client, agencyId, number, candidatesShown),
    clocks: clocksOf(exhibit, rules),
    history: shownHistory(history),
    steps: stepsFrom(exhibit, history, { mayConclude }),
    undo: last === null || 'scan' in last.before ? null : last.step,
  };
}

const shownFire = ({ firearm: _, ...fire }: Awaited<ReturnType<typeof findTestFires>>[number]) => fire;

function shownHistory(history: readonly StoredStep[]): ExhibitStepDone[] {
  const undone = new Set(history.map(({ undoes }) => undoes));
  return history.map(({ id, step, from, to, custodyFrom, custodyTo, note, byProgram, at, by, recordedAt }) => ({
    id,
    step,
    from,
    to,
    custodyFrom,
    custodyTo,
    note: isCount(step, byProgram, note) ? null : note,
    compared: isCount(step, byProgram, note) ? Number(note) : null,
    byProgram,
    undone: undone.has(id),
    at,
    by,
    recordedAt,
  }));
}

/** Of its searches the program keeps with how many exhibits it compared, as a figure: the words are the reader's. */
const isCount = (step: StoredStep['step'], byProgram: boolean, note: string | null) =>
  byProgram && step === 'correlate' && /^\d+$/.test(note ?? '');

function shownScan(scan: StoredScan): ExhibitScan {
  const { points, missing } = scan;
  return {
    scan: scan.scan,
    file: scan.file,
    sha256: scan.sha256,
    surfaceSha256: scan.surfaceSha256,
    bytes: scan.bytes,
    state: scan.state,
    failure: scan.failure,
    pitchMicrons: scan.pitchMicrons,
    width: scan.width,
    height: scan.height,
    measured: points === null ? null : { numerator: points - (missing ?? 0), denominator: points, unknown: 0 },
    breechFacePoints: scan.breechFacePoints,
    maskBy: scan.maskBy,
    maskedBefore: scan.maskedBefore,
    maskConfidence: scan.maskConfidence,
    warnings: [...scan.warnings],
    engine: scan.engine,
    indexed: scan.indexedAt !== null,
    supersededBy: scan.supersededBy,
    uploadedBy: scan.uploadedBy,
    uploadedAt: scan.uploadedAt,
  };
}

function shownRequest(request: StoredCorrelation): CorrelationRequest {
  const { done, of, tries: _tries, top: _top, ...shown } = request;
  return { ...shown, progress: request.state === 'RUNNING' && done !== null && of !== null ? { done, of } : null };
}

function clocksOf(exhibit: ListedExhibit, rules: ExhibitRules): ExhibitClock[] {
  const times = timesOf(exhibit);
  return stageNames.flatMap((stage): ExhibitClock[] => {
    const clock = stageClock(times, stage, rules);
    const target = rules.targets[stage] ?? null;
    if (clock.kind === 'none') return [];
    if (clock.kind === 'unknown')
      return [{ stage, is: 'unknown', from: null, to: null, hours: null, late: null, target }];
    const to = clock.kind === 'done' ? clock.to : null;
    return [{ stage, is: clock.kind, from: clock.from, to, hours: clock.hours, late: clock.late, target }];
  });
}

/** Names of sites are written in capitals and not. */
const sameWords = (a: string | null, b: string | null) => a?.trim().toUpperCase() === b?.trim().toUpperCase();

/** What the import says of the same acquisition, and where it says otherwise. */
async function entryOf(client: pg.ClientBase, agencyId: number, exhibit: ListedExhibit): Promise<ExhibitPage['entry']> {
  if (exhibit.entryRecord === null) return null;
  const entries = await findEntriesOf(client, agencyId, { ...exhibit, record: exhibit.entryRecord });
  const said = entries.find(({ record }) => record === exhibit.entryRecord);
  if (said === undefined) return null;
  const compared = [
    ['calibre', exhibit.calibre, said.calibre],
    ['case', exhibit.caseKey, said.case],
    ['item', exhibit.itemKey, said.itemKey],
    ['kind', exhibit.kind, said.kind],
    ['origin', exhibit.origin, said.eventType],
    ['site', exhibit.site, sameWords(exhibit.site, said.site) ? exhibit.site : said.site],
  ] as const;
  return {
    record: said.record,
    enteredAt: said.enteredAt,
    differs: compared.flatMap(([fact, here, there]) =>
      here !== null && there !== null && here !== there ? [{ fact, here, there }] : [],
    ),
  };
}
