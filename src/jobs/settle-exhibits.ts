import type pg from 'pg';
import { stateAfter } from '../exhibits/exhibit-states.ts';
import { countOpenPairs } from '../store/candidate-reviews.ts';
import { findExhibits, findExhibitSteps, insertExhibitStep, updateExhibit } from '../store/exhibits.ts';
import type { NibinTurn } from './review-candidates.ts';

/** Moves exhibits on whose candidates were concluded on: to a lead at once, to none once all were looked at. */
export async function settleExhibits(
  client: pg.ClientBase,
  { agencyId, actor, now }: NibinTurn,
  exhibits: readonly number[],
): Promise<void> {
  for (const exhibit of await findExhibits(client, agencyId, exhibits, 'change')) {
    const { open, leads } = await countOpenPairs(client, agencyId, exhibit.exhibit);
    const step = leads > 0 ? 'lead' : open === 0 ? 'no-lead' : null;
    if (step === null) continue;
    const history = await findExhibitSteps(client, agencyId, [exhibit.exhibit]);
    const to = stateAfter(exhibit, step, history);
    if (to === null) continue;
    const { state, stateAt, stateBy } = exhibit;
    await updateExhibit(client, agencyId, exhibit.exhibit, { state: to, stateAt: now, stateBy: actor });
    await insertExhibitStep(client, agencyId, exhibit.exhibit, {
      step,
      from: state,
      to,
      custodyFrom: null,
      custodyTo: null,
      note: null,
      before: { state, stateAt, stateBy },
      undoes: null,
      byProgram: true,
      at: now,
      by: actor,
    });
  }
}
