import type pg from 'pg';
import { boardCells } from '../exhibits/daily-board.ts';
import { stageFigures, type ExhibitTimes } from '../exhibits/exhibit-clocks.ts';
import { boardColumns, type BoardRow, type ExhibitBoard, type ExhibitClocks } from '../model/exhibit-board.ts';
import { entityId } from '../model/ids.ts';
import { shareOf } from '../model/share.ts';
import { addDays } from '../model/values/calendar-arithmetic.ts';
import { parseLocalDateTime } from '../model/values/local-time.ts';
import { findBoardThings, newestBoardMoment, type BoardThing } from '../store/exhibit-board.ts';
import { importedMoments, listExhibits } from '../store/exhibit-lists.ts';
import { loadExhibitRules, type ExhibitLook, type ExhibitRules } from './exhibit-clock-rules.ts';
import { timesOf } from './load-exhibits.ts';

const hourMilliseconds = 3_600_000;
/** Rows of each kind read at most, and shown at most. */
const rowsRead = 5000;
const rowsShown = 500;
const exhibitsRead = 200_000;

/** What of the firearms and cartridge cases of some hours is late, and why. */
export async function loadExhibitBoard(
  client: pg.ClientBase,
  look: ExhibitLook,
  { until, hours }: { readonly until: string; readonly hours: number },
): Promise<ExhibitBoard> {
  const rules = await loadExhibitRules(client, look);
  const from = new Date(Date.parse(until) - hours * hourMilliseconds).toISOString();
  const things = await findBoardThings(client, look.agencyId, { from, until, limit: rowsRead });
  const rows = things
    .map((thing) => ({ at: thing.recoveredAt ?? '', row: rowOf(thing, rules) }))
    .sort((a, b) => b.row.late - a.row.late || (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .map(({ row }) => row);
  return {
    from,
    until: new Date(until).toISOString(),
    hours,
    newest: rows.length > 0 ? null : await newestBoardMoment(client, look.agencyId, until),
    rows: rows.slice(0, rowsShown),
    done: Object.fromEntries(
      boardColumns.map((column) => [
        column,
        shareOf(
          rows.filter(({ cells }) => cells[column].is !== 'not-asked'),
          ({ cells }) => (cells[column].is === 'unknown' ? null : cells[column].is === 'done'),
        ),
      ]),
    ) as ExhibitBoard['done'],
    cut: Math.max(0, rows.length - rowsShown),
  };
}

function rowOf(thing: BoardThing, rules: ExhibitRules): BoardRow {
  const moment = (at: string | null) => (at === null ? null : new Date(at).toISOString());
  const own = thing.own && {
    ...thing.own,
    lastEnteredAt: moment(thing.own.lastEnteredAt),
    uncorrelatedSince: moment(thing.own.uncorrelatedSince),
  };
  const cells = boardCells({ ...thing, own }, rules);
  const { make, model, serial, cases } = thing;
  return {
    kind: thing.kind,
    label: thing.kind === 'firearm' ? [make, model, serial].filter(Boolean).join(' ') || '—' : String(cases ?? '—'),
    case: thing.case,
    record: thing.record,
    incident: thing.incident === null ? null : entityId('incident', thing.incident),
    firearm: thing.firearm === null ? null : entityId('firearm', thing.firearm),
    exhibits: [...thing.exhibits],
    cells: { ...cells },
    late: boardColumns.filter((column) => cells[column].is === 'late').length,
  };
}

/** Clocks over exhibits and entries of imports collected from one day to another. */
export async function loadExhibitClocks(
  client: pg.ClientBase,
  look: ExhibitLook,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ExhibitClocks> {
  const rules = await loadExhibitRules(client, look);
  const midnight = (day: string) =>
    parseLocalDateTime(`${day} 00:00`, look.timeZone, { order: 'ymd' })?.instant ?? `${day}T00:00:00Z`;
  const [first, end] = [midnight(from), midnight(addDays(to, 1))];
  const exhibits = (await listExhibits(client, look.agencyId, { since: first }, exhibitsRead)).filter(
    ({ collectedAt, stateAt }) => {
      const at = Date.parse(collectedAt ?? stateAt);
      return at >= Date.parse(first) && at < Date.parse(end);
    },
  );
  const imported = await importedMoments(client, look.agencyId, { from: first, to: end });
  const times = [
    ...exhibits.map(timesOf),
    ...imported.map(({ collectedAt, enteredAt, leadOn }): ExhibitTimes => ({
      collectedAt,
      enteredAt,
      receivedAt: null,
      correlatedAt: null,
      // Only the day is told: it came at the end of it, at the latest.
      leadAt: leadOn === null ? null : midnight(addDays(leadOn, 1)),
      ended: false,
      passed: { enteredAt: true, receivedAt: true, correlatedAt: true },
    })),
  ];
  return {
    from,
    to,
    own: exhibits.length,
    imported: imported.length,
    stages: stageFigures(times, rules).map(({ within, ...figures }) => ({
      ...figures,
      within: within && { ...within },
    })),
    settingsVersion: rules.settingsVersion,
  };
}
