import type { CommonNeighbors } from '../../../src/model/links.ts';
import { Icon } from '../frame/icon.tsx';
import { useWords } from '../frame/words.tsx';
import { HubNames } from './hub-notes.tsx';
import { readPair } from './pair-question.ts';
import type { Answered } from './use-board.ts';

const namesFirst = 12;

/** What two things are both tied to: it is on the chart, and taken away again with its note. */
export function CommonNotes(props: {
  readonly common: readonly Answered<CommonNeighbors>[];
  readonly nameOf: (id: string) => string;
  readonly select: (id: string) => void;
  readonly remove: (asked: string) => void;
}) {
  const { say } = useWords();
  if (props.common.length === 0) return null;
  return (
    <ul className="board-notes">
      {props.common.map(({ asked, found }) => {
        const { from, to } = readPair(asked);
        return (
          <li key={asked} className="ways">
            <div className="ways-head">
              <p role="status">
                <strong>{`${props.nameOf(from)} – ${props.nameOf(to)}`}</strong>{' '}
                {found.total === 0 ? say('common.none') : say('common.found', { n: found.total })}
                {found.total > found.entities.length ? ` ${say('common.cut', { shown: found.entities.length })}` : ''}
              </p>
              <button
                type="button"
                className="button quiet compact icon screen-only"
                aria-label={say('notice.dismiss')}
                onClick={() => props.remove(asked)}
              >
                <Icon name="close" size={14} />
              </button>
            </div>
            {found.entities.length === 0 ? null : (
              <span className="buttons">
                {found.entities.slice(0, namesFirst).map(({ entity }) => (
                  <button
                    key={entity.id}
                    type="button"
                    className="button compact"
                    onClick={() => props.select(entity.id)}
                  >
                    <Icon name={entity.kind} size={14} /> {props.nameOf(entity.id)}
                  </button>
                ))}
                {found.entities.length > namesFirst ? (
                  <span className="muted small">{say('common.inList', { n: found.entities.length - namesFirst })}</span>
                ) : null}
              </span>
            )}
            <HubNames hubs={found.cut} words="common.hubs" />
          </li>
        );
      })}
    </ul>
  );
}
