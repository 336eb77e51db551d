/** What sensors send to a service by brokers: as the routes of the same names take it. */
export const sensorMessageKinds = ['packets', 'reports', 'sounds'] as const;

/** The subject sensors of an agency send to; the service answers each message there. */
export const sensorSubject = (agencyCode: string, kind: (typeof sensorMessageKinds)[number]): string =>
  `sensor.${agencyCode}.${kind}`;

/** Where a sensor hears answers: its own alone, so that a broker can keep each from those to others. */
export const sensorInbox = (agencyCode: string, sensor: string): string => `answer.${agencyCode}.${sensor}`;

/** Whether an answer asked for there goes to a sensor. Those of earlier programs hear theirs where NATS has it by itself. */
export const isSensorInbox = (agencyCode: string, subject: string | undefined): boolean =>
  subject !== undefined && (subject.startsWith(`answer.${agencyCode}.`) || subject.startsWith('_INBOX.'));
