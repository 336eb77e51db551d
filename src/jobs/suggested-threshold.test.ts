import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { labelFigures } from '../identity/label-figures.ts';
import { findModel, insertModel, modelInForce, signModel } from '../store/identity-models.ts';
import { inTransaction } from '../store/database.ts';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { loadModelPage } from './identity-models.ts';
import { learnKind } from './learn-kind.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const people = [...personRecords('suggested-threshold', 150, recordProfiles.city)];
const cells = people.map((each) => [
  each.givenName,
  '',
  each.familyName,
  '',
  each.born,
  '',
  each.street,
  each.city,
  each.postcode,
  each.phone,
  '',
  '',
]);

/** Of each band of one bit how many labelled pairs are of one, and how many of two. */
function labelsOf(from: string, bands: readonly (readonly [bits: number, same: number, different: number])[]) {
  const pairs = bands.flatMap(([bits, same, different]) =>
    Array.from({ length: same + different }, (_, at) => ({ a: 0, b: 1, bits: bits + 0.5, same: at < same })),
  );
  const of = labelFigures({ pairs, differentInAll: 0, acceptBits: 3, groupsOf: () => [] });
  const figures = of.figures.map((figure) => ({ ...figure, byThreshold: [...figure.byThreshold] }));
  return { from, ...of, byThreshold: [...of.byThreshold], figures };
}

test('what people judged of a band moves the suggestion, and nothing joins by it until somebody proposes it and another signs', async () => {
  const order = { kind: 'person', cells, feeds: cells.map(() => 'incidents'), judged: [], seed: 'a' } as const;
  const learnt = learnKind({ ...order, acceptBits: 3 });
  const { agencyId } = store.agency;
  const numbers = labelsOf('numbers behind which fingerprints stand', [
    [8, 1000, 0],
    [3, 1000, 0],
  ]);
  const save = (labels: (typeof numbers)[]) =>
    inTransaction(store.database.pool('import'), (client) =>
      insertModel(client, agencyId, {
        kind: 'person',
        ...learnt,
        diagnosis: { ...learnt.diagnosis, labels },
        asOfRecord: 0,
        reviewBits: -2,
        learntBy: 'analyst',
      }),
    );
  const before = await save([numbers]);
  const after = await save([numbers, labelsOf('judgements of people', [[3, 10, 30]])]);
  const client = await store.database.pool('import').connect();
  try {
    await signModel(client, agencyId, { model: before, kind: 'person', signedBy: 'supervisor' });
    const suggested = async (model: number) => (await loadModelPage(client, agencyId, model))!.suggested;
    expect(await suggested(before)).toEqual({
      acceptBits: 3,
      labels: 1000,
      different: 0,
      toBits: 4,
      from: [{ from: numbers.from, labels: 1000, different: 0 }],
    });
    expect(await suggested(after)).toEqual({
      acceptBits: 8,
      labels: 1000,
      different: 0,
      toBits: 9,
      from: [
        { from: numbers.from, labels: 1000, different: 0 },
        { from: 'judgements of people', labels: 0, different: 0 },
      ],
    });
    expect((await modelInForce(client, agencyId, 'person'))?.acceptBits).toBe(3);
    expect(await findModel(client, agencyId, after)).toMatchObject({
      state: 'PROPOSED',
      acceptBits: 3,
      signedBy: null,
    });
  } finally {
    client.release();
  }
});
