import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { GroupSign } from './shape-notes.tsx';
import type { BoardShape } from './use-board-shape.ts';

/** In which group of the drawing a thing stands, and what lies on the two sides of it. */
export function ShapeFacts({ id, shape }: { id: string; shape: BoardShape }) {
  const { say } = useWords();
  const formats = useFormats();
  const group = shape.groupOf.get(id);
  const score = shape.between.get(id);
  if (group === undefined && score === undefined) return null;
  return (
    <section>
      <h2>{say('groups.drawn')}</h2>
      <dl className="facts">
        {group === undefined ? null : (
          <div className="fact">
            <dt>{say('groups.button')}</dt>
            <dd>
              <GroupSign group={group} /> {say('groups.things', { n: shape.groups[group - 1]!.length })}
            </dd>
          </div>
        )}
        {score === undefined ? null : (
          <div className="fact">
            <dt>{say('between.button')}</dt>
            <dd>{say('between.score', { score: formats.number(Math.round(score * 10) / 10), pairs: shape.pairs })}</dd>
          </div>
        )}
      </dl>
      <p className="muted small">{say('groups.place')}</p>
    </section>
  );
}
