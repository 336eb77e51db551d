/**
 * What is not known of what a lead rests on: not recorded, not confirmed, or in doubt.
 *
 * **Source.** None: counts of its evidence. **Input.** The evidence of a lead; of how many of its recoveries and shootings no place is recorded.
 * **Output.** Each with how many of how many; of doubts and of what the lead does not count the trace numbers too. **Limits.** Of traces kept with a
 * lead: of one of more than two hundred those with the highest index. Versions made before `leads-6` kept no doubts.
 */
import type { LeadPage } from '../model/lead-answers.ts';
import type { FrozenTrace, LeadEvidence } from '../model/lead-evidence.ts';
import { doubtCodes } from '../model/trace-doubts.ts';

export function leadUnknowns(evidence: LeadEvidence, placesUnknown: number): LeadPage['unknown'] {
  const { traces, shootings, leftOut = [] } = evidence;
  const missing = (what: LeadPage['unknown'][number]['what'], count: number, of: number, named: string[] = []) =>
    count > 0 ? [{ what, count, of, traces: named }] : [];
  const all = [...traces, ...leftOut];
  const doubt = (what: LeadPage['unknown'][number]['what'], of: readonly { readonly traceNumber: string }[]) =>
    missing(
      what,
      of.length,
      all.length,
      of.map(({ traceNumber }) => traceNumber),
    );
  const without = (of: (trace: FrozenTrace) => unknown) => traces.filter((trace) => of(trace) === null).length;
  const places = evidence.firearms.length + shootings.length;
  return [
    ...missing(
      'purchaser',
      without(({ purchaser }) => purchaser),
      traces.length,
    ),
    ...missing(
      'possessor',
      without(({ possessor }) => possessor),
      traces.length,
    ),
    ...missing(
      'dealer',
      without(({ dealer }) => dealer),
      traces.length,
    ),
    ...missing(
      'time-to-crime',
      without(({ days }) => days),
      traces.length,
    ),
    ...missing('unconfirmed-ties', shootings.filter(({ tie }) => tie === 'lead').length, shootings.length),
    ...missing('recovery-place', placesUnknown, Math.max(placesUnknown, places)),
    ...doubt('left-out', leftOut),
    ...doubtCodes.flatMap((code) =>
      doubt(
        code,
        all.filter(({ flags }) => flags?.includes(code)),
      ),
    ),
  ];
}
