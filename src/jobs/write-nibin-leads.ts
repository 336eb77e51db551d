import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { localDay } from '../model/values/local-time.ts';
import { nibinLeadRow, type NibinLeadFacts } from '../nibin/nibin-lead-row.ts';
import type { Agency } from '../store/agencies.ts';
import type { Database } from '../store/database.ts';
import { ownLeadsLayout } from '../store/nibin-facts.ts';
import {
  findConclusions,
  findNibinSteps,
  findUnwrittenLeads,
  markWritten,
  type StoredNibinLead,
} from '../store/nibin-leads.ts';
import { importFile } from './import-file.ts';
import { linkRecords } from './link-records.ts';
import { loadNibinEnds } from './nibin-ends.ts';

/**
 * Writes every lead of our own that the records do not tell of as it stands as the next version of its record, under a source of its own, and
 * joins it: board, life of a firearm, leads and excerpts follow as they follow any file. Whatever broke off is done by the next call.
 */
export async function writeNibinLeads(
  database: Database,
  { agency, dataDir, now }: { readonly agency: Agency; readonly dataDir: string; readonly now: Date },
): Promise<{ written: number }> {
  const client = await database.pool('read').connect();
  let broken: Error | undefined;
  try {
    // One writer at a time: of two, the later could have read the earlier state.
    await client.query(`select pg_advisory_lock($1, hashtext('flashlight.own-leads'))`, [agency.agencyId]);
    const leads = await findUnwrittenLeads(client, agency.agencyId);
    if (leads.length > 0) await write(database, client, { agency, dataDir, now, leads });
    await client.query(`select pg_advisory_unlock($1, hashtext('flashlight.own-leads'))`, [agency.agencyId]);
    return { written: leads.length };
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

async function write(
  database: Database,
  client: pg.ClientBase,
  { agency, dataDir, now, leads }: { agency: Agency; dataDir: string; now: Date; leads: readonly StoredNibinLead[] },
): Promise<void> {
  const facts = await factsOf(client, agency, leads);
  const rows = facts.map(({ facts: each, revision }) => ({ ...nibinLeadRow(each), remarks: `revision ${revision}` }));
  const fields = Object.keys(rows[0]!);
  const folder = join(dataDir, 'nibin-leads');
  const path = join(
    folder,
    `leads-${leads
      .map(({ lead, revision }) => `${lead}-${revision}`)
      .join('_')
      .slice(0, 100)}.csv`,
  );
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(
      path,
      [fields, ...rows.map((row) => fields.map((field) => row[field as keyof typeof row]))].map(csvLine).join(''),
    );
    const result = await importFile(database, {
      agency,
      feed: 'nibin',
      path,
      mapping: {
        feed: 'nibin',
        layout: 'leads',
        columns: Object.fromEntries(fields.map((field) => [field, field])),
        dateOrder: 'ymd',
      },
      source: ownLeadsLayout,
      rejectsDir: join(dataDir, 'rejects'),
      startedBy: 'NIBIN leads of our own',
      receivedAt: now.toISOString(),
    });
    if (result.accepted + result.duplicates !== rows.length)
      throw new Error(`of ${rows.length} NIBIN leads ${result.rejected} could not be written as records`);
    await linkRecords(database);
    for (const { lead, revision } of leads) await markWritten(client, agency.agencyId, lead, revision);
  } finally {
    await rm(path, { force: true });
  }
}

const csvLine = (cells: readonly string[]) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;

async function factsOf(
  client: pg.ClientBase,
  { agencyId, timeZone }: Agency,
  leads: readonly StoredNibinLead[],
): Promise<{ facts: NibinLeadFacts; revision: number }[]> {
  const numbers = leads.map(({ lead }) => lead);
  const ends = await loadNibinEnds(
    client,
    agencyId,
    leads.flatMap(({ a, b }) => [a, b]),
  );
  const conclusions = Map.groupBy(await findConclusions(client, agencyId, numbers), ({ lead }) => lead);
  const steps = Map.groupBy(await findNibinSteps(client, agencyId, numbers), ({ lead }) => lead);
  return leads.flatMap((lead) => {
    const [a, b] = [ends.get(lead.a), ends.get(lead.b)];
    if (a === undefined || b === undefined) return [];
    const firearms = [a, b].flatMap(({ end, firearm }) => (end.origin === 'TEST_FIRE' && firearm ? [firearm] : []));
    const conclusion = conclusions.get(lead.lead)?.findLast(({ agrees }) => agrees === true);
    const retracted = steps.get(lead.lead)?.find(({ step }) => step === 'retract');
    const endOf = ({ end }: typeof a) => ({
      caseNumber: end.case,
      item: end.item,
      kind: end.kind,
      origin: end.origin === 'TEST_FIRE' ? ('TEST_FIRE' as const) : ('SCENE' as const),
      ibis: end.ibis,
      eventOn: end.on,
    });
    return [
      {
        revision: lead.revision,
        facts: {
          number: lead.number,
          state: lead.state,
          standing: lead.standing,
          issuedOn: localDay(lead.disseminatedAt ?? lead.generatedAt, timeZone),
          issuedBy: lead.issuedBy,
          reviewer: lead.reviewer,
          a: endOf(a),
          b: endOf(b),
          // Two test fires are of two recoveries: which firearm both would be is what the lead asks.
          firearm: firearms.length === 1 ? firearms[0]! : null,
          conclusion:
            conclusion === undefined
              ? null
              : {
                  conclusion: conclusion.conclusion,
                  examiner: conclusion.examiner,
                  on: conclusion.on,
                  report: conclusion.report,
                },
          retractedOn: retracted === undefined ? null : localDay(retracted.at, timeZone),
        },
      },
    ];
  });
}
