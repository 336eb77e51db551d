/** What completions of traces mean for whoever counts them; `docs/methods/tracing.md` says which family a code of ATF is of. */

/** Wrong or missing maker, model or importer: the one family that can be corrected and asked again. A serial number of no use is not traceable. */
export const correctableCompletion = 'C_INSUFFICIENT';

/** A request that was cancelled or given twice is no trace. */
export const noTraceCompletions = ['C_DUPLICATE', 'C_CANCELLED'] as const;

const noTraces: ReadonlySet<string> = new Set(noTraceCompletions);

/** Whether it is a trace. */
export function isTraceProper({ completion }: { readonly completion: string | null }): boolean {
  return completion === null || !noTraces.has(completion);
}
