import { boardItemsMax } from '../../../src/model/boards.ts';
import type { Cut } from '../../../src/model/links.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { useWords } from '../frame/words.tsx';
import { partsMax } from './board.ts';
import { LinkSample } from './link-sample.tsx';
import { linkLooks } from './link-look.ts';
import { linksOfPart } from './use-board.ts';

/** What is not on the chart, said in words, each with the way to show it. */
export function CutNotes(props: {
  cut: readonly Cut[];
  /** Parts of the links of each that were asked for. */
  parts: ReadonlyMap<string, number>;
  nameOf: (id: string) => string;
  /** The next part of the links of one. */
  show: (id: string) => void;
}) {
  const { say } = useWords();
  if (props.cut.length === 0) return null;
  return (
    <ul className="board-notes">
      {props.cut.map((cut) => (
        <li key={cut.id}>
          <span>
            {say('links.cutLimit', { name: props.nameOf(cut.id), shown: cut.shown, total: cut.total })}
            {(props.parts.get(cut.id) ?? 0) < partsMax ? null : ` ${say('cut.full', { max: boardItemsMax })}`}
          </span>
          {(props.parts.get(cut.id) ?? 0) < partsMax ? (
            <button type="button" className="button compact" onClick={() => props.show(cut.id)}>
              {say('cut.next', { n: Math.min(cut.total - cut.shown, linksOfPart) })}
            </button>
          ) : (
            <EntityLink id={cut.id} className="button compact">
              {say('cut.open')}
            </EntityLink>
          )}
        </li>
      ))}
    </ul>
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
