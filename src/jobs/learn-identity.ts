import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { comparedColumns, kindPlans } from '../identity/compared-fields.ts';
import { figuresAt } from '../identity/label-figures.ts';
import { Failure } from '../model/errors.ts';
import type { ComparedKind } from '../model/identity.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { judgedRows, observationsInForce } from '../store/identity-learning.ts';
import { findModel, insertModel } from '../store/identity-models.ts';
import type { LearnKindOrder, LearntKind } from './learn-kind.ts';

export interface LearnOrder {
  readonly kind: ComparedKind;
  readonly learntBy: string;
  readonly acceptBits?: number | null | undefined;
  readonly reviewBits?: number | undefined;
  readonly onRows?: ((rows: number) => void) | undefined;
}

const rowsAtOnce = 20_000;
/** Fewer rows hold nothing to learn from. */
const rowsLeast = 50;

/** Learns a model from what is in force of a kind, and keeps it as proposed: it joins nothing until somebody else signs it. */
export async function learnIdentity(database: Database, agencyId: number, order: LearnOrder): Promise<number> {
  const { kind, learntBy, onRows = () => undefined } = order;
  const plan = kindPlans[kind];
  const { asOfRecord, ...rows } = await readRows(database, agencyId, kind, onRows);
  if (rows.cells.length < rowsLeast)
    throw new Failure(
      'identity.too-few',
      `Expected at least ${rowsLeast} rows of the kind ${kind} to learn from; got ${rows.cells.length}. Import more first.`,
    );
  const reviewBits = order.reviewBits ?? plan.reviewBits;
  refuseThresholds(order.acceptBits ?? null, reviewBits);
  const learnt = await inThread({ kind, ...rows, acceptBits: order.acceptBits, seed: '1' });
  return inTransaction(database.pool('import'), (client) =>
    insertModel(client, agencyId, { kind, ...learnt, asOfRecord, reviewBits, learntBy }),
  );
}

/** Proposes a model again with other thresholds. */
export async function proposeThresholds(
  database: Database,
  agencyId: number,
  order: LearnOrder & { readonly from: number },
): Promise<number> {
  return inTransaction(database.pool('import'), async (client) => {
    const from = await findModel(client, agencyId, order.from);
    if (from?.kind !== order.kind)
      throw new Failure(
        'identity.no-model',
        `Expected the number of a model of the kind ${order.kind}; ${order.from} is none.`,
      );
    const acceptBits = order.acceptBits === undefined ? from.acceptBits : order.acceptBits;
    const reviewBits = order.reviewBits ?? from.reviewBits;
    refuseThresholds(acceptBits, reviewBits);
    const labels = from.diagnosis.labels.map((of) => ({
      ...of,
      figures: figuresAt(of.figures, acceptBits ?? Infinity).map((figure) => ({
        ...figure,
        byThreshold: [...figure.byThreshold],
      })),
    }));
    const diagnosis = { ...from.diagnosis, labels };
    return insertModel(client, agencyId, { ...from, diagnosis, acceptBits, reviewBits, learntBy: order.learntBy });
  });
}

function refuseThresholds(acceptBits: number | null, reviewBits: number): void {
  if (acceptBits !== null && acceptBits < reviewBits)
    throw new Failure(
      'identity.thresholds',
      `Expected to join from as many bits as a person is asked from, or more; got ${acceptBits} and ${reviewBits}.`,
    );
}

async function readRows(database: Database, agencyId: number, kind: ComparedKind, onRows: (rows: number) => void) {
  const client = await database.pool('read').connect();
  const cells: string[][] = [];
  const feeds: string[] = [];
  const places = new Map<string, number>();
  let asOfRecord = 0;
  try {
    await client.query('begin isolation level repeatable read read only');
    for (let after = { record: 0, ordinal: -1 }; ;) {
      const some = await observationsInForce(client, agencyId, {
        kind,
        columns: comparedColumns[kind],
        after,
        limit: rowsAtOnce,
      });
      for (const { record, ordinal, feed, values } of some) {
        places.set(`${record}-${ordinal}`, cells.length);
        cells.push(kindPlans[kind].cells(values));
        feeds.push(feed);
        asOfRecord = record;
      }
      onRows(cells.length);
      if (some.length < rowsAtOnce) break;
      after = some.at(-1)!;
    }
    const judged = (await judgedRows(client, agencyId, kind)).flatMap(({ a, b, same }) => {
      const [x, y] = [places.get(a), places.get(b)];
      return x === undefined || y === undefined ? [] : [{ a: x, b: y, same }];
    });
    await client.query('commit');
    return { cells, feeds, judged, asOfRecord };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function inThread(order: LearnKindOrder): Promise<LearntKind> {
  const worker = new Worker(new URL('./learn-identity-worker.ts', import.meta.url), { workerData: order });
  try {
    const [learnt] = (await once(worker, 'message')) as [LearntKind];
    return learnt;
  } finally {
    await worker.terminate();
  }
}
