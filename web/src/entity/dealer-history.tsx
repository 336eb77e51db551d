import type { EntityPage } from '../../../src/model/answers.ts';
import type { Event } from '../../../src/model/evidence.ts';
import { plainName } from '../frame/event-text.ts';
import { FootnoteMarks } from '../frame/footnotes.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { valueText } from '../frame/value-text.ts';
import { LicenceMonths } from '../trafficking/licence-months.tsx';
import { useWords } from '../frame/words.tsx';

interface Licence {
  readonly number: string;
  readonly type: string;
  readonly name: string;
  readonly place: string;
  readonly expires: string | null;
  readonly lists: Event[];
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Lists on which a licence stands with the same name and premises, in one line. */
function licencesOf(events: readonly Event[]): Licence[] {
  const found = new Map<string, Licence>();
  for (const event of events.filter((each) => each.kind === 'licensed')) {
    const { licence, type, name, expiresOn } = event.detail;
    const place = event.place?.label ?? '';
    const key = [licence, type, name, place].join('|');
    const known = found.get(key);
    if (known === undefined)
      found.set(key, {
        number: text(licence),
        type: text(type),
        name: text(name),
        place,
        expires: text(expiresOn) === '' ? null : text(expiresOn),
        lists: [event],
      });
    else known.lists.push(event);
  }
  return [...found.values()].toReversed();
}

/** The licences of a dealer over time, and its inspections. */
export function DealerHistory({ page }: { page: EntityPage }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const licences = licencesOf(page.events);
  const inspections = page.events.filter((event) => event.kind === 'inspected').toReversed();
  const day = (value: string | null | undefined) => (value == null ? say('entity.undated') : formats.day(value));
  return (
    <div className="two wide">
      <section className="panel" aria-labelledby="licences">
        <h2 id="licences">{say('dealer.licences')}</h2>
        <LicenceMonths events={page.events} />
        {licences.length === 0 ? (
          <p>{say('dealer.licencesNone')}</p>
        ) : (
          <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="licences">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('dealer.licenceNumber')}</th>
                  <th scope="col">{say('dealer.licenceType')}</th>
                  <th scope="col">{say('dealer.licenceName')}</th>
                  <th scope="col">{say('dealer.licencePlace')}</th>
                  <th scope="col">{say('dealer.licenceSeen')}</th>
                  <th scope="col">{say('dealer.licenceExpires')}</th>
                </tr>
              </thead>
              <tbody>
                {licences.map((licence, index) => (
                  <tr key={index}>
                    <th scope="row" className="mono number">
                      {licence.number}
                      <FootnoteMarks sources={licence.lists.flatMap((event) => event.sources)} />
                    </th>
                    <td>{valueText('licence_type', licence.type, words, formats)}</td>
                    <td>{licence.name}</td>
                    <td>{licence.place}</td>
                    <td>
                      {day(licence.lists[0]?.from)}
                      {licence.lists.length < 2 ? '' : ` – ${day(licence.lists.at(-1)?.from)}`}
                      <RecordLink record={licence.lists.at(-1)?.sources[0]?.record} className="small block">
                        {say('dealer.licenceLists', { n: licence.lists.length })}
                      </RecordLink>
                    </td>
                    <td className="number">{licence.expires === null ? '–' : formats.day(licence.expires)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section className="panel" aria-labelledby="inspections">
        <h2 id="inspections">{say('dealer.inspections')}</h2>
        {inspections.length === 0 ? (
          <p>{say('dealer.inspectionsNone')}</p>
        ) : (
          <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="inspections">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('dealer.inspectedOn')}</th>
                  <th scope="col">{say('dealer.inspection')}</th>
                  <th scope="col">{say('dealer.outcome')}</th>
                  <th scope="col">{say('dealer.citations')}</th>
                </tr>
              </thead>
              <tbody>
                {inspections.map((event) => {
                  const { inspection, disposition, citations, revocationWarranted } = event.detail;
                  const cited = Array.isArray(citations) ? citations.map(String) : [];
                  return (
                    <tr key={event.id}>
                      <th scope="row" className="number">
                        {day(event.from)}
                        <FootnoteMarks sources={event.sources} />
                      </th>
                      <td>
                        <RecordLink record={event.sources[0]?.record}>
                          {text(inspection) || say('evidence.openSource')}
                        </RecordLink>
                      </td>
                      <td>
                        {text(disposition) === '' ? say('tied.notRecorded') : plainName(text(disposition))}
                        {revocationWarranted === true ? (
                          <span className="small block">{say('dealer.revocation')}</span>
                        ) : null}
                      </td>
                      <td>{cited.length === 0 ? say('tied.none') : cited.join(', ')}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </div>
  );
}
