import { useEffect, useMemo, useRef } from 'react';
import { tokenColour, useTheme } from '../frame/theme.ts';
import { spectrogram, waveColumns, type Sound } from './read-sound.ts';

const columns = 600;
const rows = 64;
const waveHeight = 56;
const none = [0, 0, 0] as const;
/** What is drawn of the loudest down. */
const rangeDb = 60;

/** Red, green and blue of a colour, however it is written: a canvas writes it out in full. */
function channels(drawing: CanvasRenderingContext2D, colour: string): [number, number, number] {
  drawing.fillStyle = colour;
  const full = String(drawing.fillStyle);
  return [1, 3, 5].map((at) => Number.parseInt(full.slice(at, at + 2), 16)) as [number, number, number];
}

/** A sound as its wave and, below, by frequency; both from one moment after the shot to another. */
export function SoundPicture(props: { sound: Sound; starts: number; from: number; until: number; label: string }) {
  const { sound, starts, from, until } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { shown: theme } = useTheme();
  const span = { from: from - starts, until: until - starts, columns };
  const wave = useMemo(() => {
    const { low, high } = waveColumns(sound, span);
    const most = Math.max(1e-4, ...high, ...low.map((each) => -each));
    const y = (value: number) => (waveHeight / 2 - (value / most) * (waveHeight / 2 - 2)).toFixed(1);
    return `M0 ${y(0)}${[...high].map((each, at) => `L${at} ${y(each)}`).join('')}${[...low]
      .map((each, at) => ({ each, at }))
      .toReversed()
      .map(({ each, at }) => `L${at} ${y(each)}`)
      .join('')}Z`;
  }, [sound, from, until, starts]);
  useEffect(() => {
    const drawing = canvas.current?.getContext('2d');
    if (drawing == null) return;
    const heard = spectrogram(sound, { ...span, rows });
    const top = Math.max(...heard);
    const [ground = none, accent = none, ink = none] = ['panel', 'accent', 'ink'].map((name) =>
      channels(drawing, tokenColour(name)),
    );
    const image = drawing.createImageData(columns, rows);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const part = Math.max(0, 1 + (heard[row * columns + column]! - top) / rangeDb);
        const at = 4 * ((rows - 1 - row) * columns + column);
        for (let each = 0; each < 3; each++)
          image.data[at + each] =
            part < 0.6
              ? ground[each]! + ((accent[each]! - ground[each]!) * part) / 0.6
              : accent[each]! + ((ink[each]! - accent[each]!) * (part - 0.6)) / 0.4;
        image.data[at + 3] = 255;
      }
    drawing.putImageData(image, 0, 0);
  }, [sound, from, until, starts, theme]);
  return (
    <div className="sound-picture" role="img" aria-label={props.label}>
      <svg viewBox={`0 0 ${columns} ${waveHeight}`} preserveAspectRatio="none" aria-hidden="true">
        <path className="sound-wave" d={wave} />
      </svg>
      <canvas ref={canvas} width={columns} height={rows} aria-hidden="true" />
    </div>
  );
}
