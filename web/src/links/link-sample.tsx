import { lookStyle, type LinkLook } from './link-look.ts';

/** A short piece of line in the look of a link, beside words. */
export function LinkSample({ look }: { look: LinkLook }) {
  const style = lookStyle[look];
  return (
    <svg className="link-sample" width="28" height="12" viewBox="0 0 28 12" aria-hidden="true">
      <line
        x1="1"
        y1="6"
        x2="27"
        y2="6"
        stroke={`var(--${style.colour})`}
        strokeWidth={style.thickness}
        strokeDasharray={style.dash?.join(' ')}
      />
    </svg>
  );
}
