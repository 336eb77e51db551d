/**
 * The pictures of a briefing: lives of the firearms, where things happened, what ties those the lead is about.
 *
 * **Source.** Habits of the portal: the unknown is drawn as clearly as the known, nothing by colour alone. **Input.** Lives and links of a
 * lead, outlines of the land in degrees. **Output.** Blocks of a printed document. **Limits.** The map is flat: true in shape for a city or a
 * state, not for a continent. Of a crowded chart the first of each column are drawn.
 */
import { clipRing, type Box } from '../geo/clip-ring.ts';
import { metersBetween } from '../geo/meters-between.ts';
import type { Event } from '../model/evidence.ts';
import type { LeadPicture } from '../model/lead-picture.ts';
import type {
  PrintedBlock,
  PrintedChart,
  PrintedLives,
  PrintedMap,
  PrintedPoint,
  PrintedShape,
} from '../model/printed-document.ts';
import type { BriefingText } from './briefing-text.ts';

/** Rings of the land, in degrees. */
export type Land = readonly (readonly PrintedPoint[])[];

const millisecondsOfDay = 86_400_000;
const dayNumber = (text: string) => Math.floor(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / millisecondsOfDay);

function shapeOf({ kind, tie, status }: Event): PrintedShape {
  if (status === 'RETRACTED') return 'retracted';
  switch (kind) {
    case 'sold':
    case 'shipped':
      return 'sale';
    case 'stolen':
      return 'theft';
    case 'shooting':
      return tie === 'hit' ? 'hit' : 'lead';
    case 'recovered':
      return 'recovery';
    case 'traced':
    case 'trace-requested':
      return 'trace';
    default:
      return 'other';
  }
}

export function livesBlock(picture: LeadPicture, text: BriefingText): PrintedLives {
  const lines = picture.lives.map(({ firearm, events }) => ({
    label: firearm.label,
    marks: events.flatMap((event) =>
      event.kind === 'unknown-interval' || event.from === null
        ? []
        : [
            {
              day: dayNumber(event.from),
              shape: shapeOf(event),
              alone: `${text.event(event)} ${event.from.slice(0, 10)}`,
            },
          ],
    ),
    unknown: events.flatMap(({ kind, from, to }) =>
      kind === 'unknown-interval' && to !== null
        ? [{ from: from === null ? null : dayNumber(from), to: dayNumber(to) }]
        : [],
    ),
  }));
  const days = lines.flatMap(({ marks }) => marks.map(({ day }) => day));
  const { say } = text;
  const used = new Set(lines.flatMap(({ marks }) => marks.map(({ shape }) => shape)));
  const names: readonly (readonly [PrintedShape, string])[] = [
    ['sale', text.event({ kind: 'sold', tie: null, title: '', status: 'ACTIVE' })],
    ['theft', say('brief.mark.theft')],
    ['lead', say('brief.event.shooting.lead')],
    ['hit', say('brief.event.shooting.hit')],
    ['recovery', say('brief.event.recovered')],
    ['trace', say('brief.event.traced')],
    ['other', say('brief.mark.other')],
    ['retracted', say('brief.mark.retracted')],
  ];
  return {
    kind: 'lives',
    caption: say('brief.livesCaption'),
    lines,
    legend: [
      ...names.flatMap(([shape, named]) => (used.has(shape) ? [{ shape, text: named }] : [])),
      ...(lines.some(({ unknown }) => unknown.length > 0)
        ? [{ shape: 'unknown' as const, text: say('brief.unknownInterval') }]
        : []),
    ],
    ticks: days.length === 0 ? [] : yearsBetween(Math.min(...days), Math.max(...days)),
  };
}

const ticksMost = 12;

function yearsBetween(first: number, last: number): { day: number; text: string }[] {
  const year = (day: number) => Number(new Date(day * millisecondsOfDay).toISOString().slice(0, 4));
  const [from, to] = [year(first), year(last) + 1];
  const every = Math.max(1, Math.ceil((to - from) / ticksMost));
  const ticks = [];
  for (let at = from; at <= to; at += every) ticks.push({ day: dayNumber(`${at}-01-01`), text: String(at) });
  return ticks;
}

/** What is on the map, numbered in order of time. */
export interface NumberedPlace {
  readonly number: number;
  readonly event: Event;
}

/** Recoveries and shootings with coordinates, numbered in order of time, by firearm and event. */
export function numberPlaces(picture: LeadPicture): { places: Map<string, NumberedPlace>; unplaced: number } {
  const all = picture.lives
    .flatMap(({ firearm, events }) => events.map((event) => ({ key: `${firearm.id} ${event.id}`, event })))
    .filter(({ event }) => event.kind === 'recovered' || event.kind === 'shooting')
    .sort((a, b) =>
      (a.event.from ?? '') < (b.event.from ?? '') ? -1 : (a.event.from ?? '') > (b.event.from ?? '') ? 1 : 0,
    );
  const placed = all.filter(({ event }) => event.place?.point != null);
  return {
    places: new Map(placed.map(({ key, event }, at) => [key, { number: at + 1, event }])),
    unplaced: all.length - placed.length,
  };
}

/** Land is shown at least so far around a place, in degrees. */
const aroundDegrees = 0.06;

export function mapBlock(places: readonly NumberedPlace[], land: Land, text: BriefingText): PrintedBlock[] {
  if (places.length === 0) return [{ kind: 'paragraph', text: text.say('brief.mapNone'), tone: 'muted' }];
  const points = places.map(({ event }) => event.place!.point!);
  const [lons, lats] = [points.map(({ lon }) => lon), points.map(({ lat }) => lat)];
  const wide = Math.max(aroundDegrees, (Math.max(...lons) - Math.min(...lons)) * 0.15);
  const high = Math.max(aroundDegrees * 0.6, (Math.max(...lats) - Math.min(...lats)) * 0.15);
  const box: Box = [
    Math.min(...lons) - wide,
    Math.min(...lats) - high,
    Math.max(...lons) + wide,
    Math.max(...lats) + high,
  ];
  const shrink = Math.cos((((box[1] + box[3]) / 2) * Math.PI) / 180);
  const middle = (box[1] + box[3]) / 2;
  const wideMeters = metersBetween({ lon: box[0], lat: middle }, { lon: box[2], lat: middle });
  const flat = ([lon, lat]: PrintedPoint): PrintedPoint => [lon * shrink, -lat];
  const frame: PrintedPoint[] = [
    [box[0], box[1]],
    [box[2], box[1]],
    [box[2], box[3]],
    [box[0], box[3]],
  ];
  const map: PrintedMap = {
    kind: 'map',
    caption: text.say('brief.mapCaption'),
    shapes: [
      { rings: [frame.map(flat)], shade: 0 },
      ...land.flatMap((ring) => {
        const inside = clipRing(ring, box);
        return inside.length < 3 ? [] : [{ rings: [inside.map(flat)], shade: 0 }];
      }),
    ],
    points: places.map(({ number, event }) => ({
      at: flat([event.place!.point!.lon, event.place!.point!.lat]),
      label: String(number),
      tone: event.kind === 'recovered' ? 'recovery' : event.status === 'RETRACTED' ? 'unknown' : (event.tie ?? 'lead'),
    })),
    legend: text.say('brief.mapIs', { km: (wideMeters / 1000).toPrecision(2) }),
  };
  return [map];
}

/** Nodes of a column at most: a sheet bears no more. */
const nodesMost = 24;
const columnKinds = [['dealer'], ['person'], ['firearm'], ['incident'], ['place', 'vehicle']] as const;

export function chartBlock(picture: LeadPicture, text: BriefingText): PrintedChart {
  const { say } = text;
  const columns = columnKinds.map(([...kinds]) => ({
    title: say(`brief.column.${kinds[0]}`),
    nodes: picture.entities
      .filter(({ kind }) => kinds.some((each) => each === kind))
      .slice(0, nodesMost)
      .map(({ id, label }) => ({ id: id as string, label })),
  }));
  const labels = new Map(columns.flatMap(({ nodes }) => nodes.map(({ id, label }) => [id, label])));
  const edges = picture.links
    .filter(({ subject, object }) => labels.has(subject) && labels.has(object))
    .map(({ subject, object, predicate, status }) => ({
      from: subject as string,
      to: object as string,
      look:
        status !== 'ACTIVE'
          ? ('retracted' as const)
          : predicate === 'FIRED_IN' || predicate === 'LINKED_BY_HIT'
            ? ('hit' as const)
            : predicate === 'POSSIBLY_FIRED_IN' || predicate === 'LINKED_BY_LEAD'
              ? ('lead' as const)
              : ('plain' as const),
      alone: `${labels.get(subject)} ${predicate} ${labels.get(object)}`,
    }));
  const seen = new Set<string>();
  return {
    kind: 'chart',
    caption: say('brief.chartCaption'),
    columns,
    edges: edges.filter(({ from, to, look }) => {
      const key = `${from} ${to} ${look}`;
      return !seen.has(key) && seen.add(key);
    }),
    legend: say('brief.chartIs'),
  };
}
