import type { ComparedSurfaces } from './surface-comparison.ts';

type Ratio = ComparedSurfaces['logLikelihoodRatio'];
type WhyNone = `compare.undetermined.${Extract<Ratio, { kind: 'undetermined' }>['code']}`;

/** Words of `comparison-words`, in the language of whoever reads: those without values, and those with. */
interface RatioWords {
  readonly say: (word: WhyNone | 'compare.ratioCut' | 'compare.ratioOnly') => string;
  readonly sayWith: (
    word: 'compare.ratioIs' | 'compare.ratioLess',
    values: Record<'times' | 'low' | 'high' | 'log10' | 'class' | 'firearms', string | number>,
  ) => string;
  readonly sayTimes: (word: 'compare.moreThan' | 'compare.lessThan', values: { readonly times: string }) => string;
}

/** The likelihood ratio of a comparison in words, with its number, its interval and its set; or why there is none. */
export function ratioText(ratio: Ratio, { say, sayWith, sayTimes }: RatioWords): string {
  if (ratio.kind === 'undetermined') return say(`compare.undetermined.${ratio.code}`);
  const speaksForTwo = ratio.log10 < 0;
  const times = (log: number) => String(Number((10 ** (speaksForTwo ? -log : log)).toPrecision(2)));
  // Cut where the set ends: what was computed lies beyond, farther from one or nearer to it.
  const beyond = (ratio.cut === 'high') === speaksForTwo ? 'compare.lessThan' : 'compare.moreThan';
  const said = {
    times: ratio.cut === 'none' ? times(ratio.log10) : sayTimes(beyond, { times: times(ratio.log10) }),
    low: times(speaksForTwo ? ratio.high : ratio.low),
    high: times(speaksForTwo ? ratio.low : ratio.high),
    log10: ratio.log10.toFixed(2),
    class: ratio.class,
    firearms: ratio.firearms,
  };
  return [
    sayWith(speaksForTwo ? 'compare.ratioLess' : 'compare.ratioIs', said),
    ...(ratio.cut === 'none' ? [] : [say('compare.ratioCut')]),
    say('compare.ratioOnly'),
  ].join(' ');
}
