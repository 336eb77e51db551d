import { useId } from 'react';
import { differenceColours, heightColours, hatchPixels } from '../../../src/ballistics/paint-surfaces.ts';
import { useWords } from '../frame/words.tsx';

/** What the colours, and the hatchings, stand for; heights in micrometres. */
export function HeightLegend(props: { kind: 'light' | 'height' | 'difference'; range: number; masked: boolean }) {
  const { say } = useWords();
  const { kind, range } = props;
  const id = useId();
  const colours = kind === 'difference' ? differenceColours : heightColours;
  const text = (value: number) => `${value > 0 ? '+' : ''}${Number(value.toPrecision(2))}`;
  return (
    <div className="height-legend small">
      {kind === 'light' ? null : (
        <div
          className="height-ramp"
          role="img"
          aria-label={say(kind === 'difference' ? 'surface.rampDifference' : 'surface.rampHeight', {
            range: text(range),
          })}
        >
          <span
            style={{
              background: `linear-gradient(to right, ${colours.map((colour) => `rgb(${colour.join(' ')})`).join(', ')})`,
            }}
          />
          <i>{text(-range)}</i>
          <i>0</i>
          <i>{text(range)} µm</i>
        </div>
      )}
      <span className="hatch-key">
        <svg width="28" height="14" aria-hidden="true">
          <defs>
            <pattern
              id={id}
              width={hatchPixels * Math.SQRT1_2}
              height={hatchPixels * Math.SQRT1_2}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(-45)"
            >
              <path d="M0 0H9" stroke="var(--unknown)" strokeWidth="2.2" />
            </pattern>
          </defs>
          <rect x=".5" y=".5" width="27" height="13" fill={`url(#${id})`} stroke="var(--line-strong)" />
        </svg>
        {say('surface.notMeasured')}
      </span>
      {props.masked ? (
        <span className="hatch-key">
          <svg width="28" height="14" aria-hidden="true">
            <rect
              x=".5"
              y=".5"
              width="27"
              height="13"
              fill={`url(#${id})`}
              stroke="var(--line-strong)"
              opacity=".55"
              transform="matrix(-1 0 0 1 28 0)"
            />
          </svg>
          {say('surface.leftOut')}
        </span>
      ) : null}
    </div>
  );
}
