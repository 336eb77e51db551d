import type pg from 'pg';
import type { Search, SearchResult } from '../model/search-answer.ts';
import { entityId } from '../model/ids.ts';
import { entityKinds, type EntityKind } from '../model/tables.ts';
import { cleanAddress } from '../model/values/address.ts';
import { cleanLicenceNumber } from '../model/values/licence-number.ts';
import { nearNumbers } from '../model/values/near-numbers.ts';
import { plainText } from '../model/values/plain-text.ts';
import { cleanSerialNumber } from '../model/values/serial-number.ts';
import { cleanTraceNumber } from '../sources/clean-trace-number.ts';
import {
  findEntities,
  findTellingApart,
  findTerms,
  type FoundTerm,
  type LabelledEntity,
  type TermQuery,
} from '../store/search.ts';

export interface SearchOrder {
  readonly query: string;
  readonly kind?: EntityKind | undefined;
  readonly limit: number;
  /** Time for all ways of looking together; as long as whoever types waits where left out. */
  readonly milliseconds?: number;
}

const queryCharactersMin = 2;
/** Fewest characters in a row that a trigram index can look for. */
const trigram = 3;
/** A count says no more than "50 or more": nobody reads on, and counting costs. */
const countMax = 50;
/**
 * Below this share of common trigrams spellings no longer look alike (pg_trgm's own default is 0.3). Numbers of one
 * system share most of their digits, so for them it is higher.
 */
const similarityMin = { words: 0.45, numbers: 0.55 } as const;
/** With this many found by their letters, similar spellings are not asked for: they would stand below the fold. */
const enoughFound = 10;
/** Numbers in which one slip is forgiven, and how long they are: in shorter ones it makes another number. */
const nearFields = ['serial', 'licence', 'case-number', 'trace-number', 'report-number', 'plate', 'vin'];
const nearCharacters = { min: 5, max: 20 } as const;
/** Whoever types waits no longer than this for all ways of looking together, nor for one of them. */
const milliseconds = { all: 170, exact: 100, starts: 100, near: 100, pattern: 120, similar: 120 } as const;
/** With less time left a way of looking is not begun. */
const millisecondsLeast = 5;

type Why = SearchResult['why'];

/**
 * Finds entities by what a person types into the one box: serial number, name, address, licence, case or trace number,
 * in any spelling the cleaners know, with `*` and `?` as wildcards; exact first, then by the start, by the pattern, of
 * numbers by one slip of the pen, inside, and by similar spelling.
 */
export async function searchEntities(client: pg.ClientBase, agencyId: number, order: SearchOrder): Promise<Search> {
  const started = performance.now();
  const answer = (found: Pick<Search, 'results' | 'counts' | 'atLeast' | 'more'>, note?: string): Search => ({
    query: order.query,
    ...found,
    milliseconds: Math.round((performance.now() - started) * 10) / 10,
    ...(note === undefined ? {} : { note }),
  });
  const forms = queryForms(order.query);
  if (forms.letters < queryCharactersMin) {
    const nothing = { results: [], counts: {}, atLeast: [], more: false };
    return answer(nothing, `Type at least ${queryCharactersMin} letters or digits.`);
  }
  const kinds: readonly EntityKind[] = order.kind ? [order.kind] : entityKinds;
  const hits = new Hits();
  const cut = new Set<EntityKind>();
  let late = false;
  const patience = (order.milliseconds ?? milliseconds.all) / milliseconds.all;
  const look = async (why: Why | ((term: FoundTerm) => Why), by: TermQuery) => {
    const budget = Math.min(
      milliseconds[by.by] * patience,
      milliseconds.all * patience - (performance.now() - started),
    );
    const found =
      budget < millisecondsLeast
        ? null
        : await findTerms(client, agencyId, by, { kinds, limit: countMax + 1, milliseconds: budget });
    late ||= found === null;
    for (const kind of found?.cut ?? kinds) cut.add(kind);
    for (const term of found?.terms ?? []) hits.add(typeof why === 'string' ? why : why(term), term);
  };

  if (forms.patterns.length > 0) await look('pattern', { by: 'pattern', patterns: forms.patterns });
  else {
    await look('exact', { by: 'exact', terms: forms.exact });
    // Who typed a number in full has found it; a name may be spelt otherwise elsewhere.
    const whole = forms.numeric && hits.size > 0;
    await look('starts', { by: 'starts', terms: forms.exact });
    if (forms.licencePattern) await look('pattern', { by: 'pattern', patterns: [forms.licencePattern] });
    // A street address as it stands on pages and in letters: the words of its city and state follow it.
    if (hits.size === 0 && forms.addresses.length > 0)
      await look('similar', { by: 'near', terms: forms.addresses, fields: ['address'] });
    if (!whole) {
      if (forms.near.length > 0) {
        const near = new Map(forms.near.flatMap((form) => [...nearNumbers(form)]));
        const how = ({ term }: FoundTerm) => near.get(term)!;
        await look(how, { by: 'near', terms: [...near.keys()], fields: nearFields });
      }
      const inside = forms.exact.filter((form) => longestRun(form) >= trigram);
      const patterns = inside.map((form) => ({ like: `%${escapeLike(form)}%`, prefix: '' }));
      if (inside.length > 0) await look('contains', { by: 'pattern', patterns });
      if (hits.size < (forms.numeric ? 1 : enoughFound) && forms.similar.length > 0) {
        const least = forms.numeric ? similarityMin.numbers : similarityMin.words;
        await look('similar', { by: 'similar', terms: forms.similar, similarityMin: least });
      }
    }
  }

  const entities = await findEntities(
    client,
    agencyId,
    hits.list().map((hit) => hit.term.entityId),
  );
  const living = hits.list().filter((hit) => entities.get(hit.term.entityId)?.mergedInto === null);
  const counted = Map.groupBy(living, (hit) => hit.term.kind);
  const counts = Object.fromEntries([...counted].map(([kind, of]) => [kind, Math.min(countMax, of.length)]));
  const atLeast = kinds.filter((kind) => cut.has(kind) || (counted.get(kind)?.length ?? 0) > countMax);
  const shown = inTurn(living).slice(0, order.limit);
  const apart = await findTellingApart(
    client,
    agencyId,
    shown.map((hit) => hit.term),
  );
  const results = shown.map(({ why, term }) =>
    resultOf(why, term, entities.get(term.entityId)!, apart.get(term.entityId) ?? []),
  );
  const note = forms.tooLoose
    ? `A pattern needs ${queryCharactersMin} letters or digits at its start, or ${trigram} in a row elsewhere.`
    : late
      ? 'Not everything was looked through in time. Type more letters to narrow the search.'
      : undefined;
  return answer({ results, counts, atLeast, more: living.length > results.length || atLeast.length > 0 }, note);
}

interface Hit {
  readonly why: Why;
  readonly term: FoundTerm;
}

/** By reason, and for each reason in turn from every kind: one with many leaves room for the others. */
function inTurn(hits: readonly Hit[]): Hit[] {
  return [...Map.groupBy(hits, (hit) => hit.why).values()].flatMap((ofReason) => {
    const kinds = [...Map.groupBy(ofReason, (hit) => hit.term.kind).values()];
    return ofReason.flatMap((_, turn) => kinds.flatMap((ofKind) => ofKind[turn] ?? []));
  });
}

/** The best reason for each entity, in the order of the reasons. */
class Hits {
  private readonly best = new Map<number, Hit>();

  get size(): number {
    return this.best.size;
  }

  add(why: Why, term: FoundTerm): void {
    if (!this.best.has(term.entityId)) this.best.set(term.entityId, { why, term });
  }

  list(): Hit[] {
    return [...this.best.values()];
  }
}

function resultOf(why: Why, term: FoundTerm, entity: LabelledEntity, apart: readonly string[]): SearchResult {
  return {
    id: entityId(term.kind, term.entityId),
    kind: term.kind,
    label: entity.label,
    field: term.field,
    shown: term.shown,
    why,
    detail: detailLine(entity, apart),
  };
}

/** A second line that tells namesakes apart: what it is known by, when it was seen, how many rows speak of it. */
function detailLine({ firstSeen, lastSeen, observations }: LabelledEntity, apart: readonly string[]): string {
  const seen =
    firstSeen && lastSeen && firstSeen !== lastSeen ? `${firstSeen} to ${lastSeen}` : (lastSeen ?? firstSeen);
  return [...apart, ...(seen ? [seen] : []), observations === 1 ? '1 source row' : `${observations} source rows`].join(
    ' · ',
  );
}

interface QueryForms {
  /** Letters and digits typed, wildcards apart. */
  readonly letters: number;
  /** The forms terms are saved in that the query may be in. */
  readonly exact: readonly string[];
  /** The street addresses the query may begin with, the longest first. */
  readonly addresses: readonly string[];
  /** Numbers of which one slip is forgiven. */
  readonly near: readonly string[];
  /** What similar spellings are sought of: trigrams do not heed the order of words, so one form stands for all orders. */
  readonly similar: readonly string[];
  readonly patterns: readonly { like: string; prefix: string }[];
  /** A licence key looks for every full number it abbreviates. */
  readonly licencePattern: { like: string; prefix: string } | null;
  /** There are digits in it: a number of some kind, or an address. */
  readonly numeric: boolean;
  /** Wildcards were typed, and too few letters beside them to look along an index. */
  readonly tooLoose: boolean;
}

const notCompact = /[^\p{L}\p{N}?*]+/gu;

/** The query in every form a term may be saved in. */
export function queryForms(query: string): QueryForms {
  const text = plainText(query);
  const letters = text.replace(/[^\p{L}\p{N}]/gu, '').length;
  const spaced = text
    .replace(/[,.;:#'"]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const compact = text.replace(notCompact, '');
  const words = spaced.split(' ');
  const numeric = /\d/.test(text);
  const turned = text.includes(',') || words.length < 2 ? spaced : [words.at(-1)!, ...words.slice(0, -1)].join(' ');
  if (/[*?]/.test(text)) {
    const forms = unique([spaced, turned, compact, compact.replaceAll('O', '0')]).map(patternOf);
    const usable = forms.filter(
      (form) => form.prefix.length >= queryCharactersMin || longestRun(form.literal) >= trigram,
    );
    const patterns = usable.map(({ like, prefix }) => ({
      like,
      prefix: prefix.length >= queryCharactersMin ? prefix : '',
    }));
    return {
      letters,
      exact: [],
      addresses: [],
      near: [],
      similar: [],
      patterns,
      licencePattern: null,
      numeric,
      tooLoose: patterns.length === 0,
    };
  }
  const licence = cleanLicenceNumber(query);
  const key = licence?.key.replaceAll('-', '') ?? '';
  const exact = unique([
    text,
    spaced,
    turned,
    compact,
    cleanSerialNumber(query)?.ncic ?? '',
    compact.replaceAll('O', '0'),
    licence?.number?.replaceAll('-', '') ?? '',
    key,
    letters >= 6 ? (cleanTraceNumber(query) ?? '') : '',
  ]);
  return {
    letters,
    exact,
    addresses: addressForms(query, words),
    near: unique(numeric ? [compact, compact.replaceAll('O', '0')] : []).filter(
      ({ length }) => length >= nearCharacters.min && length <= nearCharacters.max,
    ),
    similar: unique(words.length > 1 ? [spaced] : [compact.replaceAll('O', '0'), ...(numeric ? [] : [spaced])]).filter(
      (form) => longestRun(form) >= trigram,
    ),
    patterns: [],
    licencePattern:
      licence && !licence.number ? { like: `${key.slice(0, 3)}_______${key.slice(3)}`, prefix: key.slice(0, 3) } : null,
    numeric,
    tooLoose: false,
  };
}

/** Fewest and most words of a house number and its street. */
const addressWords = { min: 2, max: 7 } as const;

/** The addresses a query that begins with a house number may begin with, as the cleaner writes them, the longest first. */
function addressForms(query: string, words: readonly string[]): string[] {
  if (!/^\d/.test(words[0]!)) return [];
  const starts = Array.from({ length: Math.min(words.length, addressWords.max) }, (_, at) =>
    words.slice(0, at + 1).join(' '),
  ).slice(addressWords.min - 1);
  return unique([query, ...starts.toReversed()].map((text) => cleanAddress(text)?.canonical ?? ''));
}

const unique = (forms: readonly string[]) => [...new Set(forms.filter((form) => form.length >= queryCharactersMin))];

/** What a person types is text, not a pattern: `%`, `_` and `\` stand for themselves. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (special) => `\\${special}`);
}

function patternOf(text: string): { like: string; prefix: string; literal: string } {
  const like = escapeLike(text).replaceAll('?', '_').replace(/\*+/g, '%');
  return { like, prefix: /^[^*?]*/.exec(text)![0], literal: text };
}

/** Longest run of letters and digits, which is what trigrams are made of. */
function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/[\p{L}\p{N}]+/gu) ?? []).map((run) => run.length));
}
