import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Link, LinkedEntity } from '../../../src/model/links.ts';
import { escapeXml, graphmlOf } from './graphml.ts';

const entity: LinkedEntity = {
  id: 'person:7',
  kind: 'person',
  label: 'O\'Brien & <Sons> "Ltd"',
  hop: 1,
  links: 3,
  firstSeen: '2023-01-02',
  lastSeen: null,
};
const link: Link = {
  id: 'l1',
  subject: 'person:7',
  predicate: 'PURCHASED',
  object: 'firearm:9',
  from: '2023-01-02',
  to: null,
  basis: 'RECORDED',
  status: 'ACTIVE',
  assertedBy: 'etrace',
  source: {
    record: 5,
    version: 2,
    feed: 'etrace',
    layout: 'results',
    file: 'a&b.csv',
    line: 9,
    receivedAt: '2024-01-01T00:00:00Z',
  },
  handling: ['FTS-TIAHRT'],
};

/** The text an XML reader would give back. */
function read(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? named[name]! : String.fromCodePoint(Number(code)),
  );
}

test('escaped text holds no character that means something in XML, and reads back as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff)), (units) => {
      const text = String.fromCharCode(...units);
      const escaped = escapeXml(text);
      expect(escaped).not.toMatch(/[<>"'\r\n\t]/);
      expect(escaped.replaceAll(/&(?:amp|lt|gt|quot|apos|#13|#10|#9);/g, '')).not.toContain('&');
      const allowed = text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');
      expect(read(escaped)).toBe(allowed);
    }),
  );
});

test('every link carries its basis, dates and source row', () => {
  const text = graphmlOf({
    entities: [entity],
    links: [link],
    positions: new Map([['person:7', { x: 1.5, y: -2 }]]),
    title: 'Chart',
    tags: new Map([['person:7', ['CITY-RMS', 'FTS-TIAHRT']]]),
    notesOf: (on) => (on === 'person:7' ? ['ask <her>'] : []),
  });
  for (const [key, value] of [
    ['node-notes', 'ask &lt;her&gt;'],
    ['node-handling', 'CITY-RMS FTS-TIAHRT'],
    ['edge-basis', 'RECORDED'],
    ['edge-from', '2023-01-02'],
    ['edge-record', '5'],
    ['edge-version', '2'],
    ['edge-file', 'a&amp;b.csv'],
    ['edge-line', '9'],
    ['edge-handling', 'FTS-TIAHRT'],
    ['node-label', 'O&apos;Brien &amp; &lt;Sons&gt; &quot;Ltd&quot;'],
    ['node-x', '1.5'],
  ] as const) {
    expect(text).toContain(`<data key="${key}">${value}</data>`);
  }
  expect(text).not.toContain('edge-to">');
});

test('every key that is used is declared', () => {
  const text = graphmlOf({
    entities: [entity],
    links: [link],
    positions: new Map(),
    title: 'Chart',
    tags: new Map([['person:7', ['CITY-RMS']]]),
    notesOf: () => ['noted'],
  });
  const declared = new Set([...text.matchAll(/<key id="([^"]+)"/g)].map((found) => found[1]));
  for (const found of text.matchAll(/<data key="([^"]+)"/g)) expect(declared).toContain(found[1]);
});
