import type { Share } from '../../../src/model/share.ts';
import { useWords } from '../frame/words.tsx';

/** A part of a whole as a bar: what is, what is not, and hatched what nobody knows; its figures beside it. */
export function ShareBar({ share, label }: { share: Share; label: string }) {
  const { say } = useWords();
  const { numerator, denominator, unknown } = share;
  const all = Math.max(1, denominator + unknown);
  const words = say('tracing.share', { part: numerator, whole: denominator, unknown });
  return (
    <div className="share-bar">
      <span className="share-label">{label}</span>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={`${label}: ${words}`}>
        <rect width="100" height="8" fill="var(--raised)" />
        <rect width={(100 * numerator) / all} height="8" fill="var(--trace)" />
        <rect x={(100 * denominator) / all} width={(100 * unknown) / all} height="8" fill="url(#unknown-hatch)" />
      </svg>
      <span className="share-words">{words}</span>
    </div>
  );
}

/** The hatching of what nobody knows, once on a page that draws shares. */
export function UnknownHatch() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="unknown-hatch">
      <defs>
        <pattern id="unknown-hatch" width="2" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="4" fill="var(--raised)" />
          <rect width="0.8" height="4" fill="var(--unknown)" />
        </pattern>
      </defs>
    </svg>
  );
}
