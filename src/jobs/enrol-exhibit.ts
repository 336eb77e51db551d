import type pg from 'pg';
import type { EnrolOrder, ExhibitFactsWritten } from '../model/exhibit-orders.ts';
import { entryMarks } from '../model/exhibits.ts';
import { Failure } from '../model/errors.ts';
import { cleanCalibre } from '../model/values/calibre.ts';
import { cleanCaseNumber } from '../model/values/case-number.ts';
import { momentOf } from '../model/values/moment.ts';
import { cleanIbisId } from '../sources/nibin/ibis-id.ts';
import { findEntriesOf, findRecoveryRow, type ImportedEntry } from '../store/ballistic-entries.ts';
import { insertExhibit, insertExhibitStep, updateExhibit, type ExhibitFacts } from '../store/exhibits.ts';
import { findTestFires } from '../store/test-fires.ts';
import { searchByNewClass } from './ask-for-search.ts';
import { heldExhibit, type ExhibitTurn } from './held-exhibit.ts';
import { stepExhibit } from './step-exhibit.ts';
import { tieByNewNumbers } from './tie-entry.ts';

/** Takes an exhibit in. One that is there already, by its item of its case or its IBIS number, is refused by name. */
export async function enrolExhibit(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  { facts: written, receivedAt, receivedBy, triaged }: EnrolOrder,
  made = false,
): Promise<number> {
  if (receivedAt !== null && momentOf(receivedAt) === null)
    throw wrongFact('receivedAt', 'a moment of the calendar', receivedAt);
  const said = await factsOf(client, turn, written);
  const entry = await entryOf(client, turn.agencyId, said);
  const facts = entry === null ? said : filledFrom(said, entry);
  // Where nobody knows when it was collected, it was there when it was received.
  const at = facts.collectedAt ?? receivedAt ?? turn.now;
  const exhibit = await insertExhibit(client, turn.agencyId, {
    ...facts,
    state: 'COLLECTED',
    stateAt: at,
    stateBy: turn.actor,
    notEnteredReason: null,
    holder: facts.collectedBy,
    entrySource: entry?.source ?? null,
    entryKey: entry?.key ?? null,
    made,
    by: turn.actor,
    at: turn.now,
  });
  if (exhibit === null)
    throw new Failure(
      'exhibit.exists',
      'Expected an exhibit that is not enrolled yet; one with this item of the case, this IBIS number, or this entry of an import is. Nothing was changed. Open that one.',
    );
  await insertExhibitStep(client, turn.agencyId, exhibit, {
    step: 'enrol',
    from: null,
    to: 'COLLECTED',
    custodyFrom: null,
    custodyTo: facts.collectedBy,
    note: null,
    before: {},
    undoes: null,
    byProgram: false,
    at,
    by: turn.actor,
  });
  let version = 1;
  if (receivedAt !== null)
    await stepExhibit(client, turn, {
      exhibit,
      version: version++,
      step: 'receive',
      at: receivedAt,
      ...(receivedBy === null ? {} : { custodyTo: receivedBy }),
    });
  else if (triaged)
    throw new Failure(
      'exhibit.facts',
      'Expected when the laboratory received what was triaged; got nothing. Nothing was changed. Say when.',
      { detail: { field: 'receivedAt' } },
    );
  if (triaged) await stepExhibit(client, turn, { exhibit, version, step: 'triage' });
  return exhibit;
}

/** Changes what is written down of an exhibit; what it said before stays in its history. */
export async function editExhibit(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  { exhibit, version, facts: written }: { exhibit: number; version: number; facts: ExhibitFactsWritten },
): Promise<void> {
  const before = await heldExhibit(client, turn.agencyId, exhibit, version);
  const said = await factsOf(client, turn, written);
  const after = isStillOfImport(said, before) ? { ...said, calibreSource: before.calibreSource } : said;
  const changed = (Object.keys(after) as (keyof ExhibitFacts)[]).filter(
    (name) => !sameFact(name, after[name], before[name]),
  );
  if (changed.length === 0) return;
  await client.query('savepoint edit');
  try {
    await updateExhibit(
      client,
      turn.agencyId,
      exhibit,
      Object.fromEntries(changed.map((name) => [name, after[name]])) as Partial<ExhibitFacts>,
    );
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    await client.query('rollback to savepoint edit');
    throw new Failure(
      'exhibit.exists',
      'Expected numbers no other exhibit bears; another has this item of the case, or this IBIS number. Nothing was changed.',
    );
  }
  await insertExhibitStep(client, turn.agencyId, exhibit, {
    step: 'edit',
    from: before.state,
    to: before.state,
    custodyFrom: null,
    custodyTo: null,
    note: changed.filter((name) => !name.endsWith('Key')).join(', '),
    before: { facts: Object.fromEntries(changed.map((name) => [name, before[name]])) },
    undoes: null,
    byProgram: false,
    at: turn.now,
    by: turn.actor,
  });
  await tieByNewNumbers(client, turn, before);
  await searchByNewClass(client, turn, before);
}

/** A calibre that a file told stays one as long as nobody says another, or by whom it is known. */
const isStillOfImport = (said: ExhibitFacts, before: ExhibitFacts) =>
  before.calibreSource === 'IMPORT' && said.calibreSource === null && said.calibre === before.calibre;

const sameFact = (name: string, a: unknown, b: unknown) =>
  name === 'marks'
    ? JSON.stringify(a) === JSON.stringify(b)
    : name === 'collectedAt' && a !== null && b !== null
      ? Date.parse(String(a)) === Date.parse(String(b))
      : a === b;

/** Letters and figures alone: numbers of items are written with and without hyphens. */
const bare = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
const trimmed = (text: string | null) => text?.trim() || null;

async function factsOf(client: pg.ClientBase, turn: ExhibitTurn, written: ExhibitFactsWritten): Promise<ExhibitFacts> {
  const item = written.item.trim();
  if (bare(item) === '') throw wrongFact('item', 'an item number with a letter or a figure', item);
  const number = trimmed(written.case);
  const caseKey = number === null ? null : (cleanCaseNumber(number)?.key ?? null);
  if (number !== null && caseKey === null) throw wrongFact('case', 'a case number', number);
  const ibisWritten = trimmed(written.ibis);
  const ibis = ibisWritten === null ? null : cleanIbisId(ibisWritten);
  if (ibisWritten !== null && ibis === null) throw wrongFact('ibis', 'an IBIS number', ibisWritten);
  const calibreWritten = trimmed(written.calibre);
  const calibre = calibreWritten === null ? null : cleanCalibre(calibreWritten);
  if (calibreWritten !== null && calibre === null)
    throw wrongFact('calibre', 'a calibre such as 9 mm Luger', calibreWritten);
  const collected = written.collectedAt === null ? null : (momentOf(written.collectedAt) ?? Infinity);
  if (written.collectedAt !== null && collected! > Date.parse(turn.now))
    throw wrongFact('collectedAt', 'a moment that has been', written.collectedAt);
  const recovery = written.recovery === null ? null : await findRecoveryRow(client, turn.agencyId, written.recovery);
  if (written.recovery !== null && recovery === null)
    throw wrongFact('recovery', 'the record of a recovery', String(written.recovery));
  if (written.testFire !== null) {
    const [fire] = await findTestFires(client, turn.agencyId, { id: written.testFire });
    if (fire === undefined || fire.refused !== null || written.origin !== 'TEST_FIRE')
      throw wrongFact(
        'testFire',
        'a test fire of which rounds were fired, of an exhibit that comes of one',
        String(written.testFire),
      );
  }
  const labItem = trimmed(written.labItem);
  return {
    item,
    labItem,
    ibis,
    case: number,
    itemKey: bare(item),
    labKey: labItem === null ? null : bare(labItem),
    ibisKey: ibis,
    caseKey,
    kind: written.kind,
    origin: written.origin,
    calibre: calibre?.code ?? null,
    calibreWritten: calibre?.assumed === true ? calibreWritten : null,
    calibreSource: calibre === null ? null : (written.calibreSource ?? null),
    finish: trimmed(written.finish),
    headstamp: trimmed(written.headstamp),
    marker: trimmed(written.marker),
    pieces: written.pieces,
    collectedAt: written.collectedAt,
    collectedBy: trimmed(written.collectedBy),
    aperture: written.aperture,
    breechFace: written.breechFace,
    lat: written.point?.lat ?? null,
    lon: written.point?.lon ?? null,
    place: trimmed(written.place ?? null),
    site: trimmed(written.site ?? null),
    operator: trimmed(written.operator ?? null),
    region: trimmed(written.region ?? null),
    // In one order: the same marks are no change.
    marks: written.marks == null ? null : entryMarks.filter((mark) => written.marks!.includes(mark)),
    recoverySource: recovery?.source ?? null,
    recoveryKey: recovery?.key ?? null,
    testFire: written.testFire,
  };
}

function wrongFact(field: string, expected: string, got: string): Failure {
  return new Failure('exhibit.facts', `Expected ${expected}; got ${JSON.stringify(got)}. Nothing was changed.`, {
    detail: { field, expected },
  });
}

/** The one entry of imports an exhibit is; null where there is none, or more than one may be. */
async function entryOf(client: pg.ClientBase, agencyId: number, facts: ExhibitFacts): Promise<ImportedEntry | null> {
  const found = await findEntriesOf(client, agencyId, facts);
  return found.length === 1 ? found[0]! : null;
}

/** What was left blank, as the entry says it. */
function filledFrom(facts: ExhibitFacts, entry: ImportedEntry): ExhibitFacts {
  return {
    ...facts,
    ibis: facts.ibis ?? entry.ibis,
    ibisKey: facts.ibisKey ?? entry.ibis,
    case: facts.case ?? entry.case,
    caseKey: facts.caseKey ?? entry.case,
    labItem: facts.labItem ?? entry.labItem,
    labKey: facts.labKey ?? (entry.labItem === null ? null : bare(entry.labItem)),
    calibre: facts.calibre ?? entry.calibre,
    calibreSource: facts.calibre === null && entry.calibre !== null ? 'IMPORT' : facts.calibreSource,
    collectedAt: facts.collectedAt ?? entry.collectedAt,
    site: facts.site ?? entry.site,
  };
}
