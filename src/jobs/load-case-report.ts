import type pg from 'pg';
import { caseDocument, type CaseLead, type CaseOrder, type CaseReport } from '../exhibits/case-document.ts';
import { Failure } from '../model/errors.ts';
import { findExhibits, findExhibitsOfCase } from '../store/exhibits.ts';
import { findLeadPairsOf } from '../store/nibin-leads.ts';
import type { NibinLook } from './describe-nibin-leads.ts';
import { loadBallisticText } from './load-ballistic-text.ts';
import { loadComparisonLead } from './load-comparison.ts';
import { loadExhibitPage } from './load-exhibits.ts';
import { renderPdf } from './render-pdf.ts';
import { comparisonHandling } from './report-comparison.ts';

export type { CaseReport };

/** What the report of a case tells, of the case an exhibit is of: all its exhibits, and their leads as they hold for whoever looks. */
export async function loadCaseReport(
  client: pg.ClientBase,
  look: NibinLook,
  { exhibit: number, actor }: { readonly exhibit: number; readonly actor: string },
): Promise<CaseReport> {
  const { agencyId } = look;
  const [asked] = await findExhibits(client, agencyId, [number]);
  if (asked === undefined)
    throw new Failure('exhibit.unknown', `Expected the number of an exhibit; there is none of number ${number}.`);
  if (asked.caseKey === null)
    throw new Failure(
      'exhibit.without-case',
      `Expected an exhibit of a case; of item ${asked.item} no case number is written down. Write it down first.`,
    );
  const exhibits = [];
  for (const each of await findExhibitsOfCase(client, agencyId, asked.caseKey))
    exhibits.push(await loadExhibitPage(client, look, { exhibit: each, actor, mayConclude: false }));
  return {
    case: asked.case ?? asked.caseKey,
    exhibits,
    leads: await leadsOf(
      client,
      look,
      exhibits.map(({ exhibit }) => exhibit),
    ),
    text: await loadBallisticText(client, agencyId),
  };
}

async function leadsOf(client: pg.ClientBase, look: NibinLook, exhibits: readonly number[]): Promise<CaseLead[]> {
  const pairs = await findLeadPairsOf(client, look.agencyId, exhibits);
  const ends = new Map(
    (
      await findExhibits(
        client,
        look.agencyId,
        pairs.flatMap(({ a, b }) => [a, b]),
      )
    ).map((each) => [each.exhibit, each]),
  );
  const isOwn = new Set(exhibits);
  const leads: CaseLead[] = [];
  for (const { a, b } of pairs) {
    const lead = await loadComparisonLead(client, look.agencyId, { first: a, second: b, ...look });
    const [own, other] = (isOwn.has(a) ? [a, b] : [b, a]).map((each) => ends.get(each));
    if (lead === null || own === undefined || other === undefined) continue;
    leads.push({ lead, own: own.item, other: other.item, otherCase: other.case, isWithin: isOwn.has(other.exhibit) });
  }
  return leads;
}

/** The same as a PDF. */
export function caseReportPdf(report: CaseReport, order: Omit<CaseOrder, 'handling'>): Promise<Uint8Array> {
  return renderPdf(caseDocument(report, { ...order, handling: comparisonHandling }));
}
