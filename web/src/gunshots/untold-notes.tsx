import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import type { GunshotList } from './gunshot-queries.ts';

/** That dispatch could not be told, by which way and of how many incidents: who sits at the desk tells them otherwise. */
export function UntoldNotes({ untold }: { untold: GunshotList['untold'] }) {
  const { say } = useWords();
  const formats = useFormats();
  if (untold.length === 0) return null;
  return (
    <div role="alert" className="untold-notes">
      {untold.flatMap(({ channel, waiting, since, givenUp }) => [
        ...(waiting === 0 || since === null
          ? []
          : [
              <p key={`${channel} waiting`}>
                {say(`gunshots.untold.${channel}`, { n: waiting, since: formats.moment(since) })}
              </p>,
            ]),
        ...(givenUp === 0
          ? []
          : [<p key={`${channel} given up`}>{say(`gunshots.givenUp.${channel}`, { n: givenUp })}</p>]),
      ])}
    </div>
  );
}
