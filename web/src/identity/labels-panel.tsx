import type { IdentityModelPage } from '../../../src/model/identity.ts';
import { serverWords } from '../frame/server-words.ts';
import { useWords } from '../frame/words.tsx';
import { CurveChart, groupName } from './diagnosis-charts.tsx';
import { operatingPoints, partsOf, pointAt, precisionPoints } from './model-figures.ts';

/** What is known of some pairs against what the model says of them: with every numerator and denominator. */
export function LabelsPanel({ model }: { model: IdentityModelPage }) {
  const words = useWords();
  const { say } = words;
  const { labels } = model.diagnosis;
  return (
    <section className="panel" aria-labelledby="labels">
      <h2 id="labels">{say('models.labels')}</h2>
      {labels.length === 0 ? <p className="muted">{say('models.labelsNone')}</p> : null}
      {labels.map((each) => {
        const operating = operatingPoints(each);
        const precision = precisionPoints(each);
        return (
          <div key={each.from} className="labels-of">
            <h3>{serverWords(each.from, words)}</h3>
            <p className="small muted">{say('models.labelled', { same: each.same, different: each.different })}</p>
            <div className="curves">
              <CurveChart
                title={say('models.roc')}
                points={operating}
                marked={pointAt(operating, model.acceptBits)}
                xLabel={say('models.falseShare')}
                yLabel={say('models.trueShare')}
                empty={say('models.rocNone')}
              />
              <CurveChart
                title={say('models.pr')}
                points={precision}
                marked={pointAt(precision, model.acceptBits)}
                xLabel={say('models.recall')}
                yLabel={say('models.precision')}
                empty={say('models.prNone')}
              />
            </div>
            <div className="table-scroll" tabIndex={0} role="group" aria-label={say('models.figures')}>
              <table className="table">
                <caption className="small muted table-caption">{say('models.figuresHelp')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{say('models.by')}</th>
                    <th scope="col" className="right">
                      {say('models.precision')}
                    </th>
                    <th scope="col" className="right">
                      {say('models.recall')}
                    </th>
                    <th scope="col" className="right">
                      {say('models.wrong')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {each.figures.map((figures) => {
                    const parts = partsOf(figures);
                    return (
                      <tr key={figures.by}>
                        <th scope="row">{groupName(figures.by, words)}</th>
                        <td className="right number">{say('models.of', parts.precision)}</td>
                        <td className="right number">{say('models.of', parts.recall)}</td>
                        <td className="right number">
                          {say('models.of', { n: figures.joinedDifferent, of: figures.different })}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
          </div>
        );
      })}
    </section>
  );
}
