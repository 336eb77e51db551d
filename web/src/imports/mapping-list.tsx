import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon } from '../frame/icon.tsx';
import { useFormats, useSession } from '../frame/session.ts';
import { Failed, Loading, SkeletonLines } from '../frame/states.tsx';
import { fieldName } from './field-name.ts';
import { useWords } from '../frame/words.tsx';
import { mappingQuery, mappingsQuery, type SavedMapping } from './import-queries.ts';

/** Mappings saved by name; each opens to its columns, and a file can be imported with it. */
export function MappingList() {
  const { say } = useWords();
  const { actions } = useSession();
  const { data, error, refetch } = useQuery(mappingsQuery);
  return (
    <section className="panel" aria-labelledby="mappings">
      <h2 id="mappings">{say('mappings.title')}</h2>
      <p className="muted small">{say('mappings.help')}</p>
      {error !== null ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading>
          <SkeletonLines lines={2} />
        </Loading>
      ) : data.length === 0 ? (
        <p className="list-none">{say('mappings.none')}</p>
      ) : (
        <ul className="mapping-list">
          {data.map((mapping) => (
            <MappingRow key={mapping.name} mapping={mapping} may={actions.includes('imports.write')} />
          ))}
        </ul>
      )}
    </section>
  );
}

function MappingRow({ mapping, may }: { mapping: SavedMapping; may: boolean }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const content = useQuery({ ...mappingQuery(mapping.name), enabled: open });
  return (
    <li>
      <div className="mapping-row">
        <button type="button" className="fact-open" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name={open ? 'down' : 'right'} size={14} />
          {mapping.name}
        </button>
        <span className="muted small">
          {sayIfKnown(`feed.${mapping.feed}`) ?? mapping.feed} · {say('evidence.version', { n: mapping.version })} ·{' '}
          {formats.moment(mapping.savedAt)} {say('runs.by', { who: mapping.savedBy })}
        </span>
        {may ? (
          <Link to="/imports/new" search={{ mapping: mapping.name }} className="button compact">
            {say('mappings.use')}
          </Link>
        ) : null}
      </div>
      {open ? (
        content.error !== null ? (
          <Failed error={content.error} retry={() => void content.refetch()} />
        ) : content.data === undefined ? (
          <SkeletonLines lines={3} />
        ) : (
          <dl className="facts mapping-columns" aria-label={say('mappings.show', { name: mapping.name })}>
            {Object.entries(content.data.columns).map(([column, field]) => (
              <div key={column} className="fact">
                <dt>{column}</dt>
                <dd>{fieldName(field, words)}</dd>
              </div>
            ))}
            {Object.entries(content.data.constants ?? {}).map(([field, value]) => (
              <div key={field} className="fact">
                <dt>{say('wizard.constants')}</dt>
                <dd>
                  {fieldName(field, words)}: {value}
                </dd>
              </div>
            ))}
          </dl>
        )
      ) : null}
    </li>
  );
}
