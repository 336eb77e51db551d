import type { Event } from '../../../src/model/evidence.ts';

/** The mark of a thing, the same on the timeline, the map, the chart, in lists and in print. */
export type MarkKind =
  'sale' | 'theft' | 'unknown' | 'lead' | 'hit' | 'recovery' | 'trace' | 'alert' | 'retracted' | 'other';

export function markOf(event: Pick<Event, 'kind' | 'tie' | 'status'>): MarkKind {
  if (event.status === 'RETRACTED') return 'retracted';
  switch (event.kind) {
    case 'sold':
    case 'shipped':
      return 'sale';
    case 'stolen':
      return 'theft';
    case 'unknown-interval':
      return 'unknown';
    case 'shooting':
    case 'linked':
      return event.tie ?? 'other';
    case 'recovered':
      return 'recovery';
    case 'traced':
    case 'trace-requested':
      return 'trace';
    case 'alert':
      return 'alert';
    default:
      return 'other';
  }
}

/** Colour token of a mark. */
export const markColour: Record<MarkKind, string> = {
  sale: 'sale',
  theft: 'unknown',
  unknown: 'unknown',
  lead: 'lead',
  hit: 'hit',
  recovery: 'recovery',
  trace: 'trace',
  alert: 'accent',
  retracted: 'muted',
  other: 'muted',
};

const inner = {
  fill: 'none',
  stroke: 'var(--panel)',
  strokeWidth: 1.8,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

/** A mark drawn around 0,0 in a box of 20 by 20; shape and inner sign tell it apart without colour. */
export function MarkShape({ kind }: { kind: MarkKind }) {
  const colour = `var(--${markColour[kind]})`;
  switch (kind) {
    case 'sale':
      return (
        <g>
          <circle r="9" fill={colour} />
          <path d="M-4 0H4M1-3 4 0 1 3" {...inner} />
        </g>
      );
    case 'theft':
      return (
        <g>
          <circle r="8" fill="var(--panel)" stroke={colour} strokeWidth="2" />
          <path d="M-3-3 3 3M3-3-3 3" fill="none" stroke={colour} strokeWidth="1.8" strokeLinecap="round" />
        </g>
      );
    case 'unknown':
      return (
        <g>
          <rect x="-9" y="-6" width="18" height="12" rx="6" fill="var(--panel)" stroke={colour} strokeWidth="1.5" />
          <path d="M-5 4-1-4M-1 4 3-4M3 4 6-2" fill="none" stroke={colour} strokeWidth="1.3" />
        </g>
      );
    case 'lead':
      return (
        <g>
          <circle r="8" fill="var(--panel)" />
          <circle r="7.5" fill="none" stroke={colour} strokeWidth="3" />
        </g>
      );
    case 'hit':
      return (
        <g>
          <circle r="9" fill={colour} />
          <path d="M0-4.5V4.5M-4.5 0H4.5" {...inner} />
        </g>
      );
    case 'recovery':
      return <rect x="-8" y="-8" width="16" height="16" rx="3.5" fill={colour} />;
    case 'trace':
      return (
        <g>
          <circle r="8" fill={colour} />
          <circle r="2.5" fill="var(--panel)" />
        </g>
      );
    case 'alert':
      return (
        <g fill="none" stroke={colour}>
          <circle r="8.5" fill="var(--panel)" strokeWidth="1.4" />
          <circle r="5" strokeWidth="1.4" />
          <circle r="1.6" fill={colour} stroke="none" />
        </g>
      );
    case 'retracted':
      return (
        <g>
          <circle r="7.5" fill="var(--panel)" stroke={colour} strokeWidth="1.5" strokeDasharray="3 2" />
          <path d="M-9 6 9-6" stroke={colour} strokeWidth="1.8" />
        </g>
      );
    case 'other':
      return <circle r="6" fill={colour} />;
  }
}

/** A mark on its own. It is a picture beside words that say the same, so it is hidden from screen readers. */
export function Mark({ kind, size = 18 }: { kind: MarkKind; size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="-10.5 -10.5 21 21" aria-hidden="true" focusable="false">
      <MarkShape kind={kind} />
    </svg>
  );
}
