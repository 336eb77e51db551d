import type { PairWhy } from '../../../src/model/identity.ts';
import { serverWords } from '../frame/server-words.ts';
import { fieldName } from '../imports/field-name.ts';
import { useWords } from '../frame/words.tsx';
import { bitsText, weightOf } from './bits-text.ts';
import { agreementOf } from './pair-table.tsx';
import { layOutWaterfall, placeOf, type Waterfall, type WaterfallBar } from './waterfall.ts';

type PairStep = PairWhy['steps'][number];

/**
 * The score as steps: where any two rows begin, what each field adds or takes, and the sum beside the lines from which a person is
 * asked and from which the model joins. In bits and words; no chance of being one is given.
 */
export function WaterfallChart({ pair }: { pair: PairWhy }) {
  const words = useWords();
  const { say, language } = words;
  const laid = layOutWaterfall(pair);
  const spoken = pair.steps
    .map((step, index) => ({ step, bar: laid.bars[index]! }))
    .filter(({ step }) => agreementOf(step) !== 'silent' || Math.abs(step.bits) >= 0.05);
  const silent = pair.steps.filter((step) => !spoken.some((each) => each.step === step));
  const lines = [
    { at: 0, className: 'zero' },
    { at: pair.reviewBits, className: 'review' },
    ...(pair.acceptBits === null ? [] : [{ at: pair.acceptBits, className: 'accept' }]),
  ];
  const track = (bar: WaterfallBar, className: string) => (
    <td className="fall-track">
      <Track laid={laid} bar={bar} className={className} lines={lines} />
    </td>
  );
  return (
    <figure className="fall">
      <table>
        <caption className="unseen">{say('fall.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('fall.step')}</th>
            <th scope="col">
              <span className="unseen">{say('fall.picture')}</span>
              <span className="fall-ticks" aria-hidden="true">
                {laid.ticks.map((tick) => (
                  <i key={tick} style={{ left: `${placeOf(tick, laid) * 100}%` }}>
                    {tick < 0 ? `−${-tick}` : tick}
                  </i>
                ))}
              </span>
            </th>
            <th scope="col" className="right">
              {say('fall.bits')}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              {say('fall.prior')}
              <span className="small muted">{say('fall.priorHelp')}</span>
            </th>
            {track(laid.prior, 'prior')}
            <td className="right number">{bitsText(pair.priorBits, language)}</td>
          </tr>
          {spoken.map(({ step, bar }) => (
            <tr key={step.field}>
              <th scope="row">
                {fieldName(step.field, words)}
                <span className="small muted">
                  {serverWords(step.description, words)} · {say(`fall.${weightOf(step.bits)}`)}
                  {rarityWords(step, words)}
                  {step.explainedBy === null
                    ? ''
                    : ` · ${say('fall.explained', { field: fieldName(step.explainedBy, words) })}`}
                </span>
              </th>
              {track(bar, step.bits < 0 ? 'against' : 'for')}
              <td className="right number">{bitsText(step.bits, language)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {say('fall.sum')}
              <span className="small muted">{sumWords(pair, say)}</span>
            </th>
            {track(laid.sum, 'sum')}
            <td className="right number">
              <strong>{bitsText(pair.bits, language)}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
      <figcaption className="small muted">
        <span className="fall-key">
          <i className="fall-line review" aria-hidden="true" />{' '}
          {say('fall.review', { bits: bitsText(pair.reviewBits, language) })}
        </span>
        <span className="fall-key">
          {pair.acceptBits === null ? (
            say('fall.acceptNever')
          ) : (
            <>
              <i className="fall-line accept" aria-hidden="true" />{' '}
              {say('fall.accept', { bits: bitsText(pair.acceptBits, language) })}
            </>
          )}
        </span>
        <span className="fall-key">
          <i className="fall-sample rare" aria-hidden="true" /> {say('fall.rarity')}
        </span>
        {silent.length === 0 ? null : (
          <span>{say('fall.silent', { fields: silent.map((step) => fieldName(step.field, words)).join(', ') })}</span>
        )}
        <span>{say('fall.bit')}</span>
      </figcaption>
    </figure>
  );
}

function rarityWords(step: PairStep, { say, language }: Pick<ReturnType<typeof useWords>, 'say' | 'language'>): string {
  const part = (bits: number, key: 'fall.rare' | 'fall.common' | 'fall.bound') =>
    Math.abs(bits) < 0.5 ? '' : ` · ${say(key, { bits: bitsText(bits, language) })}`;
  return part(step.rarityBits, step.rarityBits > 0 ? 'fall.rare' : 'fall.common') + part(step.boundBits, 'fall.bound');
}

function sumWords(pair: PairWhy, say: ReturnType<typeof useWords>['say']): string {
  if (pair.acceptBits !== null && pair.bits >= pair.acceptBits) return say('fall.above');
  if (pair.bits < pair.reviewBits) return say('fall.below');
  return say(pair.acceptBits === null ? 'fall.asked' : 'fall.between');
}

function Track(props: {
  laid: Waterfall;
  bar: WaterfallBar;
  className: string;
  lines: readonly { at: number; className: string }[];
}) {
  const { laid, bar, className, lines } = props;
  const left = Math.min(bar.from, bar.to);
  const width = Math.abs(bar.to - bar.from);
  const percent = (bits: number) => `${placeOf(bits, laid) * 100}%`;
  const wide = (bits: number) => `${(bits / (laid.most - laid.least)) * 100}%`;
  return (
    <span className="fall-area" aria-hidden="true">
      {lines.map((line) => (
        <i key={line.className} className={`fall-line ${line.className}`} style={{ left: percent(line.at) }} />
      ))}
      <i className={`fall-bar ${className}`} style={{ left: percent(left), width: wide(width) }} />
      {bar.rarityFrom === null ? null : (
        <i
          className={`fall-bar rare ${className}`}
          style={{ left: percent(Math.min(bar.rarityFrom, bar.to)), width: wide(Math.abs(bar.to - bar.rarityFrom)) }}
        />
      )}
    </span>
  );
}
