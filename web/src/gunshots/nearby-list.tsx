import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { GunshotNearby } from '../../../src/model/gunshot-answers.ts';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats, useSession } from '../frame/session.ts';
import { Failed, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { gunshotNearbyQuery } from './gunshot-queries.ts';
import { metersText, secondsText } from './incident-text.ts';

const aboutSeconds = 900;
const shownMost = 12;
type Nearby = GunshotNearby['items'][number];

/** What was reported of the same minutes, and what happened at this place before and since. */
export function NearbyList({ incident }: { incident: string }) {
  const { say } = useWords();
  const nearby = useQuery(gunshotNearbyQuery(incident));
  if (nearby.isError) return <Failed error={nearby.error} retry={() => void nearby.refetch()} />;
  if (nearby.data === undefined) return <SkeletonLines lines={3} />;
  const { items, total } = nearby.data;
  const parts = [
    { part: 'now', of: items.filter(({ seconds }) => Math.abs(seconds) <= aboutSeconds) },
    { part: 'before', of: items.filter(({ seconds }) => seconds < -aboutSeconds) },
    { part: 'since', of: items.filter(({ seconds }) => seconds > aboutSeconds) },
  ] as const;
  return (
    <>
      {parts.map(({ part, of }) =>
        part === 'since' && of.length === 0 ? null : (
          <section key={part} className="nearby" aria-label={say(`gunshots.nearby.${part}`)}>
            <h2>{say(`gunshots.nearby.${part}`)}</h2>
            {of.length === 0 ? (
              <p className="muted small">{say(`gunshots.nearbyNone.${part}`)}</p>
            ) : (
              <ul>
                {of.slice(0, shownMost).map((each) => (
                  <li key={`${each.kind} ${each.record ?? each.incident}`}>
                    <NearbyLine item={each} />
                  </li>
                ))}
              </ul>
            )}
            {of.length > shownMost ? (
              <p className="muted small">{say('gunshots.nearbyCut', { shown: shownMost, total: of.length })}</p>
            ) : null}
          </section>
        ),
      )}
      {total > items.length ? (
        <p className="muted small">{say('gunshots.nearbyCut', { shown: items.length, total })}</p>
      ) : null}
    </>
  );
}

function NearbyLine({ item }: { item: Nearby }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const miles = useSession().agency.state !== null;
  const name = say(`gunshots.kind.${item.kind}`);
  const what =
    item.kind === 'incident'
      ? say(`gunshots.decided.${(item.what as 'gunfire' | 'unsure' | null) ?? 'none'}`)
      : ((item.what && sayIfKnown(`gunshots.class.${item.what}`)) ?? item.what ?? '');
  return (
    <>
      {item.incident !== null ? (
        <Link to="/gunshots/$incident" params={{ incident: item.incident }}>
          {name}
        </Link>
      ) : (
        <RecordLink record={item.record ?? undefined}>
          {name} {item.number ?? ''}
        </RecordLink>
      )}{' '}
      {what}
      <span className="muted small block">
        {Math.abs(item.seconds) <= aboutSeconds
          ? say(item.seconds < 0 ? 'gunshots.secondsBefore' : 'gunshots.secondsAfter', {
              time: secondsText(Math.abs(item.seconds), words),
            })
          : formats.moment(item.at)}{' '}
        · {say('gunshots.away', { distance: metersText(item.meters, words, miles) })}
      </span>
    </>
  );
}
