import type { EarlierScore } from '../../../src/model/trace-score.ts';
import type { TracePage } from '../../../src/model/trace-page.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { partWords } from './index-waterfall.tsx';

/** How the indexes of a trace stood when they were shown before, and why they are others now. */
export function EarlierScores({ page: { earlier, earlierTotal } }: { page: TracePage }) {
  const { say } = useWords();
  const formats = useFormats();
  if (earlier.length === 0) return null;
  const more = earlierTotal - earlier.length;
  return (
    <section className="panel" aria-labelledby="earlier">
      <h2 id="earlier">{say('trace.earlier')}</h2>
      <p className="small muted">{say('trace.earlierHelp')}</p>
      <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="earlier">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('trace.firstShown')}</th>
              <th scope="col" className="right">
                {say('trace.points')}
              </th>
              <th scope="col">{say('trace.differs')}</th>
            </tr>
          </thead>
          <tbody>
            {earlier.map((score) => (
              <tr key={`${score.mode} ${score.shownAt}`}>
                <td>
                  {formats.moment(score.shownAt)}
                  <span className="small muted block">
                    {say(`trace.index.${score.mode}`)}, {score.version}
                  </span>
                </td>
                <td className="right number">
                  {score.score === null ? say('trace.noIndex') : score.score.toFixed(1)}
                  {score.low === null || score.high === null || score.high - score.low <= 0.05 ? null : (
                    <span className="small muted block">
                      {say('trace.between', { low: score.low.toFixed(1), high: score.high.toFixed(1) })}
                    </span>
                  )}
                </td>
                <td>
                  <Differs score={score} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 ? <p className="small muted">{say('trace.earlierMore', { n: more })}</p> : null}
    </section>
  );
}

function Differs({ score: { differs, version, engine } }: { score: EarlierScore }) {
  const { say } = useWords();
  const formats = useFormats();
  const words = (name: EarlierScore['differs']['parts'][number]['name'], value: number | null) =>
    value === null ? say('trace.differs.unknown') : partWords(name, value, say, formats);
  return (
    <ul className="plain-list small">
      {differs.version ? <li>{say('trace.differs.version', { name: version })}</li> : null}
      {differs.engine ? <li>{say('trace.differs.engine', { name: engine })}</li> : null}
      {differs.parts.map(({ name, was, is, pointsWere, pointsAre }) => {
        const part = say(`component.${name}`);
        const [then, now] = [words(name, was), words(name, is)];
        return (
          <li key={name}>
            {then === now
              ? say('trace.differs.points', { part, was: pointsWere.toFixed(2), is: pointsAre.toFixed(2) })
              : say('trace.differs.part', { part, was: then, is: now })}
          </li>
        );
      })}
    </ul>
  );
}
