import type { Life } from '../../../src/model/life.ts';
import { useFormats, useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** What stands at the top of a printed page: handling, who and when. */
export function PrintHead({ life }: { life: Life }) {
  const { say } = useWords();
  const formats = useFormats();
  const session = useSession();
  const handling = [...new Set(life.events.flatMap((event) => event.handling))].toSorted();
  return (
    <div className="print-head" aria-hidden="true">
      <strong>{say('app.name')}</strong>
      <span>{handling.length === 0 ? '' : `${say('firearm.handling')}: ${handling.join(', ')}`}</span>
      <span>
        {say('firearm.printed', {
          when: formats.moment(new Date().toISOString()),
          actor: session.actor,
          agency: session.agency.name,
        })}
      </span>
    </div>
  );
}
