import { expect, test } from 'vitest';
import type { Link, LinkGraph } from '../../../src/model/links.ts';
import { nearest } from './around-graph.ts';

const link = (id: string, object: string, more: Partial<Link>): Link => ({
  id,
  subject: 'firearm:1',
  predicate: 'FIRED_IN',
  object,
  from: '2024-01-01',
  to: null,
  basis: 'RECORDED',
  status: 'ACTIVE',
  assertedBy: 'nibin',
  source: {
    record: 1,
    version: 1,
    feed: 'nibin',
    layout: 'leads',
    file: 'a.csv',
    line: 2,
    receivedAt: '2024-01-01T00:00:00Z',
  },
  handling: [],
  ...more,
});
const graph: LinkGraph = {
  from: ['firearm:1'],
  hops: 2,
  entities: ['firearm:1', 'incident:2', 'incident:3', 'incident:4'].map((id, index) => ({
    id,
    kind: id.startsWith('firearm') ? 'firearm' : 'incident',
    label: id,
    hop: index === 0 ? 0 : 1,
    links: 1,
    firstSeen: null,
    lastSeen: null,
  })),
  links: [link('a', 'incident:2', {}), link('b', 'incident:3', {}), link('c', 'incident:4', { from: null })],
  cut: [],
  hubDegree: 40,
};
const ids = (shown: LinkGraph) => shown.entities.map((entity) => entity.id);

test('the time chosen leaves out links of other times and keeps those without a date', () => {
  expect(ids(nearest(graph, { from: '2024-02-01', to: '2024-03-01' }))).toEqual(['firearm:1', 'incident:4']);
});
