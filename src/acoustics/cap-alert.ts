/**
 * An incident as a message of the Common Alerting Protocol, and which kind of message it is to whoever took the ones before.
 *
 * **Source.** OASIS, Common Alerting Protocol Version 1.2 (2010): elements, their order, their values and the form of their times.
 * **Input.** An incident as it may be told, whose message it is, which messages of it were taken before. **Output.** XML, UTF-8.
 * **Limits.** For the agency's own dispatch: scope is Restricted. The circle holds the 95 % ellipse; it never holds a sensor's place.
 */
import type { GunshotIncident } from '../model/gunshot-answers.ts';

export type CapKind = 'Alert' | 'Update' | 'Cancel';

/** A message that was taken: of this incident, or of one that became one with it. */
export interface CapEarlier {
  readonly incident: string;
  readonly identifier: string;
  readonly kind: CapKind;
  readonly sentAt: string;
}

export interface CapMessage {
  readonly incident: GunshotIncident;
  readonly kind: CapKind;
  /** Names this message alone. */
  readonly name: string;
  /** Who sends it, without spaces, commas, < and &: the standard allows none of them. */
  readonly sender: string;
  readonly senderName: string;
  readonly sentAt: string;
  /** The messages it refers to. */
  readonly earlier: readonly CapEarlier[];
}

/**
 * Whether an incident is stood down: a person decided that it was no gunfire, or it is no longer located, nobody decided that it was and nothing was
 * found. One that is told further as another is not, and what people decided to be gunfire or found at the scene never is by the program.
 */
function isStoodDown({ state, decision, found }: GunshotIncident): boolean {
  if (state === 'JOINED' || decision === 'gunfire') return false;
  return decision === 'not-gunfire' || (state === 'WITHDRAWN' && !found);
}

/** Earlier messages that still hold: not those that a later one of their incident, or of what they became, cancelled. Input in the order of taking. */
export function standingMessages(incident: string, earlier: readonly CapEarlier[]): CapEarlier[] {
  return earlier.filter(
    (each, at) =>
      each.kind !== 'Cancel' &&
      !earlier
        .slice(at + 1)
        .some((later) => later.kind === 'Cancel' && (later.incident === each.incident || later.incident === incident)),
  );
}

/** Which message tells an incident, given the earlier ones that hold; null where there is nothing to tell: nobody was told of what is gone. */
export function capKind(incident: GunshotIncident, standing: readonly CapEarlier[]): CapKind | null {
  const gone = isStoodDown(incident);
  if (standing.length === 0) return gone || incident.state === 'JOINED' ? null : 'Alert';
  return gone ? 'Cancel' : 'Update';
}

/** A message names its sender so in its identifier and to those that refer to it. */
export const capSender = (sender: string): string => sender.replaceAll(/[\s,<&]/g, '-');

export function capAlert({ incident, kind, name, sender, senderName, sentAt, earlier }: CapMessage): string {
  const gone = isStoodDown(incident);
  const past = gone || Date.parse(sentAt) - Date.parse(incident.to) > pastMilliseconds;
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
      text('urgency', past ? 'Past' : 'Immediate'),
      text('severity', gone ? 'Unknown' : 'Severe'),
      text('certainty', certaintyOf(incident, gone)),
      text('effective', capTime(sentAt)),
      text('onset', capTime(incident.from)),
      text('senderName', senderName),
      text('headline', headlineOf(incident)),
      text('description', descriptionOf(incident)),
      parameter('rounds', String(rounds)),
      parameter('pattern', pattern),
      parameter(
        'ellipse95',
        `${meters(ellipse95.majorMeters)} ${meters(ellipse95.minorMeters)} ${Math.round(ellipse95.bearingDegrees)}`,
      ),
      parameter('decision', incident.decision ?? 'none'),
      xml('area', [
        text('areaDesc', 'Where the shots were, in 95 of 100 cases'),
        text(
          'circle',
          `${incident.lat.toFixed(5)},${incident.lon.toFixed(5)} ${(Math.max(1, ellipse95.majorMeters) / 1000).toFixed(3)}`,
        ),
      ]),
    ]),
  ]);
}

/** What is told so long after the last shot is no longer going on. */
const pastMilliseconds = 3_600_000;

const shotsOf = ({ summary: { rounds } }: GunshotIncident) => (rounds === 1 ? '1 shot' : `${rounds} shots`);

function headlineOf(incident: GunshotIncident): string {
  const { state, decision, found, joinedInto } = incident;
  if (state === 'JOINED') return `Told further as ${joinedInto}`;
  if (decision === 'not-gunfire') return 'No gunfire: take back the alert';
  if (state !== 'WITHDRAWN') return `${decision === 'gunfire' ? 'Gunfire' : 'Possible gunfire'}: ${shotsOf(incident)}`;
  if (decision === 'gunfire') return 'Decided to be gunfire; no longer located';
  return found ? 'Something was found at the scene; no longer located' : 'No longer located: take back the alert';
}

function descriptionOf(incident: GunshotIncident): string {
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
  if (state !== 'WITHDRAWN' || decision === 'not-gunfire') return what + decided;
  const gone = `The program no longer locates the ${shotsOf(incident)} it had.`;
  if (decision === 'gunfire') return `${gone} A person who heard it decided that it was gunfire, and that stands.`;
  return found
    ? `${gone} Something is on record as found at the scene, and that stands: this is no all-clear. ${decided}`
    : `What was taken for ${shotsOf(incident)} turned out to be none. ${decided}`;
}

const meters = (value: number) => value.toFixed(1);

function certaintyOf({ state, decision, summary }: GunshotIncident, gone: boolean): string {
  if (gone) return 'Unlikely';
  if (decision === 'gunfire') return 'Observed';
  return summary.sure && decision !== 'unsure' && state !== 'WITHDRAWN' ? 'Likely' : 'Possible';
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
