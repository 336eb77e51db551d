import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { ExhibitPage } from '../../../src/model/exhibit-page.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { calibreName } from './calibre-name.ts';

/** What is written down of an exhibit: what is not known is said, never left out. */
export function ExhibitFacts({ page, edit }: { page: ExhibitPage; edit: (() => void) | null }) {
  const { say } = useWords();
  const formats = useFormats();
  const calibreText = () => {
    if (page.calibre === null) return null;
    const name = calibreName(page.calibre);
    if (page.calibreWritten !== null) return say('exhibits.calibreSeveral', { written: page.calibreWritten, name });
    return say('exhibits.calibreBy', { name, source: say(`exhibits.calibreSource.${page.calibreSource ?? 'unsaid'}`) });
  };
  const facts: readonly { readonly name: string; readonly value: ReactNode }[] = [
    { name: say('exhibits.fact.item'), value: page.item },
    { name: say('exhibits.fact.labItem'), value: page.labItem },
    { name: say('exhibits.fact.ibis'), value: page.ibis },
    { name: say('exhibits.fact.case'), value: page.case },
    {
      name: say('exhibits.fact.incident'),
      value: page.incident === null ? null : <EntityLink id={page.incident}>{say('exhibits.openIncident')}</EntityLink>,
    },
    {
      name: say('exhibits.fact.firearm'),
      value: page.firearm === null ? null : <EntityLink id={page.firearm}>{say('exhibits.openFirearm')}</EntityLink>,
    },
    { name: say('exhibits.fact.calibre'), value: calibreText() },
    {
      name: say('exhibits.fact.aperture'),
      value: page.aperture === null ? null : say(`exhibits.aperture.${page.aperture}`),
    },
    {
      name: say('exhibits.fact.breechFace'),
      value: page.breechFace === null ? null : say(`exhibits.breechFace.${page.breechFace}`),
    },
    { name: say('exhibits.fact.finish'), value: page.finish },
    { name: say('exhibits.fact.headstamp'), value: page.headstamp },
    { name: say('exhibits.fact.marker'), value: page.marker },
    { name: say('exhibits.fact.pieces'), value: page.pieces },
    {
      name: say('exhibits.fact.collectedAt'),
      value: page.collectedAt === null ? null : formats.moment(page.collectedAt),
    },
    { name: say('exhibits.fact.collectedBy'), value: page.collectedBy },
    { name: say('exhibits.fact.place'), value: placeText(page) },
    { name: say('exhibits.fact.site'), value: page.site },
    { name: say('exhibits.fact.operator'), value: page.operator },
    { name: say('exhibits.fact.region'), value: page.region },
    {
      name: say('exhibits.fact.marks'),
      value:
        page.marks === null
          ? null
          : page.marks.map((each) => say(`exhibits.mark.${each}`)).join(', ') || say('exhibits.marksNone'),
    },
    { name: say('exhibits.fact.holder'), value: page.holder },
    { name: say('exhibits.fact.enrolled'), value: `${formats.moment(page.enrolledAt)} · ${page.enrolledBy}` },
    ...(page.testFire === null
      ? []
      : [
          {
            name: say('exhibits.fact.testFire'),
            value: say('exhibits.testFireIs', {
              at: formats.moment(page.testFire.firedAt),
              who: page.testFire.technician,
            }),
          },
        ]),
  ];
  return (
    <section className="panel" aria-labelledby="facts">
      <div className="panel-head">
        <h2 id="facts">{say('exhibits.facts')}</h2>
        {edit === null ? null : (
          <button type="button" className="button compact screen-only" onClick={edit}>
            {say('exhibits.edit')}
          </button>
        )}
      </div>
      <dl className="exhibit-facts">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === null ? <span className="muted">{say('exhibits.unknown')}</span> : value}</dd>
          </div>
        ))}
      </dl>
      {page.entry === null ? null : (
        <div className="pad">
          <p className="small">
            <RecordLink record={page.entry.record}>
              {say('exhibits.entryIs', {
                at: page.entry.enteredAt === null ? say('exhibits.unknown') : formats.moment(page.entry.enteredAt),
              })}
            </RecordLink>
          </p>
          {page.entry.differs.map(({ fact, here, there }) => (
            <p key={fact} className="small">
              <span className="tag conflict">{say('exhibits.differs')}</span>{' '}
              {say('exhibits.differsIn', { what: say(`exhibits.fact.${fact}`), here, there })}
            </p>
          ))}
        </div>
      )}
      {page.recovery === null ? null : (
        <p className="small pad">
          <Link to="/record/$record" params={{ record: String(page.recovery) }}>
            {say('exhibits.recoveryRecord')}
          </Link>
        </p>
      )}
    </section>
  );
}

/** In words, and by its coordinates. */
const placeText = ({ place, point }: ExhibitPage): string | null =>
  [place, point === null ? null : `${point.lat.toFixed(5)}, ${point.lon.toFixed(5)}`].filter(Boolean).join(' · ') ||
  null;
