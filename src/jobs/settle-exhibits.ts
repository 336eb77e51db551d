import type pg from 'pg';
import { stateAfter } from '../exhibits/exhibit-states.ts';
import { countOpenPairs } from '../store/candidate-reviews.ts';
import { findExhibits, findExhibitSteps } from '../store/exhibits.ts';
import type { NibinTurn } from './review-candidates.ts';
import { takeStep } from './step-exhibit.ts';

/** Moves exhibits on whose candidates were concluded on: to a lead at once, to none once all were looked at. */
export async function settleExhibits(
  client: pg.ClientBase,
  turn: NibinTurn,
  exhibits: readonly number[],
): Promise<void> {
  for (const exhibit of await findExhibits(client, turn.agencyId, exhibits, 'change')) {
    const { open, leads } = await countOpenPairs(client, turn.agencyId, exhibit.exhibit);
    const step = leads > 0 ? 'lead' : open === 0 ? 'no-lead' : null;
    if (step === null) continue;
    const to = stateAfter(exhibit, step, await findExhibitSteps(client, turn.agencyId, [exhibit.exhibit]));
    if (to !== null && to !== exhibit.state)
      await takeStep(client, turn, exhibit, { step, to, at: turn.now, note: null, byProgram: true });
  }
}
