/**
 * Whether two records name different people or dealers for one part in an event: not whether the two were joined.
 *
 * **Source.** ATF Form 3312.1 parts V and VI (what a trace asks of dealer and individual); the region, district and
 * sequence of a licence, which stay with a licensee.
 * **Input.** Two parties: entity, and the observation a record makes of it. **Output.** True where what is said cannot be
 * true of one: another licence, family name, given or middle name, suffix, date of birth or identifier.
 * **Limits.** What is left out contradicts nothing, nor does what says less: an initial, one of two family names, names in
 * the other order. Given names agree as `given-names.ts` says, slips of a key forgiven where birth dates agree; so is one of
 * a family name where the given name agrees as well.
 */
import type { EntityId } from '../model/ids.ts';
import { alikeGivenNames, slipsBetween } from '../model/values/given-names.ts';
import { cleanPersonName } from '../model/values/person-name.ts';

export interface Party {
  readonly id: EntityId;
  /** The observation, as its table holds it. */
  readonly said: Readonly<Record<string, unknown>>;
  /** Entities that a person judged to be another. */
  readonly judgedOther: readonly EntityId[];
}

/** Those that records name, by the part played: who gave the firearm away, who took it, who lost it. */
export type Parties = Readonly<Record<string, readonly Party[]>>;

export function partiesContradict(a: Party, b: Party): boolean {
  if (a.id === b.id) return false;
  if (a.judgedOther.includes(b.id)) return true;
  const [kind, other] = [a, b].map(({ id }) => id.slice(0, id.indexOf(':')));
  return kind !== other || (kind === 'dealer' ? dealersContradict : personsContradict)(a.said, b.said);
}

/** Whether two records name different ones for a part: none of the one may be any of the other. */
export function tellDifferently(a: Parties, b: Parties): boolean {
  return Object.entries(a).some(([part, named]) => {
    const others = b[part] ?? [];
    return (
      named.length > 0 && others.length > 0 && named.every((x) => others.every((other) => partiesContradict(x, other)))
    );
  });
}

/** Whether any two of those named for one part contradict each other. */
export function anyContradict(named: readonly Party[]): boolean {
  return named.some((a, at) => named.slice(at + 1).some((b) => partiesContradict(a, b)));
}

type Said = Party['said'];

const text = (said: Said, column: string) => (said[column] as string | null | undefined) ?? '';

const differIn = (a: Said, b: Said, column: string) =>
  text(a, column) !== '' && text(b, column) !== '' && text(a, column) !== text(b, column);

function dealersContradict(a: Said, b: Said): boolean {
  if (text(a, 'licence_key') && text(b, 'licence_key')) return differIn(a, b, 'licence_key');
  return !namesAgree(text(a, 'name'), text(b, 'name'));
}

function personsContradict(a: Said, b: Said): boolean {
  const [x, y] = [organisationOf(a), organisationOf(b)];
  if (x !== '' && y !== '') return !namesAgree(x, y);
  if (x !== '' || y !== '') return text(a, 'family_name') !== '' || text(b, 'family_name') !== '';
  return (
    differIn(a, b, 'born_on') ||
    differIn(a, b, 'suffix') ||
    (text(a, 'id_type') === text(b, 'id_type') &&
      text(a, 'id_state') === text(b, 'id_state') &&
      differIn(a, b, 'id_number')) ||
    !middlesAgree(text(a, 'middle_name'), text(b, 'middle_name')) ||
    !personNamesAgree(a, b)
  );
}

/** Names of organisations are kept as written alone. */
function organisationOf(said: Said): string {
  if (text(said, 'family_name') !== '') return '';
  const name = cleanPersonName({ full: text(said, 'name_raw') });
  return name.kind === 'organisation' ? name.name : '';
}

function personNamesAgree(a: Said, b: Said): boolean {
  const [family, given] = [text(a, 'family_name'), text(a, 'given_name')];
  const [otherFamily, otherGiven] = [text(b, 'family_name'), text(b, 'given_name')];
  const [sameFamily, sameGiven] = [namesAgree(family, otherFamily), givenNamesAgree(a, b)];
  if (sameFamily && sameGiven) return true;
  if (
    given !== '' &&
    otherGiven !== '' &&
    letters(family) === letters(otherGiven) &&
    letters(given) === letters(otherFamily)
  )
    return true;
  return sameBirthDate(a, b) && sameGiven && slipsBetween(letters(family), letters(otherFamily)) === 1;
}

const letters = (name: string) => name.replace(/[^\p{L}\p{N}]/gu, '');
const wordsOf = (name: string) => name.split(/[\s-]+/).filter((word) => word !== '');

/** One of them is left out, both are alike but for hyphens and spaces, or the longer has all words of the shorter. */
function namesAgree(a: string, b: string): boolean {
  if (a === '' || b === '' || letters(a) === letters(b)) return true;
  const [shorter, longer] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.length - y.length) as [string[], string[]];
  return shorter.every((word) => longer.includes(word));
}

const sameBirthDate = (a: Said, b: Said) => text(a, 'born_on') !== '' && text(a, 'born_on') === text(b, 'born_on');

/** Given names with those after them, which may have been used in their place. */
function givenNamesAgree(a: Said, b: Said): boolean {
  const [given, other] = [a, b].map((said) => text(said, 'given_name'));
  if (given === '' || other === '') return true;
  const whole = (said: Said) =>
    ['given_name', 'middle_name', 'family_name']
      .map((column) => text(said, column))
      .filter(Boolean)
      .join(' ');
  return alikeGivenNames(whole(a), whole(b), sameBirthDate(a, b));
}

/** Word by word; an initial agrees with every name that begins so. */
function middlesAgree(a: string, b: string): boolean {
  const others = b.split(' ');
  return a
    .split(' ')
    .every((word, at) => at >= others.length || word.startsWith(others[at]!) || others[at]!.startsWith(word));
}
