import type { Event } from '../../../src/model/evidence.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** Month by month on which list of licensees the dealer stands; months between of which no list names it are drawn as not known. */
export function LicenceMonths({ events }: { events: readonly Event[] }) {
  const { say } = useWords();
  const formats = useFormats();
  const lists = events.filter((event) => event.kind === 'licensed' && event.from !== null);
  const months = new Map<string, Set<string>>();
  for (const event of lists) {
    const month = event.from!.slice(0, 7);
    const licence = typeof event.detail['licence'] === 'string' ? event.detail['licence'] : '';
    months.set(month, (months.get(month) ?? new Set()).add(licence));
  }
  const known = [...months.keys()].toSorted();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const all: string[] = [];
  for (let [year, month] = first.split('-').map(Number) as [number, number]; ;) {
    const text = `${year}-${String(month).padStart(2, '0')}`;
    all.push(text);
    if (text >= last) break;
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
  }
  const missing = all.length - known.length;
  const name = (month: string) => formats.month(`${month}-01`);
  const words = say('standing.licenceMonths', {
    n: known.length,
    all: all.length,
    from: name(first),
    to: name(last),
    missing,
  });
  return (
    <figure className="licence-months">
      <div role="img" aria-label={words}>
        {all.map((month) => {
          const licences = months.get(month);
          return (
            <i
              key={month}
              className={licences === undefined ? 'missing' : licences.size > 1 ? 'several' : ''}
              title={`${name(month)}: ${licences === undefined ? say('standing.noList') : [...licences].join(', ')}`}
            />
          );
        })}
      </div>
      <figcaption className="small muted">{words}</figcaption>
    </figure>
  );
}
