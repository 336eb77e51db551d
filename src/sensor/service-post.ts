/** What a service answers a sensor: as HTTP has it, whichever way it came. */
export interface ServiceAnswer {
  readonly status: number;
  /** Null where it is no JSON. */
  readonly body: unknown;
}

/** The way to a service. */
export interface ServicePost {
  /** Null where the service was not reached, or did not answer in time: it may have it all the same. */
  post(kind: 'packets' | 'reports' | 'sounds', body: object): Promise<ServiceAnswer | null>;
  close(): Promise<void>;
}

export const answerMilliseconds = 15_000;
