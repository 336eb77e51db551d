import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { groupColours, groupToken } from './mark-look.ts';
import type { BoardShape } from './use-board-shape.ts';

const namesOfGroup = 3;
const betweenFirst = 5;

/** A mark of a group beside words: its colour and its number. */
export function GroupSign({ group }: { group: number }) {
  return (
    <span className="group-sign" style={{ background: `var(--${groupToken(group)})` }}>
      {group}
    </span>
  );
}

/** What groups and sizes on the chart say, what they do not, and of what they were computed. */
export function ShapeNotes(props: {
  readonly shape: BoardShape | null;
  readonly groups: boolean;
  readonly between: boolean;
  readonly things: number;
  readonly nameOf: (id: string) => string;
  /** The group whose things are pointed at. */
  readonly pointed: number | null;
  readonly point: (group: number | null) => void;
  readonly select: (id: string) => void;
}) {
  const { shape, nameOf, pointed } = props;
  const { say } = useWords();
  const formats = useFormats();
  if (!props.groups && !props.between) return null;
  if (shape === null || shape.why !== null)
    return (
      <p className="shape-notes" role="status">
        {shape === null ? say('groups.waiting') : say(`groups.why.${shape.why!}`)}
      </p>
    );
  const most = [...shape.between]
    .filter(([, score]) => score > 0)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, betweenFirst);
  return (
    <div className="shape-notes">
      {!props.groups ? null : (
        <section aria-labelledby="groups-title">
          <h2 id="groups-title">
            {say('groups.title', { n: shape.groups.length })}{' '}
            <span className="muted small">
              {shape.groupOf.size === props.things
                ? say('groups.all', { n: props.things })
                : say('groups.of', { n: shape.groupOf.size, total: props.things })}
            </span>
          </h2>
          <ul className="group-list">
            {shape.groups.slice(0, groupColours).map((ids, at) => (
              <li key={at}>
                <button
                  type="button"
                  className="group"
                  aria-pressed={pointed === at + 1}
                  onClick={() => props.point(pointed === at + 1 ? null : at + 1)}
                >
                  <GroupSign group={at + 1} />
                  <span>
                    {say('groups.things', { n: ids.length })}
                    <span className="muted">
                      {' '}
                      {ids.slice(0, namesOfGroup).map(nameOf).join(', ')}
                      {ids.length > namesOfGroup ? ', …' : ''}
                    </span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {shape.groups.length > groupColours ? (
            <p className="small">{say('groups.more', { n: shape.groups.length - groupColours })}</p>
          ) : null}
          <p className="small">{say('groups.says')}</p>
        </section>
      )}
      {!props.between ? null : (
        <section aria-labelledby="between-title">
          <h2 id="between-title">{say('between.title')}</h2>
          {most.length === 0 ? (
            <p className="small">{say('between.none')}</p>
          ) : (
            <ol className="group-list">
              {most.map(([id, score]) => (
                <li key={id}>
                  <button type="button" className="group" onClick={() => props.select(id)}>
                    <span>
                      {nameOf(id)}{' '}
                      <span className="muted">
                        {say('between.score', {
                          score: formats.number(Math.round(score * 10) / 10),
                          pairs: shape.pairs,
                        })}
                      </span>
                    </span>
                  </button>
                </li>
              ))}
            </ol>
          )}
          <p className="small">{say('between.says')}</p>
        </section>
      )}
    </div>
  );
}
