import { useQuery } from '@tanstack/react-query';
import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import { gunshotHistoryQuery } from './gunshot-queries.ts';

/** So long what the program took back can be decided, whoever was told of it. */
const withdrawnDays = 30;

/**
 * Whether an incident can be decided on: what stands, and what is no longer located where a person ever decided on it or found something, also where
 * that was taken back. As `saveDecision` of the store says.
 */
export function useDecidable({ incident, state, changedAt, decision, found }: GunshotIncident): boolean {
  const gone = state === 'WITHDRAWN';
  const history = useQuery({ ...gunshotHistoryQuery(incident), enabled: gone });
  const isRecent = Date.now() - Date.parse(changedAt) < withdrawnDays * 86_400_000;
  if (!gone) return state === 'OPEN' || state === 'CLOSED';
  return (
    isRecent ||
    decision !== null ||
    found ||
    (history.data?.items.some(({ kind }) => kind === 'DECIDED' || kind === 'FOUND') ?? false)
  );
}
