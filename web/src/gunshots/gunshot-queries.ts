import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import type {
  GunshotIncident,
  GunshotNearby,
  gunshotArrivalsSchema,
  gunshotHistorySchema,
  gunshotListSchema,
  gunshotSoundsSchema,
  sensorCoverageSchema,
  sensorPlacesSchema,
  VendorAlert,
} from '../../../src/model/gunshot-answers.ts';
import type {
  GunshotReckoning,
  GunshotStatistics,
  LayoutSensor,
  NetworkPlan,
  SensorLayouts,
} from '../../../src/model/gunshot-desk.ts';
import type { GunshotDecision } from '../../../src/model/gunshots.ts';
import { apiBase, Problem, queryString, request } from '../frame/request.ts';

type AnswerOf<T extends { static: unknown }> = T['static'];
export type GunshotItem = GunshotIncident | VendorAlert;
export type GunshotHistory = AnswerOf<typeof gunshotHistorySchema>;
export type GunshotArrivals = AnswerOf<typeof gunshotArrivalsSchema>;
export type GunshotSounds = AnswerOf<typeof gunshotSoundsSchema>;
type SensorCoverage = AnswerOf<typeof sensorCoverageSchema>;
type SensorPlaces = AnswerOf<typeof sensorPlacesSchema>;
export type Which = 'all' | 'own' | 'undecided';

export const shownMost = 200;

type Untold = AnswerOf<typeof gunshotListSchema>['untold'];

export interface GunshotList {
  readonly items: readonly GunshotItem[];
  readonly untold: Untold;
  readonly next: string | null;
}

export const gunshotsQuery = (which: Which) =>
  queryOptions({
    queryKey: ['gunshots', 'list', which],
    queryFn: ({ signal }) =>
      request<GunshotList>('GET', `/gunshots${queryString({ which, limit: shownMost })}`, { signal }),
    placeholderData: keepPreviousData,
  });

const about = (incident: string, part: string, ...more: readonly (string | number)[]) => [
  'gunshots',
  'of',
  incident,
  part,
  ...more,
];

export const gunshotQuery = (incident: string) =>
  queryOptions({
    queryKey: about(incident, 'one'),
    queryFn: ({ signal }) => request<GunshotIncident>('GET', `/gunshots/${incident}`, { signal }),
  });

export const gunshotHistoryQuery = (incident: string) =>
  queryOptions({
    queryKey: about(incident, 'history'),
    queryFn: ({ signal }) => request<GunshotHistory>('GET', `/gunshots/${incident}/history`, { signal }),
  });

export const gunshotNearbyQuery = (incident: string) =>
  queryOptions({
    queryKey: about(incident, 'nearby'),
    queryFn: ({ signal }) => request<GunshotNearby>('GET', `/gunshots/${incident}/nearby`, { signal }),
    staleTime: 30_000,
  });

export const gunshotArrivalsQuery = (incident: string, revision: number) =>
  queryOptions({
    queryKey: about(incident, 'arrivals', revision),
    queryFn: ({ signal }) => request<GunshotArrivals>('GET', `/gunshots/${incident}/arrivals`, { signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const gunshotSoundsQuery = (incident: string) =>
  queryOptions({
    queryKey: about(incident, 'sounds'),
    queryFn: ({ signal }) => request<GunshotSounds>('GET', `/gunshots/${incident}/sounds`, { signal }),
    // Sensors send what they are asked for within a minute or so, and nothing tells of it.
    refetchInterval: ({ state }) => (state.data?.items.some(({ cameAt }) => cameAt === null) ? 3_000 : false),
  });

export const reckoningQuery = (incident: string, shot: number, revision: number) =>
  queryOptions({
    queryKey: about(incident, 'reckoning', shot, revision),
    queryFn: ({ signal }) =>
      request<GunshotReckoning>('GET', `/gunshots/${incident}/reckoning${queryString({ shot })}`, { signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

export const statisticsQuery = (from: string | undefined) =>
  queryOptions({
    queryKey: ['gunshots', 'statistics', from ?? 'all'],
    queryFn: ({ signal }) =>
      request<GunshotStatistics>('GET', `/gunshots/statistics${queryString({ from })}`, { signal }),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });

export const coverageQuery = queryOptions({
  queryKey: ['sensors', 'coverage'],
  queryFn: ({ signal }) => request<SensorCoverage>('GET', '/sensors/coverage', { signal }),
  staleTime: 300_000,
});

export const sensorPlacesQuery = queryOptions({
  queryKey: ['sensors', 'places'],
  queryFn: ({ signal }) => request<SensorPlaces>('GET', '/sensors/places', { signal }),
  staleTime: 60_000,
});

export const layoutsQuery = queryOptions({
  queryKey: ['sensors', 'layouts'],
  queryFn: ({ signal }) => request<SensorLayouts>('GET', '/sensors/layouts', { signal }),
});

export const decide = (incident: string, body: { decision: GunshotDecision; revision: number; reason?: string }) =>
  request<void>('POST', `/gunshots/${incident}/decisions`, { body });
export const undoDecision = (incident: string, revision: number) =>
  request<void>('POST', `/gunshots/${incident}/undo`, { body: { revision } });
export const noteFinding = (incident: string, body: { found: string; note?: string; revision: number }) =>
  request<void>('POST', `/gunshots/${incident}/findings`, { body });
export const undoFinding = (incident: string, { finding, revision }: { finding: number; revision: number }) =>
  request<void>('POST', `/gunshots/${incident}/findings/${finding}/undo`, { body: { revision } });
/** Puts on record that sounds are played: nothing is played before it is. */
export const notePlay = (incident: string, body: { sounds: readonly number[]; part: 'all' | 'direct' | 'echoes' }) =>
  request<void>('POST', `/gunshots/${incident}/plays`, { body });
export const acknowledge = (incident: string) => request<void>('POST', `/gunshots/${incident}/acknowledgement`);
export const askSounds = (incident: string) => request<GunshotSounds>('POST', `/gunshots/${incident}/sounds`);

export interface PlannedArea {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}
export const planSensors = (body: PlannedArea & { sensors: readonly LayoutSensor[] }, signal?: AbortSignal) =>
  request<NetworkPlan>('POST', '/sensors/plan', { body, ...(signal ? { signal } : {}) });
export const saveLayout = (body: { name: string; after: number; sensors: readonly LayoutSensor[] }) =>
  request<void>('POST', '/sensors/layouts', { body });

/** The bytes of a sound; that it is loaded is on record, and each play by itself. */
export async function loadSound(incident: string, sound: number): Promise<ArrayBuffer> {
  const answer = await fetch(`${apiBase}/gunshots/${incident}/sounds/${sound}`, { credentials: 'same-origin' });
  if (!answer.ok) throw new Problem({ title: answer.statusText, status: answer.status, code: '', detail: '' });
  return answer.arrayBuffer();
}

/** What is shown of an incident is asked anew, and the list with it. */
export async function incidentChanged(client: QueryClient, incident: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['gunshots', 'list'] }),
    client.invalidateQueries({ queryKey: ['gunshots', 'of', incident] }),
  ]);
}
