/** What sensors send to a service by brokers: as the routes of the same names take it. */
export const sensorMessageKinds = ['packets', 'reports', 'sounds'] as const;

/** The subject sensors of an agency send to; the service answers each message there. */
export const sensorSubject = (agencyCode: string, kind: (typeof sensorMessageKinds)[number]): string =>
  `sensor.${agencyCode}.${kind}`;
