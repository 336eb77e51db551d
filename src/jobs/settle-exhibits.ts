import type pg from 'pg';
import { stateAfter, stepsThatStand } from '../exhibits/exhibit-states.ts';
import { countOpenPairs } from '../store/candidate-pairs.ts';
import { findExhibits, findExhibitSteps, type StoredStep } from '../store/exhibits.ts';
import type { NibinTurn } from './review-candidates.ts';
import { takeStep } from './step-exhibit.ts';

type SettlingStep = 'reopen' | 'lead' | 'no-lead';

/**
 * Moves exhibits to where what was concluded on their candidates puts them: to a lead at once, to none once all were looked at, and back where
 * neither holds any more. What a person said of a correlation elsewhere is left as it is. `note`: what the history says of it.
 */
export async function settleExhibits(
  client: pg.ClientBase,
  turn: NibinTurn,
  { exhibits, note }: { readonly exhibits: readonly number[]; readonly note: string | null },
): Promise<void> {
  for (const number of exhibits)
    for (const step of ['reopen', 'lead', 'no-lead'] as const) await settleBy(client, turn, { number, step, note });
}

/** Whether a search here, rather than a person, brought an exhibit to where it stands. */
const searchedHere = (history: readonly StoredStep[]) =>
  stepsThatStand(history).findLast(({ from, to }) => from !== to)?.byProgram === true;

async function settleBy(
  client: pg.ClientBase,
  turn: NibinTurn,
  { number, step, note }: { readonly number: number; readonly step: SettlingStep; readonly note: string | null },
): Promise<void> {
  const [exhibit] = await findExhibits(client, turn.agencyId, [number], 'change');
  if (exhibit === undefined) return;
  const { open, all, leads } = await countOpenPairs(client, turn.agencyId, number);
  const history = await findExhibitSteps(client, turn.agencyId, [number]);
  const due: Readonly<Record<SettlingStep, boolean>> = {
    reopen: leads === 0 && (exhibit.state === 'LEAD' || open > 0) && searchedHere(history),
    lead: leads > 0,
    // A search that found nobody leaves nothing to look at; what a person says of one elsewhere is theirs to end.
    'no-lead': leads === 0 && open === 0 && (all > 0 || searchedHere(history)),
  };
  const to = due[step] ? stateAfter(exhibit, step, history) : null;
  if (to !== null && to !== exhibit.state)
    await takeStep(client, turn, exhibit, {
      step,
      to,
      at: turn.now,
      note: step === 'reopen' ? note : null,
      byProgram: true,
    });
}
