import type { Life } from '../../../src/model/life.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** What of the firearm's records is not read, and so not shown; on paper too. */
export function CutNote({ cut }: { cut: Life['cut'] }) {
  const { say } = useWords();
  const formats = useFormats();
  if (cut === null) return null;
  const counts = ({ total, read }: { total: number; read: number }) => ({
    total: formats.number(total),
    read: formats.number(read),
  });
  return (
    <div className="conflict-note" role="note">
      {cut.records === null ? null : <p>{say('firearm.cutRecords', counts(cut.records))}</p>}
      {cut.links.map((each) => (
        <p key={each.id}>{say('firearm.cutLinks', { name: each.label, ...counts(each) })}</p>
      ))}
    </div>
  );
}
