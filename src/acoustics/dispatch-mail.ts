/**
 * What dispatch is told of an incident by e-mail, for people: the message of CAP goes along for programs.
 *
 * **Input.** The message, and the time zone of the agency. **Output.** Subject and text.
 * **Limits.** Plain text. A place that is told as an area has no point in it.
 */
import { capAlert, isPoint, sayIncident, type CapMessage } from './cap-alert.ts';

export interface DispatchMail {
  readonly subject: string;
  readonly text: string;
  readonly cap: string;
}

export function dispatchMail(message: CapMessage, timeZone: string): DispatchMail {
  const { incident, place, rule, kind, name, senderName, earlier } = message;
  const { headline, description } = sayIncident(message);
  const { places } = incident.summary;
  const moment = (iso: string) =>
    new Intl.DateTimeFormat('en-US', { timeZone, dateStyle: 'medium', timeStyle: 'long' }).format(new Date(iso));
  const where = places.map((each) => {
    const long = Math.ceil(each.ellipse95.majorMeters);
    return isPoint(each, place, rule)
      ? `Where: ${each.lat.toFixed(5)}, ${each.lon.toFixed(5)}, within ${long} m in 95 of 100 cases`
      : `Where: an area ${2 * long} m long and ${2 * Math.ceil(each.ellipse95.minorMeters)} m wide, drawn in the message attached`;
  });
  const text = [
    headline,
    '',
    description,
    '',
    `First shot: ${moment(incident.from)}`,
    ...(incident.to === incident.from ? [] : [`Last shot: ${moment(incident.to)}`]),
    ...where,
    `Incident: ${incident.incident}`,
    kind === 'Alert'
      ? 'This is the first message of it.'
      : `This ${kind === 'Cancel' ? 'takes back' : 'goes on with'} ${earlier.length === 1 ? 'the message' : `${earlier.length} messages`} before.`,
    '',
    `For law enforcement dispatch alone. ${senderName}, message ${name}.`,
    '',
  ];
  return {
    subject: `${kind === 'Alert' ? '' : `${kind}: `}${headline}`,
    text: text.join('\n'),
    cap: capAlert(message),
  };
}
