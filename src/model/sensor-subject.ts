/** What sensors send to a service by brokers: as the routes of the same names take it. */
export const sensorMessageKinds = ['packets', 'reports', 'sounds'] as const;

/** The subject sensors of an agency send to; the service answers each message there. */
export const sensorSubject = (agencyCode: string, kind: (typeof sensorMessageKinds)[number]): string =>
  `sensor.${agencyCode}.${kind}`;

/** Where answers to a sensor come, so that a broker can let it hear no others': `_INBOX.AGENCY.SENSOR`. What may not stand in a subject is a `_`. */
export const sensorInbox = (agencyCode: string, sensor: string): string =>
  `_INBOX.${agencyCode}.${sensor.replaceAll(/[^A-Za-z0-9-]/g, '_')}`;
