/**
 * What ballistic links are worth where records contradict each other about one tie.
 *
 * **Source.** A link that an examiner did not confirm is withdrawn whatever other rows still call it (NIBIN operating
 * standards); of two readings the weaker holds.
 * **Input.** Links between the same two entities, with the entries their records join. **Output.** The links as they are to be
 * read, each with what contradicts it.
 * **Limits.** Two records speak of one tie where they name the same entries, or, of a firearm and its scene, where they do
 * not name two different ones at that scene. What was issued or confirmed after the day another was withdrawn contradicts
 * nothing, unless an examiner had eliminated it. Two firearms tied to one entry by hits,
 * or by one lead, are marked, and neither is preferred.
 */
import { isHit } from './ballistic-predicates.ts';
import type { EntryOfLead, StoredLink } from './neighbors.ts';
import { sameEntry } from './same-entry.ts';
import { agreedKind, endKindOfEvent, endKindOfItem } from './test-fire-end.ts';

/** A ballistic link as it is to be read beside the others. */
export interface WeighedLink extends StoredLink {
  readonly tie: 'hit' | 'lead';
  readonly conflict: string | null;
  /** Sources of the records that say otherwise. */
  readonly against: readonly StoredLink['source'][];
}

export type EntriesOfRecords = ReadonlyMap<number, readonly EntryOfLead[]>;

const withdrawn =
  'the records of this tie contradict each other: in one it stands, in another it was not confirmed or was withdrawn. It is told as withdrawn';
const notIdentified =
  'the records of this tie contradict each other: in one it is a hit, in another the examiner did not identify. It is told as a lead';
const twoFirearms = 'one cartridge case is tied by hits to two firearms: one of the records is wrong';
const leadOfTwo =
  'one lead speaks of two firearms: that of its test fire, and another that it describes. Of which of them it is, is not known';

const otherConclusions = new Set<unknown>(['INCONCLUSIVE', 'UNSUITABLE']);

/** `links`: all ballistic links known, each once. */
export function weighLinks(links: readonly StoredLink[], entries: EntriesOfRecords): WeighedLink[] {
  const pairs = Map.groupBy(
    links,
    ({ subject, object }) => `${Math.min(subject, object)} ${Math.max(subject, object)}`,
  );
  const weighed = [...pairs.values()].flatMap((pair) => pair.map((link) => weighLink(link, pair, entries)));
  const tied = Map.groupBy(
    weighed.filter((link) => link.subjectKind === 'firearm' && link.status === 'ACTIVE'),
    (link) => link.object,
  );
  return weighed.map((link) => {
    const beside = tied.get(link.object) ?? [];
    if (!beside.includes(link)) return link;
    const others = beside.filter((other) => other.subject !== link.subject);
    const hits = others.filter(
      (other) => link.tie === 'hit' && other.tie === 'hit' && sharesCartridgeCase(link, other, entries),
    );
    const ofOneLead = others.filter((other) => other.source.record === link.source.record);
    if (hits.length + ofOneLead.length === 0) return link;
    // Of one lead the row that says otherwise is that of the test fire.
    const against = [...hits.map((other) => other.source), ...ofOneLead.flatMap((other) => other.other ?? [])];
    return {
      ...link,
      conflict: hits.length > 0 ? twoFirearms : (link.conflict ?? leadOfTwo),
      against: [
        ...link.against,
        ...against.filter(({ record }) => ![link.source.record, link.other?.record].includes(record)),
      ],
    };
  });
}

/** One entry, or one item of the case: an item imaged twice has two IBIS numbers and is one cartridge case. */
function sharesCartridgeCase(a: StoredLink, b: StoredLink, entries: EntriesOfRecords): boolean {
  return sidesAt(a, a.object, entries).some((x) =>
    sidesAt(b, a.object, entries).some((y) => sameEntry(x, y) || (x.item !== null && x.item === y.item)),
  );
}

function weighLink(link: StoredLink, pair: readonly StoredLink[], entries: EntriesOfRecords): WeighedLink {
  const tie = tieOf(link);
  const others = pair.filter((other) => other !== link && speakOfOneTie(link, other, entries));
  const opposed = others.filter((other) => contradict(link, other, entries));
  if (opposed.length > 0) {
    return {
      ...link,
      status: 'RETRACTED',
      tie: [link, ...opposed].every((each) => tieOf(each) === 'hit') ? 'hit' : 'lead',
      conflict: withdrawn,
      against: opposed.map((other) => other.source),
    };
  }
  const doubted = others.filter(
    (other) =>
      link.status === 'ACTIVE' &&
      other.status === 'ACTIVE' &&
      (tie === 'hit'
        ? concludedOtherwise(other, entries)
        : tieOf(other) === 'hit' && concludedOtherwise(link, entries)),
  );
  return {
    ...link,
    tie: doubted.length > 0 ? 'lead' : tie,
    conflict: doubted.length > 0 ? notIdentified : null,
    against: doubted.map((other) => other.source),
  };
}

const tieOf = (link: StoredLink) => (isHit(link) ? 'hit' : 'lead');

const saidOf = (link: StoredLink, entries: EntriesOfRecords) => entries.get(link.source.record)?.[0];

const concludedOtherwise = (link: StoredLink, entries: EntriesOfRecords) =>
  otherConclusions.has(saidOf(link, entries)?.conclusion);

/** One stands and the other is withdrawn, and it was not issued or confirmed since. */
function contradict(a: StoredLink, b: StoredLink, entries: EntriesOfRecords): boolean {
  if (a.status === b.status) return false;
  const [stands, gone] = a.status === 'ACTIVE' ? [a, b] : [b, a];
  const [said, saidOfGone] = [saidOf(stands, entries), saidOf(gone, entries)];
  const examined = saidOfGone?.status === 'NOT_CONFIRMED' || saidOfGone?.conclusion === 'ELIMINATION';
  const withdrawnOn = saidOfGone?.retractedOn ?? null;
  const anew = withdrawnOn !== null && [said?.issuedOn, said?.confirmedOn].some((on) => on && on > withdrawnOn);
  return examined || !anew;
}

/** Whether two links between the same two entities speak of one tie: of the same entries, as far as they name any. */
export function speakOfOneTie(a: StoredLink, b: StoredLink, entries: EntriesOfRecords): boolean {
  const ends = [
    [a.subject, a.subjectKind],
    [a.object, a.objectKind],
  ] as const;
  const incidents = ends.flatMap(([id, kind]) => (kind === 'incident' ? [id] : []));
  if (incidents.length === 2) return incidents.every((incident) => sharesEntry(a, b, incident, entries));
  const [incident] = incidents;
  if (incident === undefined) return false;
  const [x, y] = [a, b].map((link) => sidesAt(link, incident, entries).filter((side) => side.ibis ?? side.item));
  if (x!.length === 0 || y!.length === 0) return true;
  const comparable = x!.some((p) => y!.some((q) => (p.ibis && q.ibis) || (p.item && q.item)));
  return !comparable || sharesEntry(a, b, incident, entries);
}

/** What a lead joins at an incident. Of a firearm and its scene not the test fire: that may be of the same case. */
export function sidesAt(link: StoredLink, incident: number, entries: EntriesOfRecords): readonly EntryOfLead[] {
  const sides = (entries.get(link.source.record) ?? []).filter((each) => each.incident === incident);
  if (link.subjectKind !== 'firearm') return sides;
  const scenes = sides.filter((side) => kindOfSide(side) === 'scene');
  return scenes.length > 0 ? scenes : sides.filter((side) => kindOfSide(side) !== 'test-fire');
}

const kindOfSide = ({ item, eventTypes }: EntryOfLead) =>
  agreedKind([endKindOfItem(item), ...eventTypes.map(endKindOfEvent)]);

const sharesEntry = (a: StoredLink, b: StoredLink, incident: number, entries: EntriesOfRecords): boolean =>
  sidesAt(a, incident, entries).some((x) => sidesAt(b, incident, entries).some((y) => sameEntry(x, y)));
