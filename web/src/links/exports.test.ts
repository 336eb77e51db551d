import { describe, expect, test } from 'vitest';
import type { Link, LinkedEntity } from '../../../src/model/links.ts';
import { chartSvg } from './chart-svg.ts';
import { csvHead, exportName, handlingOf } from './export-head.ts';
import { entitiesCsv } from './entities-csv.ts';
import { i2Csv } from './i2-csv.ts';
import { linksCsv } from './links-csv.ts';
import { pairLinks } from './link-look.ts';

const entity = (id: string, label = id): LinkedEntity => ({
  id,
  kind: id.split(':')[0] as LinkedEntity['kind'],
  label,
  hop: 0,
  links: 1,
  firstSeen: null,
  lastSeen: null,
});
const link = (more: Partial<Link>): Link => ({
  id: 'l1',
  subject: 'firearm:1',
  predicate: 'POSSIBLY_FIRED_IN',
  object: 'incident:2',
  from: '2024-03-01',
  to: null,
  basis: 'RECORDED',
  status: 'ACTIVE',
  assertedBy: 'nibin',
  source: {
    record: 5,
    version: 2,
    feed: 'nibin',
    layout: 'leads',
    file: 'a.csv',
    line: 3,
    receivedAt: '2024-01-01T00:00:00Z',
  },
  handling: ['NIBIN-LEAD'],
  ...more,
});
const nameOf = (id: string) => (id === 'firearm:1' ? '=Glock 19' : id);

describe('a table for Analyst’s Notebook', () => {
  const rows = (links: readonly Link[]) =>
    i2Csv(links, { nameOf, reads: () => 'tied by a lead to', notesOf: () => ['=seen twice', 'asked'] })
      .trimEnd()
      .split('\r\n');

  test('has both ends with identity, type and label, and never calls a lead confirmed', () => {
    const [, row] = rows([link({})]);
    expect(row).toBe(
      'firearm:1,Firearm,\'=Glock 19,incident:2,Event,incident:2,POSSIBLY_FIRED_IN,tied by a lead to,End 1 to End 2,Unconfirmed,lead,ACTIVE,,2024-03-01,,"a.csv, row 3, record 5, version 2",nibin,\'=seen twice | asked,NIBIN-LEAD',
    );
  });

  test('tells a hit, a rule and what was withdrawn apart', () => {
    const strengths = rows([
      link({ predicate: 'FIRED_IN' }),
      link({ predicate: 'CORRELATED_WITH', basis: 'DERIVED_RULE' }),
      link({ predicate: 'FIRED_IN', status: 'RETRACTED' }),
      link({ predicate: 'FIRED_IN', conflict: 'Another row says otherwise.' }),
    ])
      .slice(1)
      .map((row) => row.split(',').slice(9, 13).join(' '));
    expect(strengths).toEqual([
      'Confirmed hit ACTIVE ',
      'Tentative derived ACTIVE ',
      'Tentative retracted RETRACTED ',
      'Unconfirmed hit ACTIVE Another row says otherwise.',
    ]);
  });
});

describe('a table of things', () => {
  test('has each thing that is drawn, also one that no drawn link ties, with its notes and its tags', () => {
    const rows = entitiesCsv([entity('person:4', '=Ada'), entity('vehicle:5')], {
      drawnOf: (id) => (id === 'vehicle:5' ? 2 : 0),
      notesOf: (on) => (on === 'person:4' ? ['ask her', '=again'] : []),
      tags: new Map([
        ['person:4', ['CITY-RMS', 'FTS-TIAHRT']],
        ['vehicle:5', []],
      ]),
    });
    expect(rows.trimEnd().split('\r\n')).toEqual([
      'Identity,Type,Label,First Seen,Last Seen,Links,Links Here,Notes,Handling',
      "person:4,Person,'=Ada,,,1,0,ask her | =again,CITY-RMS FTS-TIAHRT",
      'vehicle:5,Vehicle,vehicle:5,,,1,2,,',
    ]);
  });

  test('of links has what was noted on each', () => {
    const notesOf = (on: string) => (on === 'link:l1' ? ['seen'] : []);
    expect(linksCsv([link({})], { nameOf, notesOf })).toContain(',seen,NIBIN-LEAD,');
  });
});

describe('what is given out', () => {
  test('says in its name where it may go, but for what everybody may have', () => {
    const links = [link({ handling: ['NIBIN-LEAD', 'CITY-PUBLIC'] })];
    const tags = new Map([['person:4', ['FTS-TIAHRT']]]);
    expect(handlingOf([entity('person:4'), entity('person:5')], links, tags)).toBe(null);
    const handling = handlingOf([entity('person:4')], links, tags)!;
    expect(handling).toEqual(['CITY-PUBLIC', 'FTS-TIAHRT', 'NIBIN-LEAD']);
    expect(exportName('Muelle 7 / Peña “x”', handling, 'csv')).toBe('Muelle-7-Pen-a-x_FTS-TIAHRT_NIBIN-LEAD.csv');
    expect(exportName('../..', [], 'svg')).toBe('links.svg');
  });

  test('has at its head lines that a purpose of several lines cannot break out of', () => {
    expect(csvHead(['Purpose: a\r\n=b', 'c'])).toBe('# Purpose: a =b\r\n# c\r\n');
  });

  test('as a drawing has a line for each pair in its look, a mark for each thing, and names that are text', () => {
    const links = [link({}), link({ id: 'l2', object: 'incident:3', predicate: 'FIRED_IN' })];
    const svg = chartSvg({
      entities: [entity('firearm:1', '<script>&'), entity('incident:2'), entity('incident:3')],
      pairs: pairLinks(links),
      positions: new Map([
        ['firearm:1', { x: 0, y: 0 }],
        ['incident:2', { x: 10, y: 5 }],
        ['incident:3', { x: -10, y: 5 }],
      ]),
      roots: new Set(['firearm:1']),
      pinned: new Set(),
      notShown: new Map([['incident:2', 3]]),
      colours: new Map([['incident:3', 'red']]),
      groups: new Map([['incident:3', 2]]),
      scale: undefined,
      noted: new Set(['incident:2']),
      notes: new Map([['firearm:1~incident:3', 'who <saw> it?']]),
      colourOf: (token) => `#${token}`,
      extentOf: (text) => text.length * 6,
      title: 'A & B',
      on: 'file',
      lines: ['Handling: FTS-TIAHRT'],
    });
    expect(svg.match(/<line /g)).toHaveLength(2);
    expect(svg.match(/<title>/g)).toHaveLength(5);
    expect(svg).toContain('<title>who &lt;saw&gt; it?</title>');
    expect(svg).toContain('stroke-dasharray="7 5"');
    expect(svg.match(/M0 0h8v9H0z/g)).toHaveLength(2);
    expect(svg).toContain('incident:2  +3');
    expect(svg).not.toContain('<script>');
    expect(svg).toContain('Handling: FTS-TIAHRT');
  });
});
