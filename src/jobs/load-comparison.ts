import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { ComparisonLead } from '../model/comparison-lead.ts';
import { sureClass } from '../model/firearm-class.ts';
import type { ComparedExhibit, ScanVersion } from '../model/surface-comparison.ts';
import { findScansOf, type StoredScan } from '../store/exhibit-scans.ts';
import { findConclusions, findLeadsOfPairs, findNibinLeadsByNumber, findNibinSteps } from '../store/nibin-leads.ts';
import { findExhibits, type StoredExhibit } from '../store/exhibits.ts';
import { describeNibinLeads, type NibinLook } from './describe-nibin-leads.ts';

export interface ComparisonAsked {
  readonly first: number;
  readonly second: number;
  /** Preparations to look at; the one in force where none is named. */
  readonly firstScan: number | null;
  readonly secondScan: number | null;
}

/** The two exhibits of a comparison with their scans; null where one is not there, or has no such scan. */
export async function loadComparedExhibits(
  client: pg.ClientBase,
  agencyId: number,
  { first, second, firstScan, secondScan }: ComparisonAsked,
): Promise<readonly [ComparedExhibit, ComparedExhibit] | null> {
  const exhibits = await findExhibits(client, agencyId, [...new Set([first, second])]);
  // What was taken off an exhibit is no scan of it, whatever number is asked for.
  const scans = (await findScansOf(client, agencyId, [first, second])).filter(({ state }) => state !== 'WITHDRAWN');
  const sides = [
    [first, firstScan],
    [second, secondScan],
  ].map(([number, scan]) => {
    const found = exhibits.find(({ exhibit }) => exhibit === number);
    return found === undefined
      ? null
      : sideOf(
          found,
          scans.filter(({ exhibit }) => exhibit === number),
          scan ?? null,
        );
  });
  const [one, other] = sides;
  return one == null || other == null ? null : [one, other];
}

/**
 * The newest lead of two exhibits with what an examiner concluded, standing for what it holds beside what others say of the same; null where
 * there is none. One that was not given out is for those who see such; that it was withdrawn is for everybody, for a comparison may have left
 * before.
 */
export async function loadComparisonLead(
  client: pg.ClientBase,
  agencyId: number,
  {
    first,
    second,
    now,
    undisseminated,
  }: Pick<ComparisonAsked, 'first' | 'second'> & Pick<NibinLook, 'now' | 'undisseminated'>,
): Promise<ComparisonLead | null> {
  const [a, b] = first < second ? [first, second] : [second, first];
  const [of] = await findLeadsOfPairs(client, agencyId, [{ a, b }]);
  if (of === undefined) return null;
  const [lead] = await findNibinLeadsByNumber(client, agencyId, [of.lead]);
  if (lead === undefined) return null;
  const [described] = await describeNibinLeads(client, { agencyId, now }, [lead]);
  // One of which an end is no longer there is told by what stands here alone.
  const { holds, otherSources } = described?.line ?? { holds: lead.standing, otherSources: [] };
  if (!undisseminated && lead.disseminatedAt === null && holds !== 'WITHDRAWN') return null;
  const concluded = (await findConclusions(client, agencyId, [of.lead])).findLast(({ agrees }) => agrees === true);
  const retracted = (await findNibinSteps(client, agencyId, [of.lead])).findLast(({ step }) => step === 'retract');
  return {
    lead: lead.lead,
    number: lead.number,
    holds,
    withdrawnElsewhere:
      lead.standing === 'WITHDRAWN'
        ? []
        : [
            ...new Set(
              otherSources.filter(({ standing }) => standing === 'WITHDRAWN').map(({ source }) => source.file),
            ),
          ],
    concluded:
      concluded === undefined
        ? null
        : {
            conclusion: concluded.conclusion,
            examiner: concluded.examiner,
            verifier: concluded.verifier!,
            on: concluded.on,
            report: concluded.report,
            limitation: concluded.limitation,
          },
    retracted: retracted?.note ?? null,
  };
}

function sideOf(exhibit: StoredExhibit, scans: readonly StoredScan[], asked: number | null): ComparedExhibit | null {
  if (asked !== null && !scans.some(({ scan }) => scan === asked)) return null;
  return {
    exhibit: exhibit.exhibit,
    item: exhibit.item,
    case: exhibit.case,
    kind: exhibit.kind,
    origin: exhibit.origin,
    calibre: exhibit.calibreWritten ?? exhibit.calibre,
    aperture: exhibit.aperture,
    breechFace: exhibit.breechFace,
    sureClass: sureClass(exhibit),
    incident: exhibit.incident === null ? null : entityId('incident', exhibit.incident),
    firearm: exhibit.firearm === null ? null : entityId('firearm', exhibit.firearm),
    made: exhibit.made,
    scan: asked ?? scanInForce(scans)?.scan ?? null,
    scans: scans.map(versionOf),
  };
}

/** The newest preparation that none took the place of; an older one while the newest is not ready. */
function scanInForce(scans: readonly StoredScan[]): StoredScan | undefined {
  const ready = scans.filter(({ state }) => state === 'PREPARED');
  return ready.find(({ supersededBy }) => supersededBy === null) ?? ready[0];
}

function versionOf(scan: StoredScan): ScanVersion {
  return {
    scan: scan.scan,
    file: scan.file,
    sha256: scan.sha256,
    surfaceSha256: scan.surfaceSha256,
    state: scan.state,
    masked: maskedOf(scan),
    maskBy: scan.maskBy,
    maskConfidence: scan.maskConfidence,
    pitchMicrons: scan.pitchMicrons,
    breechFacePoints: scan.breechFacePoints,
    engine: scan.engine,
    failure: scan.failure?.code ?? null,
    supersededBy: scan.supersededBy,
    by: scan.maskBy ?? scan.uploadedBy,
    at: new Date(scan.uploadedAt).toISOString(),
  };
}

export function maskedOf({ maskSha256, maskedBefore }: StoredScan): ScanVersion['masked'] {
  if (maskSha256 !== null) return 'drawn';
  return maskedBefore ? 'given' : 'found';
}
