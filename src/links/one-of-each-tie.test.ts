import { expect, test } from 'vitest';
import type { EntryOfLead, StoredLink } from './neighbors.ts';
import { oneOfEachTie } from './one-of-each-tie.ts';

const [scene, other] = [1, 2];

/** A link of two scenes told by the record of its number. */
function link(id: number, more: Partial<StoredLink> = {}): StoredLink {
  return {
    id,
    subject: scene,
    subjectKind: 'incident',
    object: other,
    objectKind: 'incident',
    predicate: 'LINKED_BY_LEAD',
    status: 'ACTIVE',
    source: { record: id },
    ...more,
  } as StoredLink;
}

/** What a record names at both scenes. */
const entries = (of: Record<number, readonly [string | null, string | null]>) =>
  new Map(
    Object.entries(of).map(([record, items]) => [
      Number(record),
      items.map(
        (item, at) =>
          ({
            record: Number(record),
            incident: [scene, other][at]!,
            ibis: null,
            item,
            eventTypes: [],
          }) as unknown as EntryOfLead,
      ),
    ]),
  );
const one = entries({ 1: ['CC-1', 'CC-2'], 2: ['CC-1', 'CC-2'], 3: ['CC-1', 'CC-9'], 4: [null, null] });
const ids = (links: readonly StoredLink[]) => oneOfEachTie(links, one).map(({ id }) => id);

test('of one tie that two records tell the hit is left, whichever came first and whichever way round', () => {
  expect(ids([link(1), link(2, { predicate: 'LINKED_BY_HIT' })])).toEqual([2]);
  expect(ids([link(1, { predicate: 'LINKED_BY_HIT' }), link(2, { subject: other, object: scene })])).toEqual([1]);
  expect(ids([link(1), link(2)])).toEqual([1]);
});

test('what stands is left before what was withdrawn, and of two that were withdrawn one', () => {
  expect(ids([link(1, { status: 'RETRACTED', predicate: 'LINKED_BY_HIT' }), link(2)])).toEqual([2]);
  expect(ids([link(1, { status: 'RETRACTED' }), link(2, { status: 'RETRACTED' })])).toEqual([1]);
});

test('where records are at odds each stands', () => {
  const conflict = 'in one it stands, in another it was withdrawn';
  expect(ids([link(1, { status: 'RETRACTED', conflict }), link(2, { status: 'RETRACTED', conflict })])).toEqual([1, 2]);
  expect(ids([link(1), link(2, { conflict })])).toEqual([1, 2]);
});

test('other specimens of the same two scenes, and a record that names none, are ties of their own', () => {
  expect(ids([link(1), link(3, { predicate: 'LINKED_BY_HIT' })])).toEqual([1, 3]);
  expect(ids([link(1), link(4)])).toEqual([1, 4]);
  expect(ids([link(1), link(2, { object: 7 })])).toEqual([1, 2]);
});
