import type { NibinStanding, NibinState } from '../model/nibin-states.ts';

/**
 * A lead of our own as a row of the layout `leads`, the one in which sites hand theirs in.
 *
 * **Source.** `src/sources/nibin/README.md`. **Input.** The lead as it stands. **Output.** Cells by field. **Limits.** What is withdrawn says
 * so whatever became of it afterwards, and what an examiner has not identified is never called a hit.
 */
export interface NibinLeadFacts {
  readonly number: string;
  readonly state: NibinState;
  readonly standing: NibinStanding;
  readonly issuedOn: string;
  readonly issuedBy: string;
  readonly reviewer: string;
  readonly a: NibinLeadEnd;
  readonly b: NibinLeadEnd;
  readonly firearm: NibinLeadFirearm | null;
  /** The last conclusion that another examiner verified. */
  readonly conclusion: {
    readonly conclusion: string;
    readonly examiner: string;
    readonly on: string;
    readonly report: string;
  } | null;
  readonly retractedOn: string | null;
}

interface NibinLeadEnd {
  readonly caseNumber: string | null;
  readonly item: string;
  readonly kind: string;
  readonly origin: 'SCENE' | 'TEST_FIRE';
  readonly ibis: string | null;
  readonly eventOn: string | null;
}

export interface NibinLeadFirearm {
  readonly serial: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly calibre: string | null;
}

export function nibinLeadRow(lead: NibinLeadFacts): Record<string, string> {
  const { conclusion, firearm } = lead;
  const cells: Record<string, string | null> = {
    lead_number: lead.number,
    kind: lead.standing === 'HIT' || conclusion?.conclusion === 'IDENTIFICATION' ? 'HIT' : 'LEAD',
    status: statusOf(lead),
    issued_on: lead.issuedOn,
    issued_by: lead.issuedBy,
    reviewer: lead.reviewer,
    ...endCells('a', lead.a),
    ...endCells('b', lead.b),
    serial_number: firearm?.serial ?? null,
    make: firearm?.make ?? null,
    model: firearm?.model ?? null,
    calibre: firearm?.calibre ?? null,
    examiner: conclusion?.examiner ?? null,
    conclusion: conclusion?.conclusion ?? null,
    confirmed_on: conclusion?.on ?? null,
    report_number: conclusion?.report ?? null,
    retracted_on: lead.retractedOn,
  };
  return Object.fromEntries(Object.entries(cells).map(([field, cell]) => [field, cell ?? '']));
}

function endCells(end: 'a' | 'b', from: NibinLeadEnd): Record<string, string | null> {
  return {
    [`case_${end}`]: from.caseNumber,
    [`item_${end}`]: toldItem(from),
    [`ibis_${end}`]: from.ibis,
    [`event_${end}_on`]: from.eventOn,
  };
}

/** Laboratories say by the first letters of an item whether it is a test fire or a cartridge case of a scene, and so it is read. */
function toldItem({ item, kind, origin }: NibinLeadEnd): string {
  const letters = origin === 'TEST_FIRE' ? 'TF' : kind === 'CASING' ? 'CC' : null;
  return letters === null || new RegExp(`^${letters}(?![A-Z])`).test(item) ? item : `${letters} ${item}`;
}

function statusOf({ state, standing, conclusion, retractedOn }: NibinLeadFacts): string {
  if (standing === 'WITHDRAWN') return retractedOn === null ? 'NOT CONFIRMED' : 'RETRACTED';
  if (standing === 'HIT') return 'CONFIRMED HIT';
  if (state === 'CONFIRMATION_REQUESTED') return 'CONFIRMATION REQUESTED';
  if (conclusion !== null) return 'INCONCLUSIVE';
  return state.replaceAll('_', ' ');
}
