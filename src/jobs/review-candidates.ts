import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { CandidatePair, CandidateQueue, ComparedExhibit, GivenReview } from '../model/candidate-pairs.ts';
import type { ReviewConclusion } from '../model/nibin-states.ts';
import { isDrawn, settleReviews, type ReviewState } from '../nibin/settle-reviews.ts';
import { namesOfOne } from '../store/account-logins.ts';
import {
  countCandidatePairs,
  findCandidatePairs,
  findPairFigures,
  type Pair,
  type PairFigures,
  type PairState,
} from '../store/candidate-pairs.ts';
import {
  agreeConsensus,
  findConsensus,
  findReviews,
  findSettlements,
  findWithdrawnReviews,
  holdPair,
  insertReview,
  insertSettlement,
  proposeConsensus as saveProposal,
  takeReviewBack,
  takeSettlementBack,
  type StoredConsensus,
  type StoredReview,
} from '../store/candidate-reviews.ts';
import { findExhibits, type StoredExhibit } from '../store/exhibits.ts';
import { findLeadsOfPairs } from '../store/nibin-leads.ts';
import { figuresOf } from './comparison-figures.ts';
import { openNibinLead } from './move-nibin-lead.ts';
import { settleExhibits } from './settle-exhibits.ts';

/** Who does something, and when. */
export interface NibinTurn {
  readonly agencyId: number;
  readonly actor: string;
  /** ISO 8601. */
  readonly now: string;
}

type Reader = Pick<NibinTurn, 'agencyId' | 'actor'>;

/** Pairs of one state for a reader. Nobody sees what others said of a pair before both have spoken. */
export async function loadCandidateQueue(
  client: pg.ClientBase,
  reader: Reader,
  { state, limit }: { readonly state: PairState; readonly limit: number },
): Promise<CandidateQueue> {
  const { agencyId, actor } = reader;
  const found = await findCandidatePairs(client, agencyId, { person: actor, state, limit: limit + 1 });
  return {
    items: await describe(client, reader, found.slice(0, limit)),
    more: found.length > limit,
    counts: await countCandidatePairs(client, agencyId, actor),
  };
}

export async function loadCandidatePair(client: pg.ClientBase, reader: Reader, pair: Pair): Promise<CandidatePair> {
  const [described] = await describe(client, reader, await findPairFigures(client, reader.agencyId, [pair]));
  if (described === undefined) throw unknownPair(pair);
  return described;
}

/** Says of a pair what somebody sees on the screen. */
export async function giveReview(
  client: pg.ClientBase,
  turn: NibinTurn,
  { a, b, conclusion, note }: Pair & { conclusion: ReviewConclusion; note: string | null },
): Promise<void> {
  const held = await hold(client, turn, { a, b });
  if (held.mine !== null)
    throw new Failure(
      'candidate.reviewed',
      'Expected a pair you have not looked at; you have. What you said can be taken back only as long as nobody else spoke. Nothing was changed.',
    );
  if (held.state.kind === 'settled' || held.reviews.length >= 3) throw settledAlready();
  await refusingSameReviewer(() =>
    insertReview(client, turn.agencyId, {
      a,
      b,
      turn: held.reviews.length + 1,
      conclusion,
      note,
      by: turn.actor,
      at: turn.now,
    }),
  );
  await settle(client, turn, { a, b });
}

/** Takes back what the reader said of a pair, as long as nobody else spoke: who spoke second was shown what the first said, and would not be blind. */
export async function takeBackReview(client: pg.ClientBase, turn: NibinTurn, pair: Pair): Promise<void> {
  const { mine, reviews, settled } = await hold(client, turn, pair);
  if (mine === null || reviews.length > 1 || (settled !== null && settled.basis !== 'one-of-one'))
    throw new Failure(
      'candidate.no-undo',
      'Expected something you said of a pair of which nobody else spoke. What others said was shown to whoever spoke after them: agree with them, or let a third person look. Nothing was changed.',
    );
  await takeReviewBack(client, turn.agencyId, mine.review, turn.now);
  await takeSettlementBack(client, turn.agencyId, pair, turn.now);
  await settleExhibits(client, turn, { exhibits: [pair.a, pair.b], note: null });
}

/** Proposes what those who differ could agree on. */
export async function proposeConsensus(
  client: pg.ClientBase,
  turn: NibinTurn,
  { a, b, conclusion, reason }: Pair & { conclusion: ReviewConclusion; reason: string },
): Promise<void> {
  const held = await hold(client, turn, { a, b });
  refuseConsensus(held);
  await saveProposal(client, turn.agencyId, { a, b, conclusion, reason, by: turn.actor, at: turn.now });
}

/** Agrees to what another of those who differ proposed. */
export async function agreeToConsensus(client: pg.ClientBase, turn: NibinTurn, pair: Pair): Promise<void> {
  const held = await hold(client, turn, pair);
  refuseConsensus(held);
  const [open] = await findConsensus(client, turn.agencyId, [pair]);
  if (open === undefined || open.agreedBy !== null)
    throw new Failure('candidate.settled', 'Expected a proposal that waits; there is none. Nothing was changed.');
  await refusingSameReviewer(() =>
    agreeConsensus(client, turn.agencyId, { consensus: open.consensus, by: turn.actor, at: turn.now }),
  );
  await settle(client, turn, pair);
}

interface HeldPair {
  readonly reviews: readonly StoredReview[];
  readonly state: ReviewState;
  readonly settled: { readonly basis: string } | null;
  /** What the one who acts said, whatever name they said it under. */
  readonly mine: StoredReview | null;
}

async function hold(client: pg.ClientBase, { agencyId, actor }: Reader, pair: Pair): Promise<HeldPair> {
  await holdPair(client, agencyId, pair);
  if ((await findPairFigures(client, agencyId, [pair])).length === 0) throw unknownPair(pair);
  const reviews = await findReviews(client, agencyId, [pair]);
  const [settled = null] = await findSettlements(client, agencyId, [pair]);
  const [consensus] = await findConsensus(client, agencyId, [pair]);
  const isReader = await namesOfOne(client, agencyId, actor);
  const mine = reviews.findLast(({ by }) => isReader(by)) ?? null;
  return { reviews, settled, mine, state: stateOf(pair, reviews, consensus) };
}

function stateOf({ a, b }: Pair, reviews: readonly GivenReview[], consensus: StoredConsensus | undefined): ReviewState {
  return settleReviews(
    reviews.map(({ conclusion }) => conclusion),
    { drawn: isDrawn(a, b), agreed: consensus?.agreedBy ? consensus.conclusion : null },
  );
}

/** Where everybody needed has spoken: keeps what they came to, opens the lead, and moves the exhibits. */
async function settle(client: pg.ClientBase, turn: NibinTurn, pair: Pair): Promise<void> {
  const reviews = await findReviews(client, turn.agencyId, [pair]);
  const [consensus] = await findConsensus(client, turn.agencyId, [pair]);
  const state = stateOf(pair, reviews, consensus);
  if (state.kind !== 'settled') return;
  const { conclusion, how: basis } = state;
  await insertSettlement(client, turn.agencyId, { ...pair, conclusion, basis, at: turn.now });
  if (conclusion === 'LEAD') await openNibinLead(client, turn, { ...pair, ...whoFound(reviews, consensus) });
  await settleExhibits(client, turn, { exhibits: [pair.a, pair.b], note: null });
}

/** Who said it first, and the other person who stands for it. */
function whoFound(
  reviews: readonly StoredReview[],
  consensus: StoredConsensus | undefined,
): { issuedBy: string; issuedAt: string; reviewer: string } {
  const [first, second] = reviews.filter(({ conclusion }) => conclusion === 'LEAD');
  if (first !== undefined && second !== undefined)
    return { issuedBy: first.by, issuedAt: first.at, reviewer: second.by };
  return {
    issuedBy: consensus!.proposedBy,
    issuedAt: consensus!.proposedAt,
    reviewer: consensus!.agreedBy!,
  };
}

function refuseConsensus({ mine, state }: HeldPair): void {
  if (state.kind === 'settled') throw settledAlready();
  if (mine !== null && (state.kind === 'third' || state.kind === 'consensus')) return;
  throw new Failure(
    'candidate.another-person',
    'Expected one of those who looked at the pair and differ. Look at it first. Nothing was changed.',
  );
}

/** The database refuses a second look by whoever had the first, under whatever name. */
async function refusingSameReviewer(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'another-reviewer') throw error;
    throw new Failure(
      'candidate.another-person',
      'Expected another person than whoever looked at the pair before, proposed what is agreed to, or examined the specimens. Ask somebody else. Nothing was changed.',
      { cause: error as Error },
    );
  }
}

async function describe(
  client: pg.ClientBase,
  { agencyId, actor }: Reader,
  pairs: readonly PairFigures[],
): Promise<CandidatePair[]> {
  const reviews = Map.groupBy(await findReviews(client, agencyId, pairs), keyOf);
  const settled = new Map((await findSettlements(client, agencyId, pairs)).map((each) => [keyOf(each), each]));
  const consensus = new Map((await findConsensus(client, agencyId, pairs)).map((each) => [keyOf(each), each]));
  const withdrawn = Map.groupBy(await findWithdrawnReviews(client, agencyId, pairs), keyOf);
  const leads = new Map((await findLeadsOfPairs(client, agencyId, pairs)).map((each) => [keyOf(each), each.lead]));
  const exhibits = new Map(
    (await findExhibits(client, agencyId, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))])).map((each) => [
      each.exhibit,
      each,
    ]),
  );
  const isReader = await namesOfOne(client, agencyId, actor);
  const described: CandidatePair[] = [];
  for (const pair of pairs) {
    const [a, b] = [exhibits.get(pair.a), exhibits.get(pair.b)];
    if (a === undefined || b === undefined) continue;
    const key = keyOf(pair);
    const given = reviews.get(key) ?? [];
    const end = settled.get(key) ?? null;
    const own = given.findLast(({ by }) => isReader(by)) ?? null;
    // Who looked before the lead was withdrawn has seen what was said: others look now.
    const said = own ?? withdrawn.get(key)?.findLast(({ by }) => isReader(by)) ?? null;
    const differ = end === null && own !== null && given.length >= 2;
    const open = end !== null || differ;
    described.push({
      a: comparedOf(a, pair.scanA),
      b: comparedOf(b, pair.scanB),
      figures: figuresOf(pair),
      state: end !== null ? 'settled' : differ ? 'consensus' : said !== null ? 'waiting' : 'review',
      own: said === null ? null : reviewOf(said),
      mayUndo: own !== null && given.length === 1 && (end === null || end.basis === 'one-of-one'),
      reviews: open ? given.map(reviewOf) : [],
      consensus: open ? consensusOf(consensus.get(key)) : null,
      conclusion: end?.conclusion ?? null,
      lead: end === null ? null : (leads.get(key) ?? null),
    });
  }
  return described;
}

const keyOf = ({ a, b }: Pair) => `${a} ${b}`;

export const reviewOf = ({ turn, conclusion, note, by, at }: GivenReview): GivenReview => ({
  turn,
  conclusion,
  note,
  by,
  at,
});

export function consensusOf(of: StoredConsensus | undefined): CandidatePair['consensus'] {
  if (of === undefined) return null;
  const { conclusion, reason, proposedBy, proposedAt, agreedBy, agreedAt } = of;
  return { conclusion, reason, proposedBy, proposedAt, agreedBy, agreedAt };
}

function comparedOf(
  { exhibit, item, kind, origin, aperture, breechFace, ...of }: StoredExhibit,
  scan: number,
): ComparedExhibit {
  const calibre = of.calibreWritten ?? of.calibre;
  return { exhibit, item, kind, origin, calibre, aperture, breechFace, scan };
}

const settledAlready = () =>
  new Failure(
    'candidate.settled',
    'Expected a pair that is not concluded; those needed have spoken. Load the queue again. Nothing was changed.',
  );

function unknownPair({ a, b }: Pair): Failure {
  return new Failure(
    'candidate.unknown',
    `Expected two exhibits that a search put together; none put ${a} and ${b} together. Load the queue again.`,
  );
}
