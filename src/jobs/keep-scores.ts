import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { IndexMode } from '../model/trace-index.ts';
import type { EarlierScore } from '../model/trace-score.ts';
import { findTraceScores, findUnkeptScores, saveTraceScores, type KeptScore } from '../store/trace-scores.ts';
import { indexEngine, scoreDifference, shownScore } from '../trafficking/shown-score.ts';
import type { FactsStanding } from './trace-standing.ts';

/** Of which traces an answer shows the index, and which index. */
export interface ShownIndexes {
  readonly mode: IndexMode;
  readonly traceNumbers: readonly string[];
}

/** Written with one statement. */
const tracesAtOnce = 5_000;
/** Earlier scores a page shows. */
const earlierMost = 20;

/** Keeps how indexes stand that are shown or handed out, in the transaction of that read: once each, and never changed. */
export async function keepScores(
  client: pg.ClientBase,
  agencyId: number,
  held: FactsStanding,
  shown: readonly ShownIndexes[],
): Promise<void> {
  const all = shown
    .flatMap(({ mode, traceNumbers }) => traceNumbers.map((traceNumber) => ({ mode, traceNumber })))
    .sort((a, b) => (a.traceNumber < b.traceNumber ? -1 : 1));
  for (let at = 0; at < all.length; at += tracesAtOnce) {
    const scores = all
      .slice(at, at + tracesAtOnce)
      .flatMap(({ mode, traceNumber }) => keptScore(held, mode, traceNumber) ?? []);
    const unkept = await findUnkeptScores(client, agencyId, scores);
    if (unkept.length > 0) await saveTraceScores(client, agencyId, unkept);
  }
}

/** How the indexes of a trace stood when they were shown before, latest first, and why they are others now. */
export async function findEarlierScores(
  client: pg.ClientBase,
  agencyId: number,
  { held, traceNumber, modes }: { held: FactsStanding; traceNumber: string; modes: readonly IndexMode[] },
): Promise<{ total: number; scores: EarlierScore[] }> {
  const now = modes.flatMap((mode) => keptScore(held, mode, traceNumber) ?? []);
  const { total, scores } = await findTraceScores(client, agencyId, {
    traceNumber,
    without: now.map(({ fingerprint }) => fingerprint),
    limit: earlierMost,
  });
  return {
    total,
    scores: scores.map(({ score, engine, shownAt }) => {
      const today = now.find((each) => each.score.mode === score.mode)?.score;
      return { ...score, engine, shownAt, differs: scoreDifference({ ...score, engine }, today) };
    }),
  };
}

function keptScore(held: FactsStanding, mode: IndexMode, traceNumber: string): KeptScore | null {
  const index = held.index(mode).get(traceNumber);
  const trace = held.traceOf(traceNumber);
  const context = held.contexts.get(traceNumber);
  if (index === undefined || trace === undefined || context === undefined) return null;
  const score = shownScore(index, trace, context);
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([indexEngine, score]))
    .digest('hex');
  return { traceNumber, fingerprint, engine: indexEngine, score };
}
