import type { SpreadMark } from './spread-marks.ts';

/** From where a mark is drawn to where what it stands for is; where there is no room for the mark, a ring. */
export function MarkLeader({ mark, away = false }: { mark: SpreadMark; away?: boolean }) {
  if (!mark.roomy) return <circle className="where-crowded" cx={mark.x} cy={mark.y} r="4" />;
  if (away || Math.hypot(mark.x - mark.trueX, mark.y - mark.trueY) < 6) return null;
  return (
    <g>
      <line x1={mark.trueX} y1={mark.trueY} x2={mark.x} y2={mark.y} />
      <circle cx={mark.trueX} cy={mark.trueY} r="2" />
    </g>
  );
}

/** Says in words that some marks are only rings. */
export function CrowdedNote({ text }: { text: string }) {
  return (
    <p className="where-note muted small">
      <svg width="28" height="14" aria-hidden="true">
        <circle className="where-crowded" cx="14" cy="7" r="4" />
      </svg>
      {text}
    </p>
  );
}
