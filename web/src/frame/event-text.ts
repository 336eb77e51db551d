import type { Event } from '../../../src/model/evidence.ts';
import { labelText } from './entity-label.ts';
import type { Formats } from './format.ts';
import type { Words } from './words.tsx';

/** What happened, in the reader's language, made of the event's kind and never of the server's English. */
export function eventTitle(
  event: Pick<Event, 'kind' | 'tie' | 'status' | 'detail'>,
  { say }: Pick<Words, 'say'>,
): string {
  const title =
    event.kind === 'test-fired' && event.detail['entered'] === 'cartridge-case'
      ? say('event.cartridge-case')
      : (event.kind === 'shooting' || event.kind === 'linked') && event.tie !== null
        ? say(`event.${event.kind}.${event.tie}`)
        : event.kind === 'unknown-interval' && after(event) !== null
          ? say(`event.${after(event)!}-interval`)
          : say(`event.${event.kind}`);
  return event.status === 'RETRACTED' ? say('event.withdrawn', { event: title }) : title;
}

/** What is known of the firearm in a time nobody recorded: after a recovery it was in custody until let go. */
function after({ detail }: Pick<Event, 'detail'>): 'custody' | 'released' | 'destroyed' | null {
  const known = detail['after'];
  return known === 'custody' || known === 'released' || known === 'destroyed' ? known : null;
}

/** What stands in the band of a time nobody recorded. */
export function intervalWords(
  event: Pick<Event, 'days' | 'detail' | 'kind' | 'tie' | 'status'>,
  words: Pick<Words, 'say'>,
): string {
  if (event.days === null) return eventTitle(event, words);
  return words.say(`firearm.${after(event) ?? 'unknown'}Words`, { n: event.days });
}

/** When it happened: a day, a moment, or a stretch with its length. */
export function eventWhen(
  event: Pick<Event, 'from' | 'to' | 'days'>,
  { say }: Pick<Words, 'say'>,
  formats: Formats,
): string {
  if (event.from === null && event.to === null) return say('evidence.noDate');
  if (event.from === null) return `– ${formats.day(event.to!)}`;
  if (event.to === null || event.to === event.from) return formats.dayOrMoment(event.from);
  const span = `${formats.day(event.from)} – ${formats.day(event.to)}`;
  return event.days === null ? span : `${span} · ${say('evidence.days', { n: event.days })}`;
}

/** Where it happened; of a county that a licence names, that it is no address. */
export function eventWhere({ place }: Pick<Event, 'place'>, { say }: Pick<Words, 'say'>): string {
  if (place === null) return '';
  return place.precision === 'county' ? `${place.label} (${say('evidence.precision.county')})` : place.label;
}

/** Who took part, in one line: "Dealer to purchaser" for a sale, whose people come in that order; else the names. */
export function eventWho(event: Pick<Event, 'kind' | 'people'>, words: Pick<Words, 'language' | 'say'>): string {
  const { say } = words;
  const [first, second] = event.people.map((person) => ({ ...person, label: labelText(person.label, words) }));
  if (first !== undefined && (event.kind === 'sold' || event.kind === 'shipped')) {
    if (second !== undefined) return say('event.fromTo', { from: first.label, to: second.label });
    if (event.kind === 'sold')
      return first.kind === 'person'
        ? say('event.toWhom', { to: first.label })
        : say('event.byWhom', { from: first.label });
  }
  // One who took part in two ways is named once.
  return [...new Map(event.people.map((each) => [each.id, each])).values()]
    .slice(0, 3)
    .map((person) => labelText(person.label, words))
    .join(', ');
}

/** The part someone played, in the reader's language where it is known. */
export function roleText(role: string, { sayIfKnown }: Pick<Words, 'sayIfKnown'>): string {
  return sayIfKnown(`role.${role.toLowerCase()}`) ?? plainName(role);
}

/** A name of the model made readable where no text is kept for it: `cartridge_cases` → cartridge cases. */
export function plainName(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase();
}

/** The caution that goes with an event. */
export function eventCaution(
  event: Pick<Event, 'kind' | 'tie' | 'status' | 'detail'>,
  { say }: Pick<Words, 'say'>,
): string | null {
  if (event.status === 'RETRACTED') return say('caution.retracted');
  if (event.tie !== null) return say(`caution.${event.tie}`);
  switch (event.kind) {
    case 'traced':
    case 'trace-requested':
      return say('caution.trace');
    case 'sold':
      return say('caution.sale');
    case 'unknown-interval':
      return say(after(event) === 'custody' ? 'caution.custody' : 'caution.unknown');
    case 'recovered':
    case 'arrested':
    case 'suspect':
      return say('caution.recovery');
    case 'alert':
      return say('caution.alert');
    default:
      return null;
  }
}
