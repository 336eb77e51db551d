/**
 * An incident as a message of the Common Alerting Protocol.
 *
 * **Source.** OASIS, Common Alerting Protocol Version 1.2 (2010): elements, their order, their values and the form of their times.
 * **Input.** An incident as it may be told, whose message it is, which revisions of it were told before. **Output.** XML, UTF-8.
 * **Limits.** For the agency's own dispatch: scope is Restricted. The circle holds the 95 % ellipse; it never holds a sensor's place.
 */
import type { GunshotIncident } from '../model/gunshot-answers.ts';

export interface CapMessage {
  readonly incident: GunshotIncident;
  /** Who sends it, without spaces, commas, < and &: the standard allows none of them. */
  readonly sender: string;
  readonly senderName: string;
  readonly sentAt: string;
  /** When its first message was sent, where this is not it. */
  readonly firstSentAt: string | null;
}

export function capAlert({ incident, sender, senderName, sentAt, firstSentAt }: CapMessage): string {
  const gone = incident.state === 'WITHDRAWN' || incident.state === 'JOINED' || incident.decision === 'not-gunfire';
  const first = firstSentAt === null;
  const own = sender.replaceAll(/[\s,<&]/g, '-');
  const identifier = (revision: number | string) => `${own}-${incident.incident}-${revision}`;
  const { rounds, pattern, shooters, moving, ellipse95 } = incident.summary;
  const shots = rounds === 1 ? '1 shot' : `${rounds} shots`;
  const kind = pattern === 'automatic' ? 'automatic fire' : pattern === 'multiple' ? 'several shots' : 'a single shot';
  const decided = {
    gunfire: 'decided to be gunfire',
    'not-gunfire': 'decided not to be gunfire',
    unsure: 'a person is unsure',
  };
  return xml('alert', [
    text('identifier', identifier(first ? 'first' : incident.revision)),
    text('sender', own),
    text('sent', capTime(sentAt)),
    text('status', 'Actual'),
    text('msgType', gone ? 'Cancel' : first ? 'Alert' : 'Update'),
    text('scope', 'Restricted'),
    text('restriction', 'For law enforcement dispatch alone'),
    ...(first ? [] : [text('references', `${own},${identifier('first')},${capTime(firstSentAt)}`)]),
    text('incidents', incident.incident),
    xml('info', [
      text('language', 'en-US'),
      text('category', 'Security'),
      text('event', 'Gunfire located by sound'),
      text('responseType', gone ? 'AllClear' : 'Assess'),
      text('urgency', gone ? 'Past' : 'Immediate'),
      text('severity', gone ? 'Unknown' : 'Severe'),
      text('certainty', certaintyOf(incident, gone)),
      text('effective', capTime(sentAt)),
      text('onset', capTime(incident.from)),
      text('senderName', senderName),
      text('headline', gone ? 'No gunfire: take back the alert' : `Possible gunfire: ${shots}`),
      text(
        'description',
        `${shots} located (${kind}${shooters > 1 ? `, from ${shooters} places at one time` : ''}${moving ? ', moving on' : ''}). ` +
          (incident.decision === null
            ? 'Nobody has decided yet whether it is gunfire.'
            : `It was heard: ${decided[incident.decision]}.`),
      ),
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

const meters = (value: number) => value.toFixed(1);

function certaintyOf({ decision, summary }: GunshotIncident, gone: boolean): string {
  if (gone) return 'Unlikely';
  if (decision === 'gunfire') return 'Observed';
  return summary.sure && decision !== 'unsure' ? 'Likely' : 'Possible';
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
