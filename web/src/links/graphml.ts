import { linkThing } from '../../../src/model/boards.ts';
import type { Link, LinkedEntity } from '../../../src/model/links.ts';
import type { Positions } from './layouts.ts';

/**
 * The chart as GraphML, with what every link rests on, so that a graph taken elsewhere still says where it comes from.
 *
 * Source: GraphML specification, graphdrawing.org, http://graphml.graphdrawing.org/specification.html
 */
export function graphmlOf(chart: {
  readonly entities: readonly LinkedEntity[];
  readonly links: readonly Link[];
  readonly positions: Positions;
  readonly title: string;
  readonly tags: ReadonlyMap<string, readonly string[]>;
  /** What was noted on a thing or link. */
  readonly notesOf: (on: string) => readonly string[];
}): string {
  const noted = (on: string) => chart.notesOf(on).join(' | ') || null;
  const keys = [
    ['node', 'label', 'string'],
    ['node', 'kind', 'string'],
    ['node', 'hop', 'int'],
    ['node', 'links', 'int'],
    ['node', 'firstSeen', 'string'],
    ['node', 'lastSeen', 'string'],
    ['node', 'x', 'double'],
    ['node', 'y', 'double'],
    ['node', 'notes', 'string'],
    ['node', 'handling', 'string'],
    ['edge', 'predicate', 'string'],
    ['edge', 'from', 'string'],
    ['edge', 'to', 'string'],
    ['edge', 'basis', 'string'],
    ['edge', 'status', 'string'],
    ['edge', 'conflict', 'string'],
    ['edge', 'assertedBy', 'string'],
    ['edge', 'record', 'long'],
    ['edge', 'version', 'int'],
    ['edge', 'feed', 'string'],
    ['edge', 'file', 'string'],
    ['edge', 'line', 'long'],
    ['edge', 'receivedAt', 'string'],
    ['edge', 'notes', 'string'],
    ['edge', 'handling', 'string'],
  ] as const;
  const data = (kind: 'node' | 'edge', values: Record<string, string | number | null | undefined>) =>
    Object.entries(values)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => `      <data key="${kind}-${name}">${escapeXml(String(value))}</data>\n`)
      .join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n',
    `  <desc>${escapeXml(chart.title)}</desc>\n`,
    ...keys.map(
      ([kind, name, type]) => `  <key id="${kind}-${name}" for="${kind}" attr.name="${name}" attr.type="${type}"/>\n`,
    ),
    '  <graph id="links" edgedefault="directed">\n',
    ...chart.entities.map((entity) => {
      const at = chart.positions.get(entity.id);
      return `    <node id="${escapeXml(entity.id)}">\n${data('node', {
        label: entity.label,
        kind: entity.kind,
        hop: entity.hop,
        links: entity.links,
        firstSeen: entity.firstSeen,
        lastSeen: entity.lastSeen,
        x: at?.x,
        y: at?.y,
        notes: noted(entity.id),
        handling: chart.tags.get(entity.id)!.join(' '),
      })}    </node>\n`;
    }),
    ...chart.links.map(
      (link) =>
        `    <edge id="${escapeXml(link.id)}" source="${escapeXml(link.subject)}" target="${escapeXml(link.object)}">\n${data(
          'edge',
          {
            predicate: link.predicate,
            from: link.from,
            to: link.to,
            basis: link.basis,
            status: link.status,
            conflict: link.conflict,
            assertedBy: link.assertedBy,
            record: link.source.record,
            version: link.source.version,
            feed: link.source.feed,
            file: link.source.file,
            line: link.source.line,
            receivedAt: link.source.receivedAt,
            notes: noted(linkThing(link.id)),
            handling: link.handling.join(' '),
          },
        )}    </edge>\n`,
    ),
    '  </graph>\n</graphml>\n',
  ].join('');
}

/** Text safe in XML content and attributes; characters XML 1.0 does not allow become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;');
}
