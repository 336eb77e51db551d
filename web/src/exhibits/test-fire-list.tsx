import { Link } from '@tanstack/react-router';
import type { TestFire } from '../../../src/model/exhibits.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** Test fires of a firearm, and the exhibits that come of each. */
export function TestFireList({ fires }: { fires: readonly TestFire[] }) {
  const { say } = useWords();
  const formats = useFormats();
  return (
    <section className="panel" aria-labelledby="fires">
      <h2 id="fires">{say('exhibits.testFires')}</h2>
      {fires.length === 0 ? <p className="muted">{say('exhibits.testFiresNone')}</p> : null}
      <ul className="plain-list">
        {fires.map((fire) => (
          <li key={fire.id}>
            <strong>{formats.moment(fire.firedAt)}</strong> · {fire.technician} ·{' '}
            {fire.refused === null
              ? say('exhibits.rounds', { n: fire.rounds })
              : say('exhibits.refused', { why: fire.refused })}
            {fire.ammunition === null ? null : ` · ${fire.ammunition}`}
            {fire.trap === null ? null : ` · ${say(`exhibits.trap.${fire.trap}`)}`}
            <span className="muted small"> · {say('exhibits.testFireNumber', { n: fire.id })}</span>
            {fire.exhibits.map((exhibit) => (
              <span key={exhibit}>
                {' '}
                <Link to="/exhibits/$exhibit" params={{ exhibit: String(exhibit) }}>
                  {say('exhibits.one', { n: exhibit })}
                </Link>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
