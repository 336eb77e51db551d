import type { Life } from '../../../src/model/life.ts';
import { useFormats } from '../frame/session.ts';
import { labelText } from '../frame/entity-label.ts';
import { useWords } from '../frame/words.tsx';

/** What of the firearm's records is not read, and so not shown; on paper too. */
export function CutNote({ cut }: { cut: Life['cut'] }) {
  const words = useWords();
  const { say } = words;
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
        <p key={each.id}>{say('firearm.cutLinks', { name: labelText(each.label, words), ...counts(each) })}</p>
      ))}
    </div>
  );
}
