import { boardColours, boardItemsMax, type BoardColour, type BoardContent } from '../../../src/model/boards.ts';
import type { Cut, Link, LinkedEntity, LinkGraph, Paths } from '../../../src/model/links.ts';
import { foldedAway } from './folded-away.ts';
import { pairLinks, type LinkPair } from './link-look.ts';

/** What the address says of the board. */
export interface BoardAddress {
  readonly ids: readonly string[];
  readonly hidden: readonly string[];
  readonly pinned: readonly string[];
  /** Entities all of whose links were asked for. */
  readonly cut: readonly string[];
  /** Pairs of ends, `a~b`. */
  readonly path: readonly string[];
  /** Entities whose neighbours that hang on them alone are not drawn. */
  readonly folded: readonly string[];
  readonly colours: readonly (readonly [id: string, colour: BoardColour])[];
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly history: boolean;
}

export interface Board {
  readonly entities: readonly LinkedEntity[];
  readonly links: readonly Link[];
  readonly pairs: readonly LinkPair[];
  /** Also those outside the days that are shown. */
  readonly ofAllTimes: readonly Link[];
  /** Links of each entity that are not drawn, for whatever reason. */
  readonly notShown: ReadonlyMap<string, number>;
  readonly cut: readonly Cut[];
  readonly days: { readonly first: string; readonly last: string } | null;
  readonly entitiesTotal: number;
  /** Everything on the board, drawn or not: what a save keeps. */
  readonly all: readonly string[];
  /** What is not drawn because it hangs on something folded, by that. */
  readonly foldedCount: number;
}

/** What a saved board holds, as the store tells it now. */
export interface Held {
  readonly entities: readonly LinkedEntity[];
  readonly links: readonly Link[];
  readonly roots: readonly string[];
}
const nothingHeld: Held = { entities: [], links: [], roots: [] };

const idPattern = /^(firearm|person|dealer|place|incident|vehicle):[0-9]{1,16}$/;

function listOf(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').filter((id) => idPattern.test(id)))];
}

/** A day, or nothing where the text is none. */
function dayOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

function coloursOf(text: string | undefined): [string, BoardColour][] {
  const found = new Map<string, BoardColour>();
  for (const part of (text ?? '').split(',')) {
    const [id, colour] = part.split('~') as [string, string | undefined];
    const known = boardColours.find((each) => each === colour);
    if (known !== undefined && idPattern.test(id)) found.set(id, known);
  }
  return [...found];
}

/** Reads the board from the parts of the address; what is no id and no day is left out. */
export function readBoard(search: Readonly<Record<string, string | undefined>>): BoardAddress {
  return {
    ids: listOf(search['ids']),
    hidden: listOf(search['hidden']),
    pinned: listOf(search['pinned']),
    cut: listOf(search['cut']),
    path: (search['path'] ?? '')
      .split(',')
      .filter((pair) => pair.split('~').length === 2 && pair.split('~').every((id) => idPattern.test(id))),
    folded: listOf(search['folded']),
    colours: coloursOf(search['colours']),
    from: dayOf(search['from']),
    to: dayOf(search['to']),
    history: search['history'] === '1',
  };
}

export function writeBoard(board: BoardAddress): Record<string, string | undefined> {
  const list = (ids: readonly string[]) => (ids.length === 0 ? undefined : ids.join(','));
  return {
    ids: list(board.ids),
    hidden: list(board.hidden),
    pinned: list(board.pinned),
    cut: list(board.cut),
    path: list(board.path),
    folded: list(board.folded),
    colours: list(board.colours.map((pair) => pair.join('~'))),
    from: board.from,
    to: board.to,
    history: board.history ? '1' : undefined,
  };
}

/** The address of a board as it was saved: what it holds is asked for by its number, so no ids stand in it. */
export function addressOfContent(content: BoardContent): BoardAddress {
  return {
    ids: [],
    hidden: content.hidden,
    pinned: content.pinned,
    cut: [],
    path: [],
    folded: content.folded,
    colours: content.colours.map(({ id, colour }) => [id, colour] as const),
    from: content.from ?? undefined,
    to: content.to ?? undefined,
    history: content.history,
  };
}

function inTime(link: Link, from: string | undefined, to: string | undefined): boolean {
  if (link.from === null) return true;
  return (to === undefined || link.from <= to) && (from === undefined || (link.to ?? link.from) >= from);
}

/** Joins the answers into one chart: what was hidden or is outside the time is left out, and counted. */
export function joinBoard(
  answers: readonly (LinkGraph | Paths)[],
  board: BoardAddress,
  held: Held = nothingHeld,
): Board {
  const entities = new Map(held.entities.map((entity) => [entity.id, entity]));
  const links = new Map(held.links.map((link) => [link.id, link]));
  const cut = new Map<string, Cut>();
  for (const answer of answers) {
    for (const entity of answer.entities) entities.set(entity.id, entity);
    for (const link of answer.links) links.set(link.id, link);
    // Where a path was looked for through a hub says nothing of what is missing here.
    if ('hops' in answer) for (const each of answer.cut) cut.set(each.id, each);
  }
  const hidden = new Set(board.hidden);
  const dated = [...links.values()]
    .map((link) => link.from)
    .filter((day) => day !== null)
    .toSorted();
  const ofAllTimes = [...links.values()].filter((link) => !hidden.has(link.subject) && !hidden.has(link.object));
  const kept = ofAllTimes.filter((link) => inTime(link, board.from, board.to));
  const roots = [...board.ids, ...held.roots];
  const hops = hopsFrom(roots, kept);
  const everTied = new Set(ofAllTimes.flatMap((link) => [link.subject, link.object]));
  const onPath = board.path.flatMap((pair) => pair.split('~'));
  const tied = new Set([
    ...roots,
    ...onPath,
    ...kept.flatMap((link) => [link.subject, link.object]),
    // What nothing ties is on no link's time.
    ...held.entities.flatMap(({ id }) => (everTied.has(id) ? [] : [id])),
  ]);
  const away = foldedAway(kept, board.folded, new Set([...roots, ...onPath, ...board.pinned]));
  const visible = [...entities.values()]
    .filter((entity) => !hidden.has(entity.id) && tied.has(entity.id) && !away.has(entity.id))
    .map((entity) => ({ ...entity, hop: hops.get(entity.id) ?? entity.hop }))
    .toSorted((a, b) => a.hop - b.hop || b.links - a.links || a.id.localeCompare(b.id));
  const shown = visible.slice(0, boardItemsMax);
  const ids = new Set(shown.map((entity) => entity.id));
  const drawn = kept.filter((link) => ids.has(link.subject) && ids.has(link.object));
  const count = new Map<string, number>();
  // The links of an entity are counted without those withdrawn, also where these are drawn, and with those that are withdrawn
  // only because another record contradicts them.
  for (const link of drawn)
    if (link.status === 'ACTIVE' || link.conflict !== undefined)
      for (const end of [link.subject, link.object]) count.set(end, (count.get(end) ?? 0) + 1);
  return {
    entities: shown,
    links: drawn,
    ofAllTimes,
    pairs: pairLinks(drawn),
    notShown: new Map(shown.map((entity) => [entity.id, Math.max(0, entity.links - (count.get(entity.id) ?? 0))])),
    cut: [...cut.values()].filter((each) => ids.has(each.id) && each.total > each.shown),
    days: dated.length === 0 ? null : { first: dated[0]!, last: dated.at(-1)! },
    entitiesTotal: visible.length,
    all: [...entities.keys()],
    foldedCount: away.size,
  };
}

/** Links from the first entity of the board to every other, over what is shown. */
function hopsFrom(ids: readonly string[], links: readonly Link[]): Map<string, number> {
  const neighbours = new Map<string, string[]>();
  const tie = (a: string, b: string) => {
    const of = neighbours.get(a);
    if (of === undefined) neighbours.set(a, [b]);
    else of.push(b);
  };
  for (const { subject, object } of links) {
    tie(subject, object);
    tie(object, subject);
  }
  const start = ids[0];
  const hops = new Map<string, number>(start === undefined ? [] : [[start, 0]]);
  let edge = start === undefined ? [] : [start];
  while (edge.length > 0) {
    const next: string[] = [];
    for (const id of edge) {
      for (const other of neighbours.get(id) ?? []) {
        if (hops.has(other)) continue;
        hops.set(other, hops.get(id)! + 1);
        next.push(other);
      }
    }
    edge = next;
  }
  return hops;
}
