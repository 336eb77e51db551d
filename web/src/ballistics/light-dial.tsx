import { useRef, type PointerEvent } from 'react';
import type { Light } from '../../../src/ballistics/paint-surfaces.ts';
import { useWords } from '../frame/words.tsx';

const side = 72;
const reach = side / 2 - 6;

/** Where the light comes from: a dial for the pointer, and a slider for each part of it. */
export function LightDial(props: { light: Light; change: (light: Light) => void }) {
  const { say } = useWords();
  const { light, change } = props;
  const dial = useRef<SVGSVGElement>(null);
  const far = reach * (1 - light.elevation / 90);
  const angle = (light.azimuth * Math.PI) / 180;
  const follow = (event: PointerEvent) => {
    if (event.buttons === 0) return;
    const { left, top } = dial.current!.getBoundingClientRect();
    change({ ...light, ...lightAt(event.clientX - left - side / 2, event.clientY - top - side / 2, reach) });
  };
  const slider = (name: 'azimuth' | 'elevation' | 'relief', least: number, most: number) => (
    <label className="small">
      <span>
        {say(`surface.${name}`)} <b>{name === 'relief' ? `× ${light[name]}` : `${Math.round(light[name])}°`}</b>
      </span>
      <input
        type="range"
        min={least}
        max={most}
        value={Math.round(light[name])}
        onChange={(event) => change({ ...light, [name]: Number(event.currentTarget.value) })}
      />
    </label>
  );
  return (
    <fieldset className="light-dial">
      <legend className="unseen">{say('surface.lightFrom')}</legend>
      <svg
        ref={dial}
        width={side}
        height={side}
        viewBox={`${-side / 2} ${-side / 2} ${side} ${side}`}
        aria-hidden="true"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          follow(event);
        }}
        onPointerMove={follow}
      >
        <circle r={reach} />
        <circle r={reach / 2} />
        <path d={`M${-reach} 0H${reach}M0 ${-reach}V${reach}`} />
        <circle className="light-dot" cx={far * Math.cos(angle)} cy={-far * Math.sin(angle)} r="6" />
      </svg>
      <div className="light-sliders">
        {slider('azimuth', 0, 359)}
        {slider('elevation', 1, 90)}
        {slider('relief', 1, 200)}
      </div>
    </fieldset>
  );
}

/** Light from where the pointer is: the further from the middle, the flatter. */
export function lightAt(right: number, down: number, reach: number): { azimuth: number; elevation: number } {
  const azimuth = ((Math.atan2(-down, right) * 180) / Math.PI + 360) % 360;
  const elevation = 90 * (1 - Math.hypot(right, down) / reach);
  return { azimuth: Math.round(azimuth) % 360, elevation: Math.round(Math.min(90, Math.max(5, elevation))) };
}
