import type { BoardColour } from '../../../src/model/boards.ts';
import type { LinkedEntity } from '../../../src/model/links.ts';
import { iconPaths } from '../frame/icon.tsx';
import { colourTokens, fieldRoom, groupToken, rankOf, wordsOf } from './mark-look.ts';
import { escapeXml } from './graphml.ts';
import { labelSpots } from './label-spots.ts';
import type { Positions } from './layouts.ts';
import { lookStyle, type LinkPair } from './link-look.ts';

export interface ChartToDraw {
  readonly entities: readonly LinkedEntity[];
  readonly pairs: readonly LinkPair[];
  readonly positions: Positions;
  readonly roots: ReadonlySet<string>;
  readonly pinned: ReadonlySet<string>;
  readonly notShown: ReadonlyMap<string, number>;
  readonly colours: ReadonlyMap<string, BoardColour>;
  /** The number of the group each is drawn in, and how many times as large each is. */
  readonly groups: ReadonlyMap<string, number> | undefined;
  readonly scale: ReadonlyMap<string, number> | undefined;
  /** What has a note or a picture on it. */
  readonly noted: ReadonlySet<string>;
  /** What notes on the links of a line say, by its key. */
  readonly notes: ReadonlyMap<string, string>;
  /** What a colour token is, as the browser resolves it. */
  readonly colourOf: (token: string) => string;
  /** How wide words are in the font of the chart. */
  readonly extentOf: (text: string, strong: boolean) => number;
  readonly title: string;
  readonly on: keyof typeof widths;
  /** Lines below the drawing: handling, purpose, who and when. */
  readonly lines: readonly string[];
}

/** As wide as a sheet at full size, or as a screen: words keep their size, so that a sheet has room for fewer. */
const widths = { sheet: 720, file: 1400 } as const;
const edge = 60;
const lineHigh = 18;

const radiusFor = (count: number) => (count <= 60 ? 12 : count <= 160 ? 10 : count <= 400 ? 8 : count <= 1500 ? 6 : 4);
const shortest = (value: number) => String(Math.round(value * 100) / 100);

/**
 * The chart as a drawing of lines, with the look it has on the screen: what is a hit, a lead, recorded, derived or withdrawn
 * is told by the line, and the words stand clear of each other.
 *
 * Source: SVG 1.1, second edition, W3C, https://www.w3.org/TR/SVG11/
 */
export function chartSvg(chart: ChartToDraw): string {
  const { colourOf } = chart;
  const width = widths[chart.on];
  const placed = chart.entities.flatMap((entity) => {
    const at = chart.positions.get(entity.id);
    return at === undefined ? [] : [{ entity, at }];
  });
  const xs = placed.map(({ at }) => at.x);
  const ys = placed.map(({ at }) => at.y);
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);
  const [left, right, bottom, top] = placed.length === 0 ? [0, 1, 0, 1] : [least(xs), most(xs), least(ys), most(ys)];
  const wide = Math.max(right - left, 1e-6);
  const high = Math.max(top - bottom, 1e-6);
  const drawnHigh = Math.min(width, Math.max(width * 0.3, (width - 2 * edge) * (high / wide)));
  const scale = Math.min((width - 2 * edge) / wide, drawnHigh / high);
  const height = drawnHigh + 2 * edge;
  const radius = radiusFor(placed.length);
  const marks = placed
    .map(({ entity, at }) => ({
      entity,
      x: width / 2 + (at.x - (left + right) / 2) * scale,
      y: height / 2 - (at.y - (bottom + top) / 2) * scale,
      radius: radius * (chart.roots.has(entity.id) ? 1.25 : 1) * (chart.scale?.get(entity.id) ?? 1),
      rank: rankOf(entity, { selected: null, roots: chart.roots, emphasised: new Set() }, null),
    }))
    .toSorted((a, b) => a.rank - b.rank);
  const where = new Map(marks.map((mark) => [mark.entity.id, mark]));
  const labels = marks.map(({ entity, x, y, radius: own, rank }) => {
    const hidden = chart.notShown.get(entity.id) ?? 0;
    const text = wordsOf(entity.label, hidden);
    const strong = rank <= 1;
    const clear = own + (hidden > 0 ? 9 : 5);
    return { x, y, radius: own, text, strong, extent: chart.extentOf(text, strong), clear, must: false };
  });
  const spots = labelSpots(labels, { width, height });
  const lines = chart.pairs.flatMap(({ a, b, look }) => {
    const from = where.get(a);
    const to = where.get(b);
    if (from === undefined || to === undefined) return [];
    const style = lookStyle[look];
    const dash = style.dash === null ? '' : ` stroke-dasharray="${style.dash.join(' ')}"`;
    return `<line x1="${shortest(from.x)}" y1="${shortest(from.y)}" x2="${shortest(to.x)}" y2="${shortest(to.y)}" stroke="${colourOf(style.colour)}" stroke-width="${style.thickness}"${dash}/>`;
  });
  const discs = marks.map(({ entity, x, y, radius: own }) => {
    const root = chart.roots.has(entity.id);
    const given = chart.colours.get(entity.id);
    const fill = given !== undefined ? colourOf(colourTokens[given]) : colourOf(root ? 'accent' : 'panel');
    const ink = colourOf(given !== undefined || root ? 'on-accent' : 'ink');
    const size = (own * 1.24) / 20;
    const ring =
      (chart.notShown.get(entity.id) ?? 0) > 0
        ? `<circle r="${shortest(own + 3.5)}" fill="none" stroke="${colourOf('unknown')}" stroke-width="1.5" stroke-dasharray="2 3"/>`
        : '';
    const pin = chart.pinned.has(entity.id)
      ? `<circle cx="${shortest(own * 0.75)}" cy="${shortest(-own * 0.75)}" r="4" fill="${colourOf('accent')}" stroke="${colourOf('panel')}" stroke-width="1.5"/>`
      : '';
    const sheet = chart.noted.has(entity.id)
      ? `<path transform="translate(${shortest(own * 0.45)} ${shortest(own * 0.35)})" d="M0 0h8v9H0zM2 3h4M2 6h4" fill="${colourOf('panel')}" stroke="${colourOf('ink')}" stroke-width="1.2"/>`
      : '';
    const sign =
      own < 6
        ? ''
        : `<path transform="translate(${shortest(-10 * size)} ${shortest(-10 * size)}) scale(${shortest(size)})" d="${iconPaths[entity.kind]}" fill="none" stroke="${ink}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/>`;
    const group = chart.groups?.get(entity.id);
    const field =
      group === undefined
        ? ''
        : `<circle r="${shortest(own + fieldRoom(own))}" fill="${colourOf(groupToken(group))}" fill-opacity="0.3" stroke="${colourOf(groupToken(group))}"/>`;
    const number =
      group === undefined
        ? ''
        : `<circle cx="${shortest(-own * 0.8)}" cy="${shortest(-own * 0.8)}" r="6.5" fill="${colourOf(groupToken(group))}" stroke="${colourOf('panel')}"/><text x="${shortest(-own * 0.8)}" y="${shortest(3.5 - own * 0.8)}" font-size="10" font-weight="600" text-anchor="middle" fill="${colourOf('on-accent')}">${group}</text>`;
    return `<g transform="translate(${shortest(x)} ${shortest(y)})"><title>${escapeXml(entity.label)}</title>${field}${ring}<circle r="${shortest(own)}" fill="${fill}" stroke="${colourOf(root ? 'accent' : 'line-strong')}" stroke-width="1.6"/>${sign}${pin}${sheet}${number}</g>`;
  });
  const sheets = chart.pairs.flatMap(({ key, a, b }) => {
    const [from, to, said] = [where.get(a), where.get(b), chart.notes.get(key)];
    if (from === undefined || to === undefined || said === undefined) return [];
    const at = `${shortest((from.x + to.x) / 2 - 4)} ${shortest((from.y + to.y) / 2 - 4.5)}`;
    return `<g transform="translate(${at})"><title>${escapeXml(said)}</title><path d="M0 0h8v9H0zM2 3h4M2 6h4" fill="${colourOf('panel')}" stroke="${colourOf('ink')}" stroke-width="1.2"/></g>`;
  });
  const words = labels.flatMap(({ text, strong }, at) => {
    const spot = spots[at];
    if (!spot) return [];
    return `<text x="${shortest(spot.left)}" y="${shortest(spot.top + 12)}" fill="${colourOf(strong ? 'ink' : 'muted')}"${strong ? ' font-weight="600"' : ''} stroke="${colourOf('panel')}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${escapeXml(text)}</text>`;
  });
  const said = chart.lines.map(
    (line, at) =>
      `<text x="16" y="${shortest(height + lineHigh * (at + 1))}" fill="${colourOf('ink')}"${at === 0 ? ' font-weight="600"' : ''}>${escapeXml(line)}</text>`,
  );
  const whole = height + (said.length === 0 ? 0 : lineHigh * (said.length + 1));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${shortest(whole)}" viewBox="0 0 ${width} ${shortest(whole)}" font-family="Inter, system-ui, sans-serif" font-size="12">`,
    `<title>${escapeXml(chart.title)}</title>`,
    chart.lines.length === 0 ? '' : `<desc>${escapeXml(chart.lines.join(' · '))}</desc>`,
    `<rect width="${width}" height="${shortest(whole)}" fill="${colourOf('panel')}"/>`,
    `<g fill="none">${lines.join('')}</g>`,
    sheets.join(''),
    discs.join(''),
    `<g>${words.join('')}</g>`,
    said.join(''),
    '</svg>\n',
  ].join('\n');
}
