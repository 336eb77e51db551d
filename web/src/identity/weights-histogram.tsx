import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import type { ModelDiagnosis } from '../../../src/model/identity.ts';
import { bitsText } from './bits-text.ts';
import { columnHeight } from './model-figures.ts';

const width = 720;
const height = 220;
const foot = 24;
const head = 20;
/** Half of the widest number under the axis. */
const tickRoom = 12;

/** How many pairs have which weight, with the lines from which a person is asked and from which the model joins. */
export function WeightsHistogram(props: {
  histogram: ModelDiagnosis['histogram'];
  acceptBits: number | null;
  reviewBits: number;
}) {
  const { histogram, acceptBits, reviewBits } = props;
  const { say, language } = useWords();
  const formats = useFormats();
  const bits = histogram.map((bin) => bin.bits);
  const least = Math.floor(Math.min(...bits, reviewBits, acceptBits ?? reviewBits)) - 1;
  const most = Math.ceil(Math.max(...bits.map((each) => each + 1), reviewBits, acceptBits ?? reviewBits)) + 1;
  const most1 = Math.max(1, ...histogram.map((bin) => bin.pairs));
  const x = (at: number) => ((at - least) / (most - least)) * width;
  const wide = Math.max(2, x(least + 1) - 2);
  const room = height - foot - head;
  const every = Math.max(1, Math.ceil((most - least) / 12));
  const ticks = Array.from({ length: most - least + 1 }, (_, index) => least + index).filter(
    (each) => each % every === 0,
  );
  return (
    <figure className="model-figure">
      <div className="figure-scroll" tabIndex={0} role="group" aria-label={say('models.weights')}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-label={say('models.histogramLabel', { n: histogram.reduce((sum, bin) => sum + bin.pairs, 0) })}
        >
          <line className="axis" x1={0} x2={width} y1={height - foot} y2={height - foot} />
          {histogram.map((bin) => {
            const tall = columnHeight(bin.pairs, most1) * room;
            const side =
              acceptBits !== null && bin.bits >= acceptBits ? 'join' : bin.bits >= reviewBits ? 'ask' : 'leave';
            return (
              <rect
                key={bin.bits}
                className={`weights-column ${side}`}
                x={x(bin.bits) + 1}
                y={height - foot - tall}
                width={wide}
                height={tall}
              >
                <title>{say('models.bin', { from: bitsText(bin.bits, language), n: formats.number(bin.pairs) })}</title>
              </rect>
            );
          })}
          {ticks.map((tick) => (
            <text key={tick} x={x(tick)} y={height - 8} textAnchor={anchorAt(x(tick))}>
              {tick < 0 ? `−${-tick}` : tick}
            </text>
          ))}
          <g className="threshold review">
            <line x1={x(reviewBits)} x2={x(reviewBits)} y1={0} y2={height - foot} />
            <text
              x={x(reviewBits) + (x(reviewBits) < 80 ? 5 : -5)}
              y={12}
              textAnchor={x(reviewBits) < 80 ? 'start' : 'end'}
            >
              {say('models.lineReview')}
            </text>
          </g>
          {acceptBits === null ? null : (
            <g className="threshold accept">
              <line x1={x(acceptBits)} x2={x(acceptBits)} y1={0} y2={height - foot} />
              <text x={x(acceptBits) + 5} y={12}>
                {say('models.lineAccept')}
              </text>
            </g>
          )}
        </svg>
      </div>
      <figcaption className="small muted">{say('models.histogramHelp')}</figcaption>
    </figure>
  );
}

/** Where the text of a place on the axis begins, so that the first and the last are not cut at the edge. */
const anchorAt = (x: number) => (x < tickRoom ? 'start' : x > width - tickRoom ? 'end' : 'middle');
