import type pg from 'pg';
import { followTestFires, testFireRule, type EntryOfEnd } from '../links/follow-test-fires.ts';
import { ballisticStanding } from '../links/ballistic-standing.ts';
import { parseEntityId } from '../model/ids.ts';
import { findJudgedApart } from '../store/judged-apart.ts';
import { countLinks, typedRowsOf } from '../store/linking.ts';
import { findSources } from '../store/records.ts';
import {
  currentEntities,
  entriesOfNumbers,
  hasLeads,
  leadsAround,
  recoveriesOf,
  saveTestFireTies,
  type MarkedLead,
  type TieToSave,
} from '../store/test-fire-ties.ts';
import { pairNumber } from './pair-number.ts';
import { linkHandling } from './record-observations.ts';

/** Leads read at once: an import of recoveries may bear on all there are. */
const leadsPerStep = 5_000;

/**
 * Ties firearms to scenes where it takes a lead and a second record to see it: the entry of the test fire, or the
 * recovery. What it leaves depends on the records alone: not on which came in first, nor on how often it is done.
 */
export async function tieTestFires(client: pg.ClientBase, agencyId: number, records: readonly number[]): Promise<void> {
  if (records.length === 0 || !(await hasLeads(client, agencyId))) return;
  const leads = await leadsAround(client, agencyId, records);
  for (let at = 0; at < leads.length; at += leadsPerStep)
    await tieLeads(client, agencyId, leads.slice(at, at + leadsPerStep));
}

async function tieLeads(client: pg.ClientBase, agencyId: number, leads: readonly number[]): Promise<void> {
  const rows = Map.groupBy(
    await typedRowsOf(client, agencyId, leads, ['ballistic_link', 'incident_observation', 'firearm_observation']),
    (row) => row.record,
  );
  const entityOf = await currentEntities(client, agencyId, leads);
  const about = leads.flatMap((record) => {
    const of = rows.get(record) ?? [];
    const values = of.find((row) => row.table === 'ballistic_link')?.values;
    if (!values) return [];
    const incident = (role: string) => {
      const row = of.find((each) => each.table === 'incident_observation' && each.values['role'] === role);
      return row ? (entityOf.get(`${record}/${row.ordinal}`) ?? null) : null;
    };
    const named = entityOf.get(`${record}/${String(values['firearm_ordinal'])}`) ?? null;
    const said = of.find((each) => each.table === 'firearm_observation')?.values ?? null;
    return [{ record, values, named, said, incidents: { a: incident('ballistic-a'), b: incident('ballistic-b') } }];
  });
  const numbers = about.flatMap(({ values }) => [values['ibis_a'], values['ibis_b']]).filter((id) => id !== null);
  const entries = Map.groupBy(
    await entriesOfNumbers(client, agencyId, [...new Set(numbers)] as string[]),
    (entry) => entry.ibis,
  );
  const recoveries = Map.groupBy(
    await recoveriesOf(client, agencyId, [...new Set(about.flatMap((each) => each.named ?? []))]),
    (recovery) => recovery.firearm,
  );
  const entriesOf = (ibis: unknown): EntryOfEnd[] => (typeof ibis === 'string' ? (entries.get(ibis) ?? []) : []);
  const judgedApart = await findJudgedApart(
    client,
    agencyId,
    [
      ...new Set([...about.map((each) => each.named), ...[...entries.values()].flat().map((each) => each.firearm)]),
    ].filter((each) => each !== null),
  );
  const judgedOther = (firearm: number) => (judgedApart.get(firearm) ?? []).map((id) => parseEntityId(id)!.number);
  const marked: MarkedLead[] = [];
  const ties = about.flatMap(({ record, values, named, said, incidents }) => {
    const followed = followTestFires({
      values,
      named,
      said,
      judgedOther: named === null ? [] : judgedOther(named),
      incidents,
      entries: { a: entriesOf(values['ibis_a']), b: entriesOf(values['ibis_b']) },
      recoveries: named === null ? [] : (recoveries.get(named) ?? []),
    });
    const { status } = ballisticStanding(values);
    marked.push({
      record,
      testFire: followed.testFire,
      ownTie: named === null ? null : followed.speaksOfTied ? 'SUPERSEDED' : status,
      firedOn: followed.firedOn,
      linkedOn: followed.linkedOn,
    });
    return followed.ties.map((tie) => ({ ...tie, record, tag: handlingTag(values) }));
  });
  const sources = await findSources(
    client,
    agencyId,
    ties.flatMap((tie) => [tie.record, tie.otherRecord]),
  );
  const wanted = ties.map(({ tag, ...tie }): TieToSave => ({
    ...tie,
    link: pairNumber(tie.record, tie.otherRecord, tie.predicate),
    handling: [
      ...new Set([
        ...linkHandling(sources.get(tie.record)?.handling ?? [], tag),
        ...(sources.get(tie.otherRecord)?.handling ?? []),
      ]),
    ].sort(),
  }));
  await countLinks(client, agencyId, await saveTestFireTies(client, agencyId, marked, wanted, testFireRule));
}

const handlingTag = (values: Readonly<Record<string, unknown>>) =>
  ballisticStanding(values).tie === 'hit' ? ('NIBIN-HIT' as const) : ('NIBIN-LEAD' as const);
