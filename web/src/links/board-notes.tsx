import { useState } from 'react';
import type { Cut, Paths, Predicate } from '../../../src/model/links.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { LinkSample } from './link-sample.tsx';
import { linkLooks } from './link-look.ts';

/** What is not on the chart, said in words, each with the way to show it. */
export function CutNotes(props: { cut: readonly Cut[]; nameOf: (id: string) => string; show: (id: string) => void }) {
  const { say } = useWords();
  const formats = useFormats();
  if (props.cut.length === 0) return null;
  return (
    <ul className="board-notes">
      {props.cut.map((cut) => {
        const parts = Object.entries(cut.byPredicate)
          .toSorted((a, b) => b[1] - a[1])
          .slice(0, 4)
          .map(([predicate, count]) => `${formats.number(count)} ${say(`reads.${predicate as Predicate}`)}`)
          .join(', ');
        return (
          <li key={cut.id}>
            <span>
              {cut.reason === 'hub'
                ? say('links.cutHub', { name: props.nameOf(cut.id), total: cut.total, parts })
                : say('links.cutLimit', { name: props.nameOf(cut.id), shown: cut.shown, total: cut.total })}
            </span>
            <button type="button" className="button compact" onClick={() => props.show(cut.id)}>
              {say('links.cut', { n: cut.total - cut.shown })}: {say('links.cutShow').toLowerCase()}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What was found between two. */
export function PathNotes(props: {
  paths: readonly Paths[];
  nameOf: (id: string) => string;
  remove: (pair: string) => void;
}) {
  const { say } = useWords();
  if (props.paths.length === 0) return null;
  return (
    <ul className="board-notes" role="status">
      {props.paths.map((path) => (
        <li key={`${path.from}~${path.to}`}>
          <span>
            <strong>
              {path.from === path.to
                ? props.nameOf(path.from)
                : `${props.nameOf(path.from)} – ${props.nameOf(path.to)}`}
            </strong>{' '}
            {path.length === 0
              ? say('links.pathSame')
              : path.length === null
                ? say('links.pathNone', {
                    from: props.nameOf(path.from),
                    to: props.nameOf(path.to),
                    n: path.searched,
                    max: path.lengthMax,
                  })
                : `${say('links.pathFound', { n: path.paths.length, length: path.length })}. ${path.more ? say('links.pathMore') : ''}`}
            <PathLines paths={path.length === 0 ? [] : path.paths} nameOf={props.nameOf} />
          </span>
          <button
            type="button"
            className="button quiet compact icon"
            aria-label={say('notice.dismiss')}
            onClick={() => props.remove(`${path.from}~${path.to}`)}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

const linesShownFirst = 3;

/** The first ways between two, with the rest at hand. */
function PathLines({ paths, nameOf }: { paths: Paths['paths']; nameOf: (id: string) => string }) {
  const { say } = useWords();
  const [all, setAll] = useState(false);
  const more = paths.length - linesShownFirst;
  return (
    <>
      {paths.slice(0, all ? paths.length : linesShownFirst).map((ids) => (
        <span key={ids.join()} className="path-line">
          {ids.map((id) => nameOf(id)).join(' → ')}
        </span>
      ))}
      {all || more <= 0 ? null : (
        <button type="button" className="button quiet compact" onClick={() => setAll(true)}>
          <Icon name="down" size={14} /> {say('evidence.moreSources', { n: more })}
        </button>
      )}
    </>
  );
}

/** How things are drawn. */
export function Legend({ history }: { history: boolean }) {
  const { say } = useWords();
  return (
    <ul className="legend" aria-label={say('links.legend')}>
      {linkLooks
        .filter((look) => history || look !== 'retracted')
        .map((look) => (
          <li key={look}>
            <LinkSample look={look} />
            {say(`links.legend.${look}`)}
          </li>
        ))}
      <li>
        <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
          <circle r="7.5" fill="none" stroke="var(--unknown)" strokeWidth="1.5" strokeDasharray="2 3" />
          <circle r="4.5" fill="var(--panel)" stroke="var(--line-strong)" strokeWidth="1.5" />
        </svg>
        {say('links.legend.hub')}
      </li>
      <li>
        <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
          <circle r="6" fill="var(--panel)" stroke="var(--line-strong)" strokeWidth="1.5" />
          <circle cx="5" cy="-5" r="3.5" fill="var(--accent)" />
        </svg>
        {say('links.legend.pinned')}
      </li>
      <li>
        <svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">
          <circle r="6" fill="var(--panel)" stroke="var(--line-strong)" strokeWidth="1.5" />
          <path d="M1 0h7v8h-7zM3 3h3M3 5.5h3" fill="var(--panel)" stroke="var(--ink)" strokeWidth="1.2" />
        </svg>
        {say('saved.legend.noted')}
      </li>
    </ul>
  );
}
