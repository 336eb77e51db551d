import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import type { GunshotDecision } from '../../../src/model/gunshots.ts';
import { useSession } from '../frame/session.ts';
import { Problem } from '../frame/request.ts';
import {
  acknowledge,
  decide,
  gunshotQuery,
  incidentChanged,
  noteFinding,
  undoDecision,
  type GunshotList,
} from './gunshot-queries.ts';

export interface Told {
  readonly incident: string;
  readonly kind: 'decided' | 'undone' | 'found' | 'changed' | 'failed';
  readonly decision: GunshotDecision | null;
  readonly error: unknown;
}

/**
 * What a person does about an incident. A decision is shown as done at once and sent behind it; where the server refuses because the incident
 * changed meanwhile, it is loaded anew and nothing is decided.
 */
export function useGunshotSteps() {
  const client = useQueryClient();
  const { actor } = useSession();
  const [told, setTold] = useState<Told | null>(null);

  const show = (incident: string, change: Partial<GunshotIncident>) => {
    client.setQueryData(gunshotQuery(incident).queryKey, (before) => before && { ...before, ...change });
    client.setQueriesData<GunshotList>(
      { queryKey: ['gunshots', 'list'] },
      (before) =>
        before && {
          ...before,
          items: before.items.map((item) =>
            item.kind === 'own' && item.incident === incident ? { ...item, ...change } : item,
          ),
        },
    );
  };
  const refused = (incident: string, error: unknown) =>
    setTold({
      incident,
      kind: error instanceof Problem && error.code === 'gunshot.changed' ? 'changed' : 'failed',
      decision: null,
      error,
    });

  const decision = useMutation({
    mutationFn: ({ item, to, reason }: { item: GunshotIncident; to: GunshotDecision; reason?: string }) =>
      decide(item.incident, { decision: to, revision: item.revision, ...(reason ? { reason } : {}) }),
    onMutate: ({ item, to }) => {
      show(item.incident, {
        decision: to,
        decidedBy: actor,
        decidedAt: new Date().toISOString(),
        revision: item.revision + 1,
      });
      setTold({ incident: item.incident, kind: 'decided', decision: to, error: null });
    },
    onError: (error, { item }) => {
      show(item.incident, item);
      refused(item.incident, error);
    },
    onSettled: (_, __, { item }) => incidentChanged(client, item.incident),
  });
  const undo = useMutation({
    mutationFn: (item: GunshotIncident) => undoDecision(item.incident, item.revision),
    onSuccess: (_, { incident }) => setTold({ incident, kind: 'undone', decision: null, error: null }),
    onError: (error, { incident }) => refused(incident, error),
    onSettled: (_, __, { incident }) => incidentChanged(client, incident),
  });
  const find = useMutation({
    mutationFn: ({ item, found, note }: { item: GunshotIncident; found: string; note: string }) =>
      noteFinding(item.incident, { found, revision: item.revision, ...(note.trim() ? { note } : {}) }),
    onSuccess: (_, { item }) => setTold({ incident: item.incident, kind: 'found', decision: null, error: null }),
    onError: (error, { item }) => refused(item.incident, error),
    onSettled: (_, __, { item }) => incidentChanged(client, item.incident),
  });
  const note = useMutation({
    mutationFn: (incident: string) => acknowledge(incident),
    onMutate: (incident) => show(incident, { acknowledgedBy: actor, acknowledgedAt: new Date().toISOString() }),
    onError: (error, incident) => refused(incident, error),
    onSettled: (_, __, incident) => incidentChanged(client, incident),
  });
  return {
    told,
    decide: (item: GunshotIncident, to: GunshotDecision, reason?: string) =>
      decision.mutate({ item, to, ...(reason ? { reason } : {}) }),
    undo: (item: GunshotIncident) => undo.mutate(item),
    find: (item: GunshotIncident, found: string, text: string) => find.mutate({ item, found, note: text }),
    acknowledge: (incident: string) => note.mutate(incident),
    busy: decision.isPending || undo.isPending || find.isPending,
  };
}

export type GunshotSteps = ReturnType<typeof useGunshotSteps>;
