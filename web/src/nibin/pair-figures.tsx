import type { ComparisonFigures } from '../../../src/model/candidate-pairs.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** What the engine says of a pair: figures, and that they are no conclusion. */
export function PairFigures({ figures }: { figures: ComparisonFigures }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const places = (value: number, digits: number) => formats.number(Number(value.toFixed(digits)));
  const { score, wholeScanCorrelation, logRatio, undetermined, expectedByChance } = figures;
  const unknown = say('nibin.review.unknown');
  return (
    <div className="pair-figures">
      <p className="cell-line">
        <strong>{say('nibin.review.cells', { n: figures.congruentCells, all: figures.cellsCompared })}</strong>
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect width="100" height="8" fill="var(--raised)" />
          <rect
            width={(100 * figures.congruentCells) / Math.max(1, figures.cellsCompared)}
            height="8"
            fill="var(--trace)"
          />
        </svg>
      </p>
      <dl className="facts">
        <dt>{say('nibin.review.score')}</dt>
        <dd className="number">{score === null ? unknown : places(score, 2)}</dd>
        <dt>{say('nibin.review.whole')}</dt>
        <dd className="number">{wholeScanCorrelation === null ? unknown : places(wholeScanCorrelation, 2)}</dd>
        <dt>{say('nibin.review.ratio')}</dt>
        <dd>
          {logRatio === null
            ? (sayIfKnown(`exhibits.undetermined.${undetermined}`) ?? unknown)
            : say(`exhibits.logRatio.${logRatio.cut}`, {
                log10: places(logRatio.log10, 1),
                low: places(logRatio.low, 1),
                high: places(logRatio.high, 1),
              })}
        </dd>
        <dt>{say('nibin.review.byChance')}</dt>
        <dd>
          {expectedByChance === null ? unknown : say('nibin.review.byChanceText', { n: places(expectedByChance, 2) })}
        </dd>
        <dt>{say('nibin.review.rank')}</dt>
        <dd className="number">{figures.rank}</dd>
      </dl>
      <p className="muted small">{say('nibin.review.scoreIs')}</p>
    </div>
  );
}
