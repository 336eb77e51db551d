import { Link } from '@tanstack/react-router';
import type { Event } from '../../../src/model/evidence.ts';
import { useMay } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** The traces of a firearm, each opening to its index and its inputs. */
export function TraceLinks({ events }: { events: readonly Event[] }) {
  const { say } = useWords();
  const may = useMay();
  const traces = [
    ...new Set(
      events.flatMap(({ detail }) => {
        const trace = detail['trace'];
        return typeof trace === 'string' && /^[A-Z]{0,4}\d{1,20}[A-Z]{0,2}$/.test(trace) ? [trace] : [];
      }),
    ),
  ];
  if (traces.length === 0 || !may('traces.read')) return null;
  return (
    <p className="trace-links small">
      {say('trace.ofFirearm')}
      {traces.map((trace) => (
        <Link key={trace} to="/trace/$trace" params={{ trace }} className="mono">
          {trace}
        </Link>
      ))}
    </p>
  );
}
