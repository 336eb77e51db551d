import type { Map as GroundMap } from 'maplibre-gl';
import type { ReactNode, RefObject } from 'react';
import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';

/** Nearer, farther, and whatever else a map offers, in its corner. */
export function MapButtons(props: {
  map: RefObject<GroundMap | null>;
  box?: RefObject<HTMLDivElement | null>;
  children: ReactNode;
}) {
  return (
    <div className="where-controls screen-only" ref={props.box}>
      <MapButton label="firearm.zoomIn" icon="plus" press={() => props.map.current?.zoomIn()} />
      <MapButton label="firearm.zoomOut" icon="minus" press={() => props.map.current?.zoomOut()} />
      {props.children}
    </div>
  );
}

export function MapButton(props: {
  label: 'firearm.zoomIn' | 'firearm.zoomOut' | 'firearm.fitAll' | 'firearm.fitCity';
  icon: 'plus' | 'minus' | 'fit' | 'place';
  press: () => void;
}) {
  const { say } = useWords();
  const label = say(props.label);
  return (
    <button type="button" className="button icon compact" aria-label={label} title={label} onClick={props.press}>
      <Icon name={props.icon} size={16} />
    </button>
  );
}
