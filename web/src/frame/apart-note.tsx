import type { KeptApart } from '../../../src/model/evidence.ts';
import { EntityLink } from './entity-link.tsx';
import { serverWords } from './server-words.ts';
import { useWords } from './words.tsx';

const shown = 3;

/** What shares a key with the entity of the page and is kept apart from it: part of its story may stand there; on paper too. */
export function ApartNote({ apart }: { apart: readonly KeptApart[] }) {
  const words = useWords();
  const { say } = words;
  if (apart.length === 0) return null;
  const list = (of: readonly KeptApart[]) => (
    <ul>
      {of.map(({ id, label, reason }) => (
        <li key={id}>
          <EntityLink id={id}>{label}</EntityLink> · {serverWords(reason, words)}
        </li>
      ))}
    </ul>
  );
  return (
    <div className="conflict-note apart-note" role="note">
      <strong>{say('apart.title')}</strong>
      {list(apart.slice(0, shown))}
      {apart.length > shown ? (
        <details>
          <summary>{say('apart.more', { n: apart.length - shown })}</summary>
          {list(apart.slice(shown))}
        </details>
      ) : null}
      <p>{say('apart.help')}</p>
    </div>
  );
}
