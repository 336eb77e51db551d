import { Link } from '@tanstack/react-router';
import { comparedKinds } from '../../../src/model/identity.ts';
import { splitId } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { useMay } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** From the page of an entity to the rows held for it, and to comparing it with another; nothing for what is never compared. */
export function IdentityLinks({ id }: { id: string }) {
  const { say } = useWords();
  const may = useMay();
  const { kind } = splitId(id);
  if (!may('identity.read') || !comparedKinds.some((each) => each === kind)) return null;
  return (
    <>
      <Link to="/clusters/$id" params={{ id }} className="button">
        <Icon name="review" size={16} /> {say('cluster.open')}
      </Link>
      <Link to="/why" search={{ a: id }} className="button">
        {say('whyPage.compareWith')}
      </Link>
    </>
  );
}
