import { useWords } from './words.tsx';
import './day-range.css';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Both days as an address gives them; empty where it gives none. */
export function daysOf({ from, to }: { from?: string; to?: string }): { from: string; to: string } {
  const day = (text: string | undefined) => (text !== undefined && dayPattern.test(text) ? text : '');
  return { from: day(from), to: day(to) };
}

/** From which day to which: two fields, either of which may stay empty. */
export function DayRange({
  days,
  change,
}: {
  days: { from: string; to: string };
  change: (days: { from: string; to: string }) => void;
}) {
  const { say } = useWords();
  return (
    <div className="days screen-only">
      {(['from', 'to'] as const).map((end) => (
        <label key={end}>
          {say(`days.${end}`)}
          <input
            type="date"
            className="field compact"
            value={days[end]}
            onChange={(event) => change({ ...days, [end]: event.target.value })}
          />
        </label>
      ))}
    </div>
  );
}
