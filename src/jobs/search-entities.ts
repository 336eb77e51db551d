import type pg from 'pg';
import type { Search, SearchResult } from '../model/answers.ts';
import { entityId } from '../model/ids.ts';
import { entityKinds, type EntityKind } from '../model/tables.ts';
import { cleanLicenceNumber } from '../model/values/licence-number.ts';
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
/** With this many found by their letters, look-alikes are not asked for: they would stand below the fold. */
const enoughFound = 10;
/** Whoever types waits no longer than this for all ways of looking together, nor for one of them. */
const milliseconds = { all: 170, exact: 100, starts: 100, pattern: 120, similar: 120 } as const;
/** With less time left a way of looking is not begun. */
const millisecondsLeast = 5;

type Why = SearchResult['why'];

/**
 * Finds entities by what a person types into the one box: serial number, name, address, licence, case or trace number,
 * in any spelling the cleaners know, with `*` and `?` as wildcards; exact first, then by the start, by the pattern,
 * inside, and by similar spelling.
 */
export async function searchEntities(client: pg.ClientBase, agencyId: number, order: SearchOrder): Promise<Search> {
  const started = performance.now();
  const answer = (
    found: readonly SearchResult[],
    counts: Record<string, number>,
    more: boolean,
    note?: string,
  ): Search => ({
    query: order.query,
    results: [...found],
    counts,
    more,
    milliseconds: Math.round((performance.now() - started) * 10) / 10,
    ...(note === undefined ? {} : { note }),
  });
  const forms = queryForms(order.query);
  if (forms.letters < queryCharactersMin) {
    return answer([], {}, false, `Type at least ${queryCharactersMin} letters or digits.`);
  }
  const kinds: readonly EntityKind[] = order.kind ? [order.kind] : entityKinds;
  const hits = new Hits();
  const late: string[] = [];
  const look = async (why: Why, by: TermQuery, limit: number) => {
    const budget = Math.min(milliseconds[by.by], milliseconds.all - (performance.now() - started));
    if (budget < millisecondsLeast) return void late.push(by.by);
    const found = await findTerms(client, agencyId, by, { kinds, limit, milliseconds: budget });
    if (found === null) late.push(by.by);
    else hits.add(why, found);
  };

  if (forms.patterns.length > 0) await look('pattern', { by: 'pattern', patterns: forms.patterns }, countMax + 1);
  else {
    await look('exact', { by: 'exact', terms: forms.exact }, countMax + 1);
    await look(
      'starts',
      { by: 'starts', terms: forms.exact.filter((form) => form.length >= queryCharactersMin) },
      countMax + 1,
    );
    if (forms.licencePattern) await look('pattern', { by: 'pattern', patterns: [forms.licencePattern] }, countMax + 1);
    const inside = forms.exact.filter((form) => longestRun(form) >= trigram);
    // Who typed a number in full has found it; a name may be spelt otherwise elsewhere.
    const done = forms.numeric ? hits.size > 0 : hits.size >= enoughFound;
    if (!done && inside.length > 0) {
      await look(
        'contains',
        {
          by: 'pattern',
          patterns: inside.map((form) => ({ like: `%${escapeLike(form)}%`, prefix: '' })),
        },
        countMax + 1,
      );
      if (hits.size < (forms.numeric ? 1 : enoughFound) && forms.similar.length > 0) {
        const least = forms.numeric ? similarityMin.numbers : similarityMin.words;
        await look('similar', { by: 'similar', terms: forms.similar, similarityMin: least }, countMax + 1);
      }
    }
  }

  const entities = await findEntities(
    client,
    agencyId,
    hits.list().map((hit) => hit.term.entityId),
  );
  const living = hits.list().filter((hit) => entities.get(hit.term.entityId)?.mergedInto === null);
  const counts: Record<string, number> = {};
  for (const { term } of living) counts[term.kind] = Math.min(countMax, (counts[term.kind] ?? 0) + 1);
  const shown = living.slice(0, order.limit);
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
    : late.length > 0
      ? 'Not everything was looked through in time. Type more letters to narrow the search.'
      : undefined;
  return answer(results, counts, living.length > results.length, note);
}

/** The best reason for each entity, in the order of the reasons. */
class Hits {
  private readonly best = new Map<number, { why: Why; term: FoundTerm }>();

  get size(): number {
    return this.best.size;
  }

  add(why: Why, found: readonly FoundTerm[]): void {
    for (const term of found) if (!this.best.has(term.entityId)) this.best.set(term.entityId, { why, term });
  }

  list(): { why: Why; term: FoundTerm }[] {
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
  /** What look-alikes are sought of: trigrams do not heed the order of words, so one form stands for all orders. */
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
