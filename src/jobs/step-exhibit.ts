import type pg from 'pg';
import { concludes, stateAfter, stepsFrom, standsAside, stepsThatStand, undoable } from '../exhibits/exhibit-states.ts';
import { Failure } from '../model/errors.ts';
import type { ExhibitStepOrder, TestFireOrder } from '../model/exhibit-orders.ts';
import type { ExhibitState, ExhibitStep } from '../model/exhibits.ts';
import { momentOf } from '../model/values/moment.ts';
import { countOpenPairs } from '../store/candidate-pairs.ts';
import {
  findExhibits,
  findExhibitSteps,
  insertExhibitStep,
  updateExhibit,
  type ExhibitFacts,
  type ExhibitStanding,
  type StoredExhibit,
  type StoredStep,
} from '../store/exhibits.ts';
import { insertTestFire, withdrawTestFire } from '../store/test-fires.ts';
import { searchByNewClass } from './ask-for-search.ts';
import { heldExhibit, type ExhibitTurn } from './held-exhibit.ts';
import { tieByNewNumbers } from './tie-entry.ts';

/** Takes a step of an exhibit at the version it was decided on; `undo` takes the last one back. */
export async function stepExhibit(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  { exhibit, version, ...order }: ExhibitStepOrder & { readonly exhibit: number },
): Promise<void> {
  const before = await heldExhibit(client, turn.agencyId, exhibit, version);
  const history = await findExhibitSteps(client, turn.agencyId, [exhibit]);
  if (order.step === 'undo') return undo(client, turn, before, history);
  const at = order.at ?? turn.now;
  const to = nextState(turn, before, order.step, history);
  const note = order.note?.trim() || null;
  const custodyTo = order.custodyTo?.trim() || null;
  if (concludes(order.step)) await expectConcludable(client, turn, before, order.step);
  if ((needsReason.has(order.step) || concludes(order.step)) && note === null)
    throw new Failure('exhibit.no-reason', 'Expected a reason, in a few words; got none. Nothing was changed.');
  if (order.step === 'hand-over' && custodyTo === null)
    throw new Failure('exhibit.no-reason', 'Expected who took the exhibit; got none. Nothing was changed.');
  expectInOrder(at, turn, history);
  if (order.step === 'test-fire')
    return testFire(client, turn, before, { order: order.testFire ?? null, at, to, note });
  await takeStep(client, turn, before, { step: order.step, to, at, note, custodyTo });
}

const needsReason: ReadonlySet<ExhibitStep> = new Set(['not-eligible', 'defer', 'note']);

/** Lead or none is what candidates found here came to, as long as one of them waits for somebody to look at it. */
async function expectConcludable(
  client: pg.ClientBase,
  { agencyId }: ExhibitTurn,
  { exhibit }: StoredExhibit,
  step: ExhibitStep,
): Promise<void> {
  const { open } = await countOpenPairs(client, agencyId, exhibit);
  if (step !== 'correlate' && open > 0)
    throw new Failure(
      'exhibit.wrong-step',
      `Expected an exhibit whose candidates were all looked at; ${open} of them wait. Nothing was changed. Look at them first: what they come to moves the exhibit.`,
      { detail: { step, open } },
    );
}

interface Move {
  readonly step: ExhibitStep;
  readonly to: ExhibitState;
  readonly at: string;
  readonly note: string | null;
  readonly custodyTo?: string | null;
  readonly reason?: string | null;
  readonly byProgram?: boolean;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Writes a step down and brings the exhibit where it leads. Whoever calls it holds the exhibit, and has looked whether the step may be taken. */
export async function takeStep(
  client: pg.ClientBase,
  { agencyId, actor }: ExhibitTurn,
  before: StoredExhibit,
  { step, to, at, note, custodyTo = null, reason = note, byProgram = false, more = {} }: Move,
): Promise<void> {
  const { state, stateAt, stateBy, notEnteredReason, holder } = before;
  const moved = to !== state;
  const standing: Partial<ExhibitStanding> = {
    ...(moved ? { state: to, stateAt: at, stateBy: actor, notEnteredReason: standsAside(to) ? reason : null } : {}),
    ...(custodyTo === null ? {} : { holder: custodyTo }),
  };
  await updateExhibit(client, agencyId, before.exhibit, standing);
  await insertExhibitStep(client, agencyId, before.exhibit, {
    step,
    from: state,
    to,
    custodyFrom: custodyTo === null ? null : holder,
    custodyTo,
    note,
    before: { standing: { state, stateAt, stateBy, notEnteredReason, holder }, ...more },
    undoes: null,
    byProgram,
    at,
    by: actor,
  });
}

function nextState(
  { mayConclude = false }: ExhibitTurn,
  before: StoredExhibit,
  step: ExhibitStep,
  history: readonly StoredStep[],
): ExhibitState {
  if (concludes(step) && !mayConclude)
    throw new Failure(
      'api.not-allowed',
      `Expected somebody who may conclude on candidates; what a search here came to is the program’s to write down, and what one elsewhere came to theirs; got ${step}. Nothing was changed. Ask a technician.`,
    );
  const allowed = stepsFrom(before, history, { mayConclude });
  const to = stateAfter(before, step, history);
  if (to !== null && allowed.includes(step)) return to;
  throw new Failure(
    'exhibit.wrong-step',
    `Expected a step that may be taken of a ${before.kind} that is ${before.state}: ${allowed.join(', ')}; got ${step}. Nothing was changed.`,
    { detail: { state: before.state, step, allowed } },
  );
}

/** Not later than now, nor before the step that went before it. */
function expectInOrder(at: string, { now }: ExhibitTurn, history: readonly StoredStep[]): void {
  const taken = new Set(history.map(({ undoes }) => undoes));
  const last =
    history.filter(({ id, step }) => step !== 'undo' && step !== 'edit' && step !== 'mask' && !taken.has(id)).at(-1)
      ?.at ?? null;
  const moment = momentOf(at);
  if (moment === null || moment > Date.parse(now))
    throw new Failure('exhibit.facts', `Expected a moment that has been; got ${at}. Nothing was changed.`, {
      detail: { field: 'at' },
    });
  if (last !== null && moment < Date.parse(last))
    throw new Failure(
      'exhibit.facts',
      `Expected a moment not before the step that went before it, ${last}; got ${at}. Nothing was changed.`,
      { detail: { field: 'at' } },
    );
}

async function testFire(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  before: StoredExhibit,
  { order, at, to, note }: { order: TestFireOrder | null; at: string; to: ExhibitState; note: string | null },
): Promise<void> {
  const refused = order?.refused?.trim() || null;
  if (order === null || (order.rounds === 0) !== (refused !== null))
    throw new Failure(
      'exhibit.facts',
      'Expected who fired and how many rounds, or no rounds and why it was refused; got something else. Nothing was changed.',
      { detail: { field: 'testFire' } },
    );
  const id = await insertTestFire(client, turn.agencyId, {
    firearm: before.exhibit,
    firedAt: at,
    technician: order.technician.trim(),
    rounds: order.rounds,
    ammunition: order.ammunition?.trim() || null,
    trap: order.trap,
    refused,
    by: turn.actor,
  });
  const words = `${order.technician.trim()}: ${refused ?? `${order.rounds}`}`;
  await takeStep(client, turn, before, {
    step: 'test-fire',
    to: refused === null ? to : 'NOT_ELIGIBLE',
    at,
    note: note === null ? words : `${words}. ${note}`,
    reason: refused,
    more: { testFire: id },
  });
}

/** What steps keep for undoing them. */
interface Kept {
  readonly standing?: ExhibitStanding;
  readonly facts?: Partial<ExhibitFacts>;
  readonly testFire?: number;
  readonly scan?: number;
}

async function undo(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  before: StoredExhibit,
  history: readonly StoredStep[],
): Promise<void> {
  const last = undoable(history, turn.actor);
  const kept = (last?.before ?? {}) as Kept;
  const fires = kept.testFire === undefined || (await withdrawTestFire(client, turn.agencyId, kept.testFire, turn.now));
  if (last === null || kept.scan !== undefined || !fires)
    throw new Failure(
      'exhibit.no-undo',
      'Expected a last step by you on which nothing else hangs; enrolling, what the program did, a scan, and a test fire that exhibits come of are not taken back. Nothing was changed. Go on from where it stands.',
    );
  await updateExhibit(client, turn.agencyId, before.exhibit, { ...kept.standing, ...kept.facts });
  await insertExhibitStep(client, turn.agencyId, before.exhibit, {
    step: 'undo',
    from: before.state,
    to: last.from ?? before.state,
    custodyFrom: null,
    custodyTo: null,
    note: last.step,
    before: {},
    undoes: last.id,
    byProgram: false,
    at: turn.now,
    by: turn.actor,
  });
  await tieByNewNumbers(client, turn, before);
  await searchByNewClass(client, turn, before);
}

/**
 * Takes back, for the program, that an exhibit was imaged by scans that could not be prepared or are none of it, and, where nothing else imaged it,
 * what the program did since: it waits to be entered again. What a person concluded since stays.
 */
export async function takeBackImages(
  client: pg.ClientBase,
  turn: ExhibitTurn,
  { exhibit, scans }: { readonly exhibit: number; readonly scans: readonly number[] },
): Promise<void> {
  const [before] = await findExhibits(client, turn.agencyId, [exhibit], 'change');
  const standing = stepsThatStand(await findExhibitSteps(client, turn.agencyId, [exhibit]));
  const images = standing.filter(({ step }) => step === 'image');
  const ofScans = images.filter((step) => scans.includes((step.before as Kept).scan ?? -1));
  if (before === undefined || ofScans.length === 0) return;
  const since = standing.slice(standing.indexOf(images[0]!));
  const moves = since.filter(({ step, from, to }) => step !== 'image' && from !== to);
  const entered = images.find(({ from }) => from !== 'IMAGED');
  const back =
    images.length === ofScans.length && moves.every(({ byProgram }) => byProgram)
      ? ((entered?.before ?? {}) as Kept).standing
      : undefined;
  const undone = back === undefined ? ofScans : [...ofScans, ...moves].toSorted((x, y) => x.id - y.id);
  let { state } = before;
  if (back !== undefined) {
    const { stateAt, stateBy, notEnteredReason } = back;
    await updateExhibit(client, turn.agencyId, exhibit, { state: back.state, stateAt, stateBy, notEnteredReason });
  } else await updateExhibit(client, turn.agencyId, exhibit, {});
  for (const { id, step, from } of undone.toReversed()) {
    const to = back === undefined ? state : (from ?? state);
    await insertExhibitStep(client, turn.agencyId, exhibit, {
      step: 'undo',
      from: state,
      to,
      custodyFrom: null,
      custodyTo: null,
      note: step,
      before: {},
      undoes: id,
      byProgram: true,
      at: turn.now,
      by: turn.actor,
    });
    state = to;
  }
}
