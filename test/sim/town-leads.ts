import type { CsvRow } from './csv-rows.ts';

type Standing = 'hit' | 'lead' | 'retracted';

interface Step {
  readonly to: string;
  readonly standing: Standing;
  readonly caseNumber: string;
  readonly on: string;
}

export interface Shooting {
  readonly tie: 'hit' | 'lead';
  readonly status: 'ACTIVE' | 'RETRACTED';
  readonly on: string;
}

/** The most links from a firearm to a shooting that a life follows. */
const stepsMax = 4;

/** Leads and hits between entries, each as its last row has it: an entry is one firearm's cartridge case, or its test fire. */
export function ballisticGraph(rows: readonly CsvRow[]): Map<string, Step[]> {
  const last = new Map(rows.map((row) => [row['Lead Number']!, row]));
  const graph = new Map<string, Step[]>();
  for (const row of last.values()) {
    const gone = row['Retracted'] !== '' || row['Status'] === 'NOT_CONFIRMED' || row['Conclusion'] === 'ELIMINATION';
    const standing = gone ? 'retracted' : row['Conclusion'] === 'IDENTIFICATION' ? 'hit' : 'lead';
    for (const [from, to] of [
      ['A', 'B'],
      ['B', 'A'],
    ]) {
      const step = {
        to: row[`IBIS ${to}`]!,
        standing,
        caseNumber: row[`Case ${to}`]!,
        on: row[`Event Date ${to}`]!,
      } as const;
      graph.set(row[`IBIS ${from}`]!, [...(graph.get(row[`IBIS ${from}`]!) ?? []), step]);
    }
  }
  return graph;
}

/** Shootings the leads tie to the firearm of a test fire, by case; through scenes, never through another firearm. */
export function shootingsOf(
  graph: ReadonlyMap<string, readonly Step[]>,
  testFire: string,
  testFires: ReadonlySet<string>,
): Map<string, Shooting> {
  const found = new Map<string, Shooting>();
  const reach = (follows: (standing: Standing) => boolean) => {
    const reached = new Map<string, number>([[testFire, 0]]);
    const steps: Step[] = [];
    for (const [entry, depth] of reached) {
      if (depth === stepsMax) continue;
      for (const step of graph.get(entry) ?? []) {
        if (!follows(step.standing) || reached.has(step.to) || testFires.has(step.to)) continue;
        reached.set(step.to, depth + 1);
        steps.push(step);
      }
    }
    return { reached, steps };
  };
  const add = (steps: readonly Step[], tie: Shooting['tie'], status: Shooting['status']) => {
    for (const { caseNumber, on } of steps) if (!found.has(caseNumber)) found.set(caseNumber, { tie, status, on });
  };
  add(reach((standing) => standing === 'hit').steps, 'hit', 'ACTIVE');
  const active = reach((standing) => standing !== 'retracted');
  add(active.steps, 'lead', 'ACTIVE');
  for (const [entry, depth] of active.reached)
    if (depth < stepsMax)
      add(
        (graph.get(entry) ?? []).filter((step) => step.standing === 'retracted' && !testFires.has(step.to)),
        'lead',
        'RETRACTED',
      );
  return found;
}
