import { plainText } from '../../model/values/plain-text.ts';
import { asWritten } from '../as-written.ts';
import { caseKey } from '../case-key.ts';
import {
  type Field,
  type FieldValues,
  type RecordBuilder,
  reject,
  type RowContext,
  rowLayout,
  type RowOutcome,
} from '../feed.ts';
import { firearmCells } from '../firearm-fields.ts';
import { numberGot } from '../number-got.ts';
import { observeIncident } from '../observe-incident.ts';
import { observeFirearm } from '../observe-firearm.ts';
import { readDay } from '../read-day.ts';
import { readFlag } from '../read-flag.ts';
import { sortedCodes } from '../sorted-codes.ts';
import {
  cleanConclusion,
  cleanLinkKind,
  cleanLinkStatus,
  saysStanding,
  saysWithdrawn,
  type LinkKind,
  type LinkStatus,
} from './ballistic-words.ts';
import { cleanIbisId } from './ibis-id.ts';
import { hitNumberAliases, leadNumberAliases, linkFields, type LinkField } from './leads-fields.ts';
import { firstWritten, isNothingWritten, numbersSomething } from './nothing-written.ts';

const leadFields = {
  lead_number: {
    kind: 'identifier',
    about: 'Number of the lead: the key of the record. A later row with it is a newer version of the same lead.',
    aliases: leadNumberAliases,
    required: true,
  },
  hit_number: { kind: 'identifier', about: 'Number of the hit the lead became.', aliases: hitNumberAliases },
  ...linkFields,
} as const satisfies Record<string, Field>;

const hitFields = {
  hit_number: {
    kind: 'identifier',
    about: 'Number of the hit: the key of the record.',
    aliases: hitNumberAliases,
    required: true,
  },
  ...linkFields,
} as const satisfies Record<string, Field>;

type LinkRow = FieldValues<LinkField>;

export const leadsLayout = rowLayout<keyof typeof leadFields>({
  name: 'leads',
  title: 'NIBIN leads and hits, one row a pair',
  fields: leadFields,
  profiles: [],
  parseRow(row, record, context) {
    const number = cleanNumber(row.text('lead_number'));
    if (number === null) {
      return reject(
        'ballistic.no-lead-number',
        'lead_number',
        'the number of the lead',
        numberGot(row.text('lead_number')),
      );
    }
    return parseLink(row, record, context, {
      number,
      hit: numbersSomething(row.text('hit_number')) ? 'numbered' : null,
    });
  },
});

/** Exports that list hits alone say so by their columns, not by a kind. */
export const hitsLayout = rowLayout<keyof typeof hitFields>({
  name: 'hits',
  title: 'NIBIN hits, one row a pair',
  fields: hitFields,
  profiles: [],
  parseRow(row, record, context) {
    const number = cleanNumber(row.text('hit_number'));
    if (number === null) {
      return reject(
        'ballistic.no-hit-number',
        'hit_number',
        'the number of the hit',
        numberGot(row.text('hit_number')),
      );
    }
    return parseLink(row, record, context, { number, hit: 'listed' });
  },
});

function cleanNumber(raw: string): string | null {
  const text = plainText(raw);
  return numbersSomething(text) ? text : null;
}

interface LinkKey {
  number: string;
  /** The row is of a list of hits, or has the number of a hit beside that of the lead. */
  hit: 'listed' | 'numbered' | null;
}

function parseLink(row: LinkRow, record: RecordBuilder, context: RowContext, { number, hit }: LinkKey): RowOutcome {
  const warnings: string[] = [];
  const a = readEnd(row.text('case_a'), row.text('item_a'), row.text('ibis_a'), warnings);
  const b = readEnd(row.text('case_b'), row.text('item_b'), row.text('ibis_b'), warnings);
  const eventAOn = readDay(row.text('event_a_on'), context, warnings);
  const eventBOn = readDay(row.text('event_b_on'), context, warnings);
  const issuedOn = readDay(row.text('issued_on'), context, warnings);
  const seenOn = eventBOn ?? issuedOn;
  const cells = firearmCells(row, 'linked', seenOn, null);
  // A make UNKNOWN beside a serial number N/A names no firearm that could be tied to a scene.
  const described = firstWritten(cells.serial, cells.make, cells.model, cells.calibre, cells.type) !== null;
  const firearm = described || cells.obliterated ? observeFirearm(record, cells, warnings) : null;
  if (isEmpty(a) && isEmpty(b) && firearm === null) {
    return reject(
      'ballistic.no-pair',
      'case_a',
      'a case, item or IBIS number of what is linked',
      `number ${number} and none of them`,
    );
  }
  if (isEmpty(a) || (isEmpty(b) && firearm === null)) warnings.push('ballistic.one-sided');
  if (a.ibis !== null && a.ibis === b.ibis) warnings.push('ballistic.linked-to-itself');

  observeIncident(record, { role: 'ballistic-a', seenOn: eventAOn, caseNumber: row.text('case_a') });
  observeIncident(record, { role: 'ballistic-b', seenOn: eventBOn, caseNumber: row.text('case_b') });
  const judged = readJudgement(row, context, hit, warnings);
  record.add('ballistic_link', {
    lead_number: number,
    kind: judged.kind,
    status: judged.status,
    issued_on: issuedOn,
    confirmed_on: judged.confirmedOn,
    retracted_on: judged.retractedOn,
    case_a: a.caseKey,
    item_a: a.item,
    ibis_a: a.ibis,
    event_a_on: eventAOn,
    case_b: b.caseKey,
    item_b: b.item,
    ibis_b: b.ibis,
    event_b_on: eventBOn,
    firearm_ordinal: firearm,
    conclusion: judged.conclusion,
    examiner: asWritten(row.text('examiner')),
    report_number: asWritten(row.text('report_number')),
    warnings: sortedCodes(warnings),
  });
  return {
    key: number,
    subject: [pairOf(a.ibis, b.ibis), pairOf(a.caseKey, b.caseKey)],
    stateOn: decidedOn(judged, context.receivedOn),
  };
}

interface LinkEnd {
  caseKey: string | null;
  item: string | null;
  ibis: string | null;
}

/**
 * The day of the last decision. A withdrawal without a day was made by the day the file came at the latest: no state that
 * tells of no later decision undoes it, or an older export would bring the lead back.
 */
function decidedOn(judged: ReturnType<typeof readJudgement>, receivedOn: string): string | null {
  const { status, conclusion, confirmedOn, retractedOn } = judged;
  const eliminated = status === 'NOT_CONFIRMED' || conclusion === 'ELIMINATION';
  const withdrawn = status === 'RETRACTED' || (eliminated && confirmedOn === null);
  return withdrawn && retractedOn === null ? receivedOn : latest(confirmedOn, retractedOn);
}

const latest = (a: string | null, b: string | null) => (a === null || (b !== null && b > a) ? b : a);

/** Both ends, whichever is called the first; null where one is not given. */
const pairOf = (a: string | null, b: string | null) =>
  a === null || b === null ? null : [a, b].toSorted().join(' and ');

function readEnd(caseNumber: string, item: string, ibis: string, warnings: string[]): LinkEnd {
  return {
    caseKey: caseKey(caseNumber, warnings),
    item: isNothingWritten(item) ? null : item.trim().toUpperCase(),
    ibis: cleanIbisId(ibis),
  };
}

function isEmpty(end: LinkEnd): boolean {
  return end.caseKey === null && end.item === null && end.ibis === null;
}

/**
 * Kind, status and conclusion. A row that does not say which it is counts as a hit only where an examiner's conclusion
 * stands in it; otherwise it is a lead, the weaker of the two. The number of a hit alone concludes nothing: it is given out
 * when the examination is asked for.
 */
function readJudgement(row: LinkRow, context: RowContext, hit: LinkKey['hit'], warnings: string[]) {
  const statusRaw = row.text('status');
  const status = cleanLinkStatus(statusRaw);
  if (!isNothingWritten(statusRaw) && status === null) warnings.push('ballistic.unknown-status');
  const conclusionRaw = row.text('conclusion');
  const conclusion = cleanConclusion(conclusionRaw);
  const concluded = conclusion !== null || !isNothingWritten(conclusionRaw);
  if (concluded && conclusion === null) warnings.push('ballistic.unknown-conclusion');
  const confirmed = readDayOrFlag(row.text('confirmed_on'), context, warnings);
  const retracted = readWithdrawal(row.text('retracted_on'), context, warnings);
  if (retracted.said === true && retracted.day === null) warnings.push('ballistic.retracted-without-day');
  const elsewhere = [row.text('kind'), conclusionRaw, row.text('confirmed_on')].some(saysWithdrawn);
  const withdrawn = elsewhere || (retracted.said === true && retracted.day === null);
  const identified = status === 'CONFIRMED_HIT' || conclusion === 'IDENTIFICATION';
  const confirmedHit = identified || (hit === 'numbered' && confirmed.said === true);
  const kind =
    readKind(row.text('kind'), warnings) ?? (hit === 'listed' ? 'HIT' : null) ?? (confirmedHit ? 'HIT' : 'LEAD');
  if (kind === 'LEAD' && identified) warnings.push('ballistic.lead-with-identification');
  const notYet =
    (status !== null && unexaminedStatuses.has(status)) || (status === null && !isNothingWritten(statusRaw));
  const unconfirmed =
    (status !== null && unconfirmedStatuses.has(status)) || confirmed.said === false || (!identified && notYet);
  const otherwise = concluded && conclusion !== 'IDENTIFICATION';
  if ((kind === 'HIT' || hit === 'numbered') && (unconfirmed || otherwise || kind === 'LEAD'))
    warnings.push('ballistic.hit-without-identification');
  return {
    kind: unconfirmed ? ('LEAD' as const) : kind,
    // What is withdrawn without a day is withdrawn by its status, whatever status stood there before; nor is a status
    // left confirmed beside a cell that says it is not.
    status:
      withdrawn && status !== 'NOT_CONFIRMED'
        ? 'RETRACTED'
        : status === 'CONFIRMED_HIT' && confirmed.said === false
          ? 'UNCONFIRMED'
          : (status ?? asWritten(statusRaw)),
    conclusion,
    confirmedOn: confirmed.day,
    retractedOn: retracted.day,
  };
}

/** States before an examiner concluded, and those of a conclusion that is no identification: no hit has them. */
const unconfirmedStatuses = new Set<LinkStatus>([
  'UNCONFIRMED',
  'CONFIRMATION_REQUESTED',
  'NOT_CONFIRMED',
  'INCONCLUSIVE',
]);
/** States of which only an examiner's conclusion in the same row says that they are behind it. */
const unexaminedStatuses = new Set<LinkStatus>(['GENERATED']);

function readKind(cell: string, warnings: string[]): LinkKind | null {
  if (isNothingWritten(cell)) return null;
  const kind = cleanLinkKind(cell);
  if (kind === null) warnings.push('ballistic.unknown-kind');
  return kind;
}

/** Odd days that still say that something was done: only on which day is not known. */
const oddDays = new Set(['date.after-receipt', 'date.not-a-day', 'date.impossible']);

const notDone = new Set(['PENDING', 'TBD', 'NOT CONFIRMED', 'UNCONFIRMED', 'NOT YET', 'AWAITING', 'REQUESTED']);

/** `Confirmed` and `Retracted` hold a day in some exports and yes or no in others. A day, also an odd one, says yes. */
function readDayOrFlag(
  cell: string,
  context: RowContext,
  warnings: string[],
): { day: string | null; said: boolean | null } {
  const said = readFlag(cell);
  if (said !== null) return { day: null, said };
  // `Pending` in the column of the day says that it is not done.
  if (cell !== '' && notDone.has(plainText(cell))) return { day: null, said: false };
  const odd: string[] = [];
  const day = readDay(cell, context, odd);
  warnings.push(...odd);
  return { day, said: day !== null || (/\d/.test(cell) && odd.some((code) => oddDays.has(code))) ? true : null };
}

/**
 * `Retracted` holds words where nobody kept the day. Who fills that cell withdraws, unless it says plainly that nothing was
 * withdrawn: words that may mean anything are read so too, the more careful way, and warned of.
 */
function readWithdrawal(cell: string, context: RowContext, warnings: string[]): ReturnType<typeof readDayOrFlag> {
  if (/\d/.test(cell) || readFlag(cell) !== null) return readDayOrFlag(cell, context, warnings);
  // What is no number of anything may still say something of a withdrawal.
  const speaks = /^\W*(?:see|no hit)\b/i.test(cell);
  if ((isNothingWritten(cell) && !speaks) || saysStanding(cell)) return { day: null, said: null };
  if (!saysWithdrawn(cell)) warnings.push('ballistic.unclear-retraction');
  return { day: null, said: true };
}
