import type pg from 'pg';
import { answerDealers, answerFlags, answerFlows, answerOverview, answerPublished } from '../jobs/answer-traces.ts';
import { HeldFacts } from '../jobs/held-facts.ts';
import type { FactsStanding } from '../jobs/trace-standing.ts';
import type { FlowColumn } from '../model/trace-filter.ts';
import { traceCaution } from '../model/trace-report.ts';
import type { CommandIo } from './command.ts';
import { shareWords } from './describe-traces.ts';
import { flowsPicture, publishedPicture, type Picture } from './trace-sources.ts';

export const pictureNames = ['flows', 'published', 'corridors', 'dealers', 'flags'] as const;
export type PictureName = (typeof pictureNames)[number];

export interface PictureOrder {
  readonly client: pg.ClientBase;
  readonly agencyId: number;
  readonly limit: number;
  readonly json: boolean | undefined;
  /** What the columns of flows are. */
  readonly by?: FlowColumn | undefined;
  /** Year of ATF's table. */
  readonly year?: number | undefined;
}

/** Dealers are held against being among the first so many. */
const topShown = 10;

/** One of the pictures of trafficking as lines, or as one value with --json. */
export async function printPicture(name: PictureName, order: PictureOrder, io: CommandIo): Promise<void> {
  const { client, agencyId, limit, json } = order;
  const held = await new HeldFacts().of(client, agencyId);
  const [value, lines, rows] = await pictures[name](held, order);
  if (json) io.json(value(limit));
  else {
    for (const line of lines(limit)) io.out(line);
    if (rows > limit) io.out(`… ${rows - limit} more of ${rows}: raise --limit.`);
    io.out('');
    io.out(traceCaution);
  }
}

const pictures: Readonly<
  Record<PictureName, (held: FactsStanding, order: PictureOrder) => Picture | Promise<Picture>>
> = {
  flows: (held, { by }) => flowsPicture(answerFlows(held, { by: by ?? 'year' })),
  published: async (held, { client, agencyId, year }) =>
    publishedPicture(await answerPublished(client, agencyId, held, year)),
  corridors(held) {
    const { corridors } = answerOverview(held, {});
    const { from, lateFrom, to, rows, falseMost, unknown, after } = corridors;
    return [
      (limit) => ({ ...corridors, rows: rows.slice(0, limit) }),
      (limit) =>
        from === null
          ? ['Too few months are recorded to tell a change.']
          : [
              `${lateFrom} to ${to} against ${from} to the month before; firearms of unknown source: ${unknown}.`,
              ...(after === 0
                ? []
                : [`Recovered after the records end, by stray or mistyped days, and left out: ${after}.`]),
              `A change is told where at most ${falseMost * 10} of 10 told are expected to be false.`,
              '',
              ...rows
                .slice(0, limit)
                .map(
                  ({ id, observed, expected, direction, falseDiscoveryRate, told }) =>
                    `${id}  ${String(observed).padStart(5)} firearms, ${expected.toFixed(1)} expected  ${told ? `changed: ${direction}` : 'no change told'} (expected false: ${falseDiscoveryRate.toFixed(3)} of 1)`,
                ),
            ],
      rows.length,
    ];
  },
  dealers(held) {
    const { ranks, funnel, usual, ...answer } = answerDealers(held, topShown);
    const points = new Map(funnel.points.map((point) => [point.dealer, point]));
    return [
      (limit) => ({
        ...answer,
        usual,
        overDispersion: funnel.overDispersion,
        spread: funnel.spread,
        leftOut: funnel.leftOut,
        dealers: ranks.slice(0, limit).map((rank) => ({ ...rank, funnel: points.get(rank.dealer) ?? null })),
      }),
      (limit) => [
        `Under three years, of traced firearms with a known time: ${shareWords(usual)}. Exposure is firearms of known time: sales are not recorded.`,
        '',
        ...ranks.slice(0, limit).map(({ dealer, label, short, inTop }) => {
          const point = points.get(dealer);
          const expected = point === undefined ? '' : `, ${point.expected.toFixed(1)} expected (${point.position})`;
          return `${label} (${dealer})  under three years: ${shareWords(short)}${expected}; among the first ${topShown} in ${inTop.numerator} of ${inTop.denominator} draws`;
        }),
      ],
      ranks.length,
    ];
  },
  flags(held) {
    const flags = answerFlags(held);
    return [
      (limit) => flags.slice(0, limit),
      (limit) => flags.slice(0, limit).map(({ traceNumber, flag }) => `${traceNumber}  ${flag.code}  ${flag.sentence}`),
      flags.length,
    ];
  },
};
