import type { BoardCell } from '../../../src/model/exhibit-board.ts';

/** What a step of the daily board is, by its shape: never by colour alone. */
export function BoardMark({ is }: { is: BoardCell['is'] }) {
  return (
    <svg className={`board-mark ${is}`} width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      {is === 'done' ? <path d="M2.5 7.5l3 3 6-7" fill="none" strokeWidth="2" /> : null}
      {is === 'waiting' ? <circle cx="7" cy="7" r="4.5" fill="none" strokeWidth="1.5" /> : null}
      {is === 'late' ? (
        <>
          <path d="M7 1.5l6 11H1z" strokeWidth="0" />
          <path d="M7 5.5v3.5M7 10.6v.4" className="board-mark-inside" strokeWidth="1.6" />
        </>
      ) : null}
      {is === 'aside' ? <path d="M4.5 3v8M9.5 3v8" fill="none" strokeWidth="2" /> : null}
      {is === 'unknown' ? (
        <>
          <rect x="2" y="2" width="10" height="10" fill="none" strokeWidth="1" strokeDasharray="2 1.5" />
          <path d="M2.5 8l5.5-5.5M2.5 12l9.5-9.5M6.5 12l5.5-5.5" fill="none" strokeWidth="0.8" />
        </>
      ) : null}
      {is === 'not-asked' ? <path d="M4 7h6" fill="none" strokeWidth="1" /> : null}
    </svg>
  );
}
