/** What completions of traces mean for whoever counts them; `docs/methods/tracing.md` says which family a code of ATF is of. */

/** Wrong or missing maker, model or importer: the one family that can be corrected and asked again. A serial number of no use is not traceable. */
export const correctableCompletion = 'C_INSUFFICIENT';

const noTraces: ReadonlySet<string> = new Set(['C_DUPLICATE', 'C_CANCELLED']);

/** Whether it is a trace: a request that was cancelled or given twice is none. */
export function isTraceProper({ completion }: { readonly completion: string | null }): boolean {
  return completion === null || !noTraces.has(completion);
}
