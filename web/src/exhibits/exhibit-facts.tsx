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
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('exhibits.fact.item'), page.item],
    [say('exhibits.fact.labItem'), page.labItem],
    [say('exhibits.fact.ibis'), page.ibis],
    [say('exhibits.fact.case'), page.case],
    [
      say('exhibits.fact.incident'),
      page.incident === null ? null : <EntityLink id={page.incident}>{say('exhibits.openIncident')}</EntityLink>,
    ],
    [
      say('exhibits.fact.firearm'),
      page.firearm === null ? null : <EntityLink id={page.firearm}>{say('exhibits.openFirearm')}</EntityLink>,
    ],
    [say('exhibits.fact.calibre'), page.calibre === null ? null : calibreName(page.calibre)],
    [say('exhibits.fact.aperture'), page.aperture === null ? null : say(`exhibits.aperture.${page.aperture}`)],
    [say('exhibits.fact.breechFace'), page.breechFace === null ? null : say(`exhibits.breechFace.${page.breechFace}`)],
    [say('exhibits.fact.finish'), page.finish],
    [say('exhibits.fact.headstamp'), page.headstamp],
    [say('exhibits.fact.marker'), page.marker],
    [say('exhibits.fact.pieces'), page.pieces],
    [say('exhibits.fact.collectedAt'), page.collectedAt === null ? null : formats.moment(page.collectedAt)],
    [say('exhibits.fact.collectedBy'), page.collectedBy],
    [say('exhibits.fact.holder'), page.holder],
    [say('exhibits.fact.enrolled'), `${formats.moment(page.enrolledAt)} · ${page.enrolledBy}`],
    ...(page.testFire === null
      ? []
      : [
          [
            say('exhibits.fact.testFire'),
            say('exhibits.testFireIs', {
              at: formats.moment(page.testFire.firedAt),
              who: page.testFire.technician,
            }),
          ] as const,
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
      <dl className="facts">
        {facts.map(([name, value]) => (
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
