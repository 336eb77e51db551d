import type pg from 'pg';
import { decisionOfJoined } from '../acoustics/incident-ids.ts';
import {
  deleteCarriedAcknowledgement,
  findSteps,
  saveStandingDecision,
  undoneOf,
  type Step,
} from '../store/gunshot-carried.ts';
import { saveGunshotEvent } from '../store/gunshots.ts';

interface Apart {
  /** What is of its own again. */
  readonly from: string;
  /** What it was told further as. */
  readonly to: string;
  /** Steps of `from` that went along; all of them where it is not said. */
  readonly steps?: ReadonlySet<number>;
}

/** What changes of it is told together, as other changes are. */
const holdSeconds = 5;

/**
 * What people said of an incident that is of its own again stands there alone: where it had been carried to it is taken back by the program, on record,
 * and onwards wherever that went. What was said of both together stays where it was said.
 */
export async function fallApart(client: pg.ClientBase, agencyId: number, { from, to, steps }: Apart): Promise<void> {
  await deleteCarriedAcknowledgement(client, agencyId, { from, to });
  const there = await findSteps(client, agencyId, to);
  const undone = undoneOf(there);
  const standing = there.filter(({ kind, ordinal }) => kind !== 'UNDONE' && !undone.has(ordinal));
  const gone = standing.filter(({ was, step }) => was === from && (steps === undefined || steps.has(step ?? 0)));
  if (gone.length === 0) return;
  const decided = decidedBy(standing.filter((each) => each.kind === 'DECIDED' && !gone.includes(each)));
  const { revision, joinedInto } = await saveStandingDecision(client, agencyId, { incident: to, decided });
  for (const { kind, ordinal, found } of gone)
    await saveGunshotEvent(client, agencyId, {
      incident: to,
      kind: 'UNDONE',
      actor: null,
      role: null,
      revision,
      detail: {
        ...(kind === 'DECIDED' ? { decision: decided?.decision ?? null } : { found }),
        undone: ordinal,
        because: 'apart',
      },
      holdSeconds,
      // Whoever is told is told of the one it is told further as.
      silent: joinedInto !== null,
    });
  const onwards = new Set(gone.map(({ ordinal }) => ordinal));
  if (joinedInto !== null) await fallApart(client, agencyId, { from: to, to: joinedInto, steps: onwards });
}

/** What stands decided by steps that nobody took back: of what was said of itself, and of each that is one with it. */
function decidedBy(steps: readonly Step[]): Step | null {
  const ofEach = Map.groupBy(steps, ({ was }) => was);
  const last = [null, ...[...ofEach.keys()].filter((was) => was !== null)].map(
    (was) => ofEach.get(was)?.at(-1) ?? null,
  );
  const decision = decisionOfJoined(last.map((each) => each?.decision ?? null));
  return decision === null ? null : (last.find((each) => each?.decision === decision) ?? null);
}
