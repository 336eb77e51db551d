import {
  boardColours,
  boardItemsMax,
  boardLinksMax,
  type BoardColour,
  type BoardContent,
  type BoardEntity,
  type Drawing,
} from '../../../src/model/boards.ts';
import type { Cut, Link, LinkedEntity } from '../../../src/model/links.ts';
import { foldedAway } from './folded-away.ts';
import { handlingOf } from './export-head.ts';
import { pairLinks, type LinkPair } from './link-look.ts';
import { readPair } from './pair-question.ts';

/** What the address says of the board. */
export interface BoardAddress {
  readonly ids: readonly string[];
  readonly hidden: readonly string[];
  readonly pinned: readonly string[];
  /** Entities more of whose links were asked for, and how many parts of them. */
  readonly cut: readonly (readonly [id: string, parts: number])[];
  /** Two between which ways were looked for, `a~b`, and how many: `a~b~8`. */
  readonly path: readonly string[];
  /** Two of which it was asked what both are tied to, `a~b`. */
  readonly common: readonly string[];
  /** Entities whose neighbours that hang on them alone are not drawn. */
  readonly folded: readonly string[];
  readonly colours: readonly (readonly [id: string, colour: BoardColour])[];
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly history: boolean;
  /** Whether things are drawn in the groups their links make, and larger the more lies between. */
  readonly groups: boolean;
  readonly between: boolean;
  /** Whether links without a date are left out. */
  readonly dated: boolean;
}

/** What was answered, as far as it is drawn. */
export interface BoardAnswer {
  readonly entities: readonly LinkedEntity[];
  readonly links: readonly Link[];
  /** What is missing here. Where a path was looked for through a hub says nothing of that. */
  readonly cut?: readonly Cut[];
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
  /** Handling tags of what stands on it, by id; of what the server has not told of yet there is nothing. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  /** Handling tags of everything that is drawn; null while those of something are not known. */
  readonly handling: readonly string[] | null;
  /** Links without a date, drawn or left out. */
  readonly undated: number;
}

/** What a saved board holds, as the store tells it now. */
export interface Held {
  readonly entities: readonly BoardEntity[];
  readonly links: readonly Link[];
  readonly roots: readonly string[];
}
const nothingHeld: Held = { entities: [], links: [], roots: [] };

/** Parts of the links of one entity a board has room for. */
export const partsMax = 3;

const idPattern = /^(firearm|person|dealer|place|incident|vehicle):[0-9]{1,16}$/;

function listOf(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(',').filter((id) => idPattern.test(id)))];
}

/** A day, or nothing where the text is none. */
function dayOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** Two days as a time: written the wrong way round they are the same two days. */
function windowOf(from: string | undefined, to: string | undefined): Pick<BoardAddress, 'from' | 'to'> {
  return from !== undefined && to !== undefined && from > to ? { from: to, to: from } : { from, to };
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

function pairsOf(text: string | undefined): string[] {
  const pairs = (text ?? '').split(',').filter((pair) => {
    const parts = pair.split('~');
    return (parts.length === 2 || parts.length === 3) && parts.slice(0, 2).every((id) => idPattern.test(id));
  });
  return [...new Set(pairs)];
}

function cutOf(text: string | undefined): [string, number][] {
  const found = new Map<string, number>();
  for (const part of (text ?? '').split(',')) {
    const [id, parts = '1'] = part.split('~') as [string, string | undefined];
    if (idPattern.test(id) && /^[1-9]$/.test(parts)) found.set(id, Math.min(Number(parts), partsMax));
  }
  return [...found];
}

/** Reads the board from the parts of the address; what is no id and no day is left out. */
export function readBoard(search: Readonly<Record<string, string | undefined>>): BoardAddress {
  return {
    ids: listOf(search['ids']),
    hidden: listOf(search['hidden']),
    pinned: listOf(search['pinned']),
    cut: cutOf(search['cut']),
    path: pairsOf(search['path']),
    common: pairsOf(search['common']),
    folded: listOf(search['folded']),
    colours: coloursOf(search['colours']),
    ...windowOf(dayOf(search['from']), dayOf(search['to'])),
    history: search['history'] === '1',
    groups: search['groups'] === '1',
    between: search['between'] === '1',
    dated: search['dated'] === '1',
  };
}

export function writeBoard(board: BoardAddress): Record<string, string | undefined> {
  const list = (ids: readonly string[]) => (ids.length === 0 ? undefined : ids.join(','));
  return {
    ids: list(board.ids),
    hidden: list(board.hidden),
    pinned: list(board.pinned),
    cut: list(board.cut.map(([id, parts]) => (parts === 1 ? id : `${id}~${parts}`))),
    path: list(board.path),
    common: list(board.common),
    folded: list(board.folded),
    colours: list(board.colours.map((pair) => pair.join('~'))),
    from: board.from,
    to: board.to,
    history: board.history ? '1' : undefined,
    groups: board.groups ? '1' : undefined,
    between: board.between ? '1' : undefined,
    dated: board.dated ? '1' : undefined,
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
    common: [],
    folded: content.folded,
    colours: content.colours.map(({ id, colour }) => [id, colour] as const),
    ...windowOf(content.from ?? undefined, content.to ?? undefined),
    history: content.history,
    groups: content.groups ?? false,
    between: content.between ?? false,
    dated: content.dated ?? false,
  };
}

function inTime(link: Link, { from, to, dated }: BoardAddress): boolean {
  if (link.from === null) return !dated;
  return (to === undefined || link.from <= to) && (from === undefined || (link.to ?? link.from) >= from);
}

/**
 * Joins the answers into one chart: what was hidden or is outside the time is left out, and counted. `drawing`: everything
 * that ties what the answers and the saved board bring, once the server has said it.
 */
export function joinBoard(
  answers: readonly BoardAnswer[],
  board: BoardAddress,
  held: Held = nothingHeld,
  drawing?: Pick<Drawing, 'entities' | 'links'>,
): Board {
  const entities = new Map<string, LinkedEntity>(held.entities.map((entity) => [entity.id, entity]));
  const links = new Map(held.links.map((link) => [link.id, link]));
  const cut = new Map<string, Cut>();
  for (const answer of answers) {
    for (const entity of answer.entities) entities.set(entity.id, entity);
    for (const link of answer.links) links.set(link.id, link);
    for (const each of answer.cut ?? []) cut.set(each.id, each);
  }
  for (const link of drawing?.links ?? [])
    if (entities.has(link.subject) && entities.has(link.object)) links.set(link.id, link);
  const tags = new Map([...held.entities, ...(drawing?.entities ?? [])].map(({ id, handling }) => [id, handling]));
  const hidden = new Set(board.hidden);
  const dated = [...links.values()]
    .map((link) => link.from)
    .filter((day) => day !== null)
    .toSorted();
  const ofAllTimes = [...links.values()].filter((link) => !hidden.has(link.subject) && !hidden.has(link.object));
  const kept = ofAllTimes.filter((link) => inTime(link, board));
  const roots = [...board.ids, ...held.roots];
  const hops = hopsFrom(roots, kept);
  const everTied = new Set(ofAllTimes.flatMap((link) => [link.subject, link.object]));
  const onPath = [...board.path, ...board.common].map(readPair).flatMap(({ from, to }) => [from, to]);
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
  const drawn = newest(kept.filter((link) => ids.has(link.subject) && ids.has(link.object)));
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
    cut: stillCut([...cut.values()], [...links.values()]).filter(({ id }) => ids.has(id)),
    days: dated.length === 0 ? null : { first: dated[0]!, last: dated.at(-1)! },
    entitiesTotal: visible.length,
    all: [...entities.keys()],
    foldedCount: away.size,
    tags,
    handling: handlingOf(shown, drawn, tags),
    undated: ofAllTimes.filter((link) => link.from === null).length,
  };
}

/** Those a board draws of more than it has room for: the newest, undated last, as of a saved one. */
function newest(links: readonly Link[]): readonly Link[] {
  if (links.length <= boardLinksMax) return links;
  return links.toSorted((a, b) => (b.from ?? '').localeCompare(a.from ?? '')).slice(0, boardLinksMax);
}

/** Of several parts of the links of one, and of links that others brought, what is missing in the end. */
function stillCut(cuts: readonly Cut[], links: readonly Link[]): Cut[] {
  const shown = new Map(cuts.map(({ id }) => [id, 0]));
  for (const { subject, object } of links)
    for (const end of [subject, object]) if (shown.has(end)) shown.set(end, shown.get(end)! + 1);
  return cuts.flatMap((cut) => (cut.total > shown.get(cut.id)! ? { ...cut, shown: shown.get(cut.id)! } : []));
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
