import type { EntityPage } from '../../../src/model/answers.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

const ties = ['business', 'premises', 'building'] as const;

/** Other licences of the business and others at the premises, over time: three things that are not one. */
export function OtherLicences({ page }: { page: EntityPage }) {
  const { say } = useWords();
  const formats = useFormats();
  const day = (value: string | null) => (value === null ? say('entity.undated') : formats.day(value));
  return (
    <div className="two wide">
      {ties.map((tie) => {
        const others = page.otherLicences.filter((each) => each.tie === tie);
        if (tie === 'building' && others.length === 0) return null;
        return (
          <section key={tie} className="panel" aria-labelledby={`others-${tie}`}>
            <h2 id={`others-${tie}`}>{say(`dealer.others.${tie}`)}</h2>
            {others.length === 0 ? (
              <p>{say(`dealer.othersNone.${tie}`)}</p>
            ) : (
              <div className="table-scroll" tabIndex={0} role="group" aria-labelledby={`others-${tie}`}>
                <table className="table">
                  <thead>
                    <tr>
                      <th scope="col">{say('dealer.licenceName')}</th>
                      <th scope="col">{say('dealer.licenceNumber')}</th>
                      <th scope="col">{say('dealer.licenceSeen')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {others.map((other) => (
                      <tr key={other.id}>
                        <th scope="row">
                          <EntityLink id={other.id}>{other.label}</EntityLink>
                        </th>
                        <td className="mono number">{other.licence ?? '–'}</td>
                        <td>
                          {day(other.from)}
                          {other.to === other.from ? '' : ` – ${day(other.to)}`}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </section>
        );
      })}
    </div>
  );
}
