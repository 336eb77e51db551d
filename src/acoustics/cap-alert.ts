/**
 * An incident as a message of the Common Alerting Protocol, and which kind of message it is to whoever took the ones before.
 *
 * **Source.** OASIS, Common Alerting Protocol Version 1.2 (2010): elements, their order, their values and the form of their times.
 * **Input.** An incident as it may be told, how its place is, whose message it is, which messages of it were taken before. **Output.** XML, UTF-8.
 * **Limits.** For the agency's own dispatch: scope is Restricted. Circles and polygons hold the 95 % ellipses; no sensor's place is in them.
 */
import { capCircle, capPolygon } from './cap-area.ts';
import type { DispatchPlace, DispatchRule } from './dispatch-place.ts';
import type { GunshotIncident } from '../model/gunshot-answers.ts';

export type CapKind = 'Alert' | 'Update' | 'Cancel';

/** A message that was taken: of this incident, or of one that became one with it. */
export interface CapEarlier {
  readonly incident: string;
  readonly identifier: string;
  readonly kind: CapKind;
  readonly sentAt: string;
  /** Identifiers of the messages it referred to. */
  readonly refers: readonly string[];
}

export interface CapMessage extends ToldIncident {
  readonly place: DispatchPlace;
  /** From how long half an axis on a place is told as an area. */
  readonly rule: DispatchRule;
  readonly kind: CapKind;
  /** Names this message alone. */
  readonly name: string;
  /** Who sends it, without spaces, commas, < and &: the standard allows none of them. */
  readonly sender: string;
  readonly senderName: string;
  readonly sentAt: string;
  /** When it is sent, where that is later than what it tells of. */
  readonly now: string;
  /** The messages it refers to. */
  readonly earlier: readonly CapEarlier[];
}

/** An incident as it is told, with what of others has a say in it. */
export interface ToldIncident {
  readonly incident: GunshotIncident;
  /** Of one that is no longer located: the incident that stands at its place and time, where one does. */
  readonly standsThere: string | null;
}

/**
 * Whether an incident is stood down: a person decided that it was no gunfire and nothing was found, or it is no longer located, nothing else is located
 * there, nothing was found, and nobody who heard it decided that it was gunfire or was unsure. One that is told further as another is not.
 */
function isStoodDown({ incident: { state, decision, found }, standsThere }: ToldIncident): boolean {
  if (state === 'JOINED' || decision === 'gunfire' || found) return false;
  return decision === 'not-gunfire' || (state === 'WITHDRAWN' && decision === null && standsThere === null);
}

/** Messages that were taken and still hold: not those that a Cancel among them refers to. */
export function standingMessages(taken: readonly CapEarlier[]): CapEarlier[] {
  const cancelled = new Set(taken.flatMap(({ kind, refers }) => (kind === 'Cancel' ? refers : [])));
  return taken.filter(({ kind, identifier }) => kind !== 'Cancel' && !cancelled.has(identifier));
}

/**
 * Which message tells an incident, given the earlier ones that hold; null where there is nothing to tell: nobody was told of what is gone, or the place
 * is not known well enough to tell.
 */
export function capKind(told: ToldIncident, place: DispatchPlace, standing: readonly CapEarlier[]): CapKind | null {
  const { incident } = told;
  const gone = isStoodDown(told);
  // What is no longer located and was told to nobody is told where a person knows of gunfire there.
  const silent = incident.state === 'WITHDRAWN' && incident.decision !== 'gunfire' && !incident.found;
  if (standing.length === 0) return gone || silent || incident.state === 'JOINED' || place === 'held' ? null : 'Alert';
  return gone ? 'Cancel' : 'Update';
}

/** A message names its sender so in its identifier and to those that refer to it. */
export const capSender = (sender: string): string => sender.replaceAll(/[\s,<&]/g, '-');

export function capAlert(message: CapMessage): string {
  const { incident, place, rule, kind, name, sender, senderName, sentAt, now, earlier } = message;
  const { headline, description } = sayIncident(message);
  const gone = isStoodDown(message);
  const late = Date.parse(now) - Date.parse(incident.to);
  const urgency = gone || late > pastMilliseconds ? 'Past' : late > lateMilliseconds ? 'Expected' : 'Immediate';
  const own = capSender(sender);
  const { rounds, pattern, ellipse95 } = incident.summary;
  const incidents = new Set([
    incident.incident,
    ...(incident.state === 'JOINED' && incident.joinedInto !== null ? [incident.joinedInto] : []),
    ...earlier.map((each) => each.incident),
  ]);
  return xml('alert', [
    text('identifier', name),
    text('sender', own),
    text('sent', capTime(sentAt)),
    text('status', 'Actual'),
    text('msgType', kind),
    text('scope', 'Restricted'),
    text('restriction', 'For law enforcement dispatch alone'),
    ...(kind === 'Alert'
      ? []
      : [text('references', earlier.map((each) => `${own},${each.identifier},${capTime(each.sentAt)}`).join(' '))]),
    text('incidents', [...incidents].join(' ')),
    xml('info', [
      text('language', 'en-US'),
      text('category', 'Security'),
      text('event', 'Gunfire located by sound'),
      text('responseType', gone ? 'AllClear' : 'Assess'),
      text('urgency', urgency),
      text('severity', gone ? 'Unknown' : 'Severe'),
      text('certainty', certaintyOf(incident, { gone, place })),
      text('effective', capTime(sentAt)),
      text('onset', capTime(incident.from)),
      text('senderName', senderName),
      text('headline', headline),
      text('description', description),
      parameter('rounds', String(rounds)),
      parameter('pattern', pattern),
      parameter(
        'ellipse95',
        `${meters(ellipse95.majorMeters)} ${meters(ellipse95.minorMeters)} ${Math.round(ellipse95.bearingDegrees)}`,
      ),
      parameter('decision', incident.decision ?? 'none'),
      ...areasOf(incident, place, rule),
    ]),
  ]);
}

/** Whether a place is told as a point with a circle about it. */
export const isPoint = (
  { ellipse95 }: GunshotIncident['summary']['places'][number],
  place: DispatchPlace,
  { placeMeters }: DispatchRule,
): boolean => place === 'place' && ellipse95.majorMeters <= placeMeters;

/** One of each place; where the place cannot be searched, none of them has a point of its own. */
function areasOf({ summary: { places, moving } }: GunshotIncident, place: DispatchPlace, rule: DispatchRule): string[] {
  const which = (at: number) =>
    places.length === 1 ? '' : moving ? (at === 0 ? ' at first' : ' at last') : `, place ${at + 1} of ${places.length}`;
  return places.map((each, at) =>
    xml('area', [
      text('areaDesc', `Where the shots were${which(at)}, in 95 of 100 cases`),
      isPoint(each, place, rule) ? text('circle', capCircle(each)) : text('polygon', capPolygon(each)),
    ]),
  );
}

/** What is told so long after the last shot is no longer going on; and after so long may be over. */
const pastMilliseconds = 3_600_000;
const lateMilliseconds = 300_000;

const shotsOf = ({ summary: { rounds } }: GunshotIncident) => (rounds === 1 ? '1 shot' : `${rounds} shots`);

/** What is said of an incident, in a line and at length. */
export function sayIncident(message: Pick<CapMessage, 'incident' | 'standsThere' | 'place' | 'now'>): {
  readonly headline: string;
  readonly description: string;
} {
  const { incident, place } = message;
  return {
    headline: headlineOf(message),
    description: descriptionOf(message) + placeSentence(incident, place) + lateSentence(message),
  };
}

function headlineOf({ incident, standsThere, place }: Pick<CapMessage, 'incident' | 'standsThere' | 'place'>): string {
  const { state, decision, found, joinedInto } = incident;
  if (state === 'JOINED') return `Told further as ${joinedInto}`;
  if (decision === 'not-gunfire' && found)
    return 'Something was found at the scene of what was decided to be no gunfire';
  if (decision === 'not-gunfire') return 'No gunfire: take back the alert';
  if (state !== 'WITHDRAWN')
    return `${decision === 'gunfire' ? 'Gunfire' : 'Possible gunfire'}${place === 'place' ? '' : ', place not known well'}: ${shotsOf(incident)}`;
  if (decision === 'gunfire') return 'Decided to be gunfire; no longer located';
  if (found) return 'Something was found at the scene; no longer located';
  if (decision === 'unsure') return 'No longer located; whoever heard it is unsure';
  return standsThere === null
    ? 'No longer located: take back the alert'
    : `No longer located; others stand there: incident ${standsThere}`;
}

function descriptionOf({ incident, standsThere }: ToldIncident): string {
  const { state, decision, found, joinedInto, summary } = incident;
  const { pattern, shooters, moving } = summary;
  if (state === 'JOINED')
    return `Its shots are told further as incident ${joinedInto}. This is no all-clear: what stands is said there.`;
  const kind = pattern === 'automatic' ? 'automatic fire' : pattern === 'multiple' ? 'several shots' : 'a single shot';
  const what = `${shotsOf(incident)} located (${kind}${shooters > 1 ? `, from ${shooters} places at one time` : ''}${moving ? ', moving on' : ''}). `;
  const decided = {
    gunfire: 'It was heard: decided to be gunfire.',
    'not-gunfire': 'It was heard: decided not to be gunfire.',
    unsure: 'It was heard: a person is unsure.',
    none: 'Nobody has decided yet whether it is gunfire.',
  }[decision ?? 'none'];
  const scene = found ? ' Something is on record as found at the scene, and that stands: this is no all-clear.' : '';
  if (state !== 'WITHDRAWN' || decision === 'not-gunfire') return what + decided + scene;
  const gone = `The program no longer locates the ${shotsOf(incident)} it had.`;
  if (decision === 'gunfire')
    return `${gone} A person who heard it decided that it was gunfire, and that stands.${scene}`;
  if (found) return `${gone}${scene} ${decided}`;
  if (decision === 'unsure') return `${gone} ${decided} This is no all-clear.`;
  if (standsThere !== null)
    return `${gone} Others stand at its place and time as incident ${standsThere}. This is no all-clear: what stands is said there. ${decided}`;
  return `What was taken for ${shotsOf(incident)} turned out to be none. ${decided}`;
}

function placeSentence({ state, summary: { ellipse95 } }: GunshotIncident, place: DispatchPlace): string {
  if (place === 'place' || state === 'JOINED') return '';
  return ` The place is not known well: it lies within the area, ${Math.ceil(2 * ellipse95.majorMeters)} m long, in 95 of 100 cases, and no part of it is to be held for the place.`;
}

/** Whoever reads it is to see that it is late. */
function lateSentence({ incident, now }: Pick<CapMessage, 'incident' | 'now'>): string {
  const minutes = Math.floor((Date.parse(now) - Date.parse(incident.to)) / 60_000);
  return minutes * 60_000 < lateMilliseconds ? '' : ` This is told ${minutes} minutes after the last shot.`;
}

const meters = (value: number) => value.toFixed(1);

function certaintyOf(
  { state, decision, summary }: GunshotIncident,
  { gone, place }: { readonly gone: boolean; readonly place: DispatchPlace },
): string {
  if (gone) return 'Unlikely';
  if (decision === 'gunfire') return 'Observed';
  return place === 'place' && summary.sure && decision !== 'unsure' && state !== 'WITHDRAWN' ? 'Likely' : 'Possible';
}

/** The standard takes no Z and no fraction of a second. */
const capTime = (iso: string) => `${iso.slice(0, 19)}-00:00`;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

// Characters XML cannot hold are left out.
const text = (name: string, value: string) =>
  `<${name}>${value.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replaceAll(/[&<>"']/g, (each) => escapes[each]!)}</${name}>`;

const parameter = (name: string, value: string) => xml('parameter', [text('valueName', name), text('value', value)]);

function xml(name: string, inside: readonly string[]): string {
  const open =
    name === 'alert'
      ? '<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
      : `<${name}>`;
  return `${open}${inside.join('')}</${name}>`;
}
