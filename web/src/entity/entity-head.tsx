import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EntityPage } from '../../../src/model/answers.ts';
import { ApartNote } from '../frame/apart-note.tsx';
import { EarlierVersionsNote } from '../frame/earlier-versions-note.tsx';
import { labelText } from '../frame/entity-label.ts';
import { Icon } from '../frame/icon.tsx';
import { PrintButton } from '../frame/print-button.tsx';
import { IdentityLinks } from '../identity/identity-links.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** The name, what kind of thing it is, since when it is known, the figures one comes for, and what is kept apart from it. */
export function EntityHead({ page, children }: { page: EntityPage; children?: ReactNode }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { entity, observationsTotal } = page;
  return (
    <>
      <div className="page-head entity-head">
        <div>
          <h1>{labelText(entity.label, words)}</h1>
          <p>
            <Icon name={entity.kind} size={16} /> {say(`kind.${entity.kind}`)}
            {entity.firstSeen === null || entity.lastSeen === null
              ? ''
              : entity.firstSeen === entity.lastSeen
                ? ` · ${say('entity.seenOnce', { day: formats.day(entity.firstSeen) })}`
                : ` · ${say('entity.seen', { from: formats.day(entity.firstSeen), to: formats.day(entity.lastSeen) })}`}
            {observationsTotal === 0 ? null : (
              <>
                {' · '}
                <a href="#observations">{say('entity.resolved', { n: observationsTotal })}</a>
              </>
            )}
          </p>
        </div>
        <div className="head-side">
          {children}
          <div className="buttons screen-only">
            <Link to="/links" search={{ ids: entity.id }} className="button">
              <Icon name="links" size={16} /> {say('evidence.linksAround')}
            </Link>
            <IdentityLinks id={entity.id} />
            <PrintButton records={[`/entities/${entity.id}/prints`]} />
          </div>
        </div>
      </div>
      {observationsTotal === 0 ? <EarlierVersionsNote /> : null}
      <ApartNote apart={page.apart} />
    </>
  );
}

/** A figure with the parts it is made of below it. */
export function Figure({ title, parts, children }: { title: string; parts?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {children}
        {parts === undefined || parts === '' || parts === null ? null : <span>{parts}</span>}
      </dd>
    </div>
  );
}
