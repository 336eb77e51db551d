import type { ModelDiagnosis } from '../../../src/model/identity.ts';
import { useFormats } from '../frame/session.ts';
import { serverWords } from '../frame/server-words.ts';
import { fieldName } from '../imports/field-name.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { bitsText } from './bits-text.ts';
import { sizeBands, type CurvePoint } from './model-figures.ts';

/** How full each field is, and how many rows say too little to be known again. */
export function Completeness({ diagnosis }: { diagnosis: ModelDiagnosis }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { records, unlinkable, completeness } = diagnosis;
  return (
    <>
      <ul className="model-bars">
        {completeness.map(({ field, filled, values }) => (
          <li key={field}>
            <span>{fieldName(field, words)}</span>
            <span className="model-bar" aria-hidden="true">
              <i style={{ width: `${filled * 100}%` }} />
            </span>
            <span className="small number">
              {say('models.of', { n: Math.round(filled * records), of: records })}
              <span className="muted"> · {say('models.values', { n: formats.number(values) })}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="small">{say('models.unlinkable', { n: unlinkable, of: records })}</p>
    </>
  );
}

/** A source, or a form of family name, in the reader's language. */
export function groupName(by: string, words: Pick<Words, 'say' | 'sayIfKnown' | 'language'>): string {
  if (by === 'all') return words.say('models.all');
  return words.sayIfKnown(`feed.${by.replace(/^feed /, '')}`) ?? serverWords(by, words);
}

/** The same by source and by form of name: how many rows of each say something in each field, and how many say too little. */
export function CompletenessByGroup({ diagnosis }: { diagnosis: ModelDiagnosis }) {
  const words = useWords();
  const { say } = words;
  const { completeness, groups = [] } = diagnosis;
  const told = completeness.flatMap(({ field, filled }, at) => (filled === 0 ? [] : [{ field, at }]));
  if (groups.length === 0) return <p className="muted">{say('models.groupsNone')}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={say('models.groups')}>
      <table className="table by-group">
        <caption className="small muted table-caption">{say('models.groupsHelp')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('models.by')}</th>
            <th scope="col" className="right">
              {say('models.groupRows')}
            </th>
            <th scope="col">{say('models.groupUnlinkable')}</th>
            {told.map(({ field }) => (
              <th key={field} scope="col">
                {fieldName(field, words)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ by, records, filled, unlinkable }) => (
            <tr key={by}>
              <th scope="row">{groupName(by, words)}</th>
              <td className="right number">{records}</td>
              <td>
                <PartBar n={unlinkable} of={records} className="of-two" />
              </td>
              {told.map(({ field, at }) => (
                <td key={field}>
                  <PartBar n={filled[at]!} of={records} className="of-one" />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PartBar({ n, of, className }: { n: number; of: number; className: string }) {
  const { say } = useWords();
  return (
    <span className="part-bar">
      <span className="model-bar" aria-hidden="true">
        <i className={className} style={{ width: `${(n / of) * 100}%` }} />
      </span>
      <span className="small number">{say('models.of', { n, of })}</span>
    </span>
  );
}

/** How often rows of one agree so, and how often rows of two do. */
export function LevelsChart({ levels }: { levels: ModelDiagnosis['levels'] }) {
  const words = useWords();
  const { say, language } = words;
  const fields = [...new Set(levels.map((each) => each.field))];
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={say('models.levels')}>
      <table className="table levels">
        <thead>
          <tr>
            <th scope="col">{say('pair.field')}</th>
            <th scope="col">{say('pair.comparison')}</th>
            <th scope="col">{say('models.m')}</th>
            <th scope="col">{say('models.u')}</th>
            <th scope="col" className="right">
              {say('fall.bits')}
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.flatMap((field) =>
            levels
              .filter((each) => each.field === field)
              .map((each, index, all) => (
                <tr key={`${field} ${each.level}`} className={index === 0 ? 'level-first' : ''}>
                  {index === 0 ? (
                    <th scope="rowgroup" rowSpan={all.length}>
                      {fieldName(field, words)}
                    </th>
                  ) : null}
                  <td>{serverWords(each.description, words)}</td>
                  <td>
                    <ShareBar share={each.m} className="of-one" />
                  </td>
                  <td>
                    <ShareBar share={each.u} className="of-two" />
                  </td>
                  <td className="right number">{bitsText(each.bits, language)}</td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </div>
  );
}

function ShareBar({ share, className }: { share: number; className: string }) {
  const text = share === 0 ? '0' : share < 0.001 ? share.toExponential(0) : share.toPrecision(2);
  return (
    <span className="share-bar">
      <span className="model-bar" aria-hidden="true">
        <i className={className} style={{ width: `${Math.min(1, share) * 100}%` }} />
      </span>
      <span className="small number">{text}</span>
    </span>
  );
}

/** Names of fields within the name of a block, in the reader's language. */
export function blockName(block: string, words: Pick<Words, 'say' | 'sayIfKnown'>): string {
  return block.replaceAll(/[a-z_]+/g, (name) => words.sayIfKnown(`field.${name}`) ?? name);
}

/** How the estimate settled, one line for each block it was learnt in. */
export function LearningHistory({ sessions }: { sessions: ModelDiagnosis['sessions'] }) {
  const words = useWords();
  const { say } = words;
  return (
    <ul className="histories">
      {sessions.map(({ block, pairs, pairsSame, logLikelihoods }) => (
        <li key={block}>
          <Line
            values={logLikelihoods}
            label={say('models.historyLabel', { n: logLikelihoods.length, block: blockName(block, words) })}
          />
          <p className="small">
            <strong>{blockName(block, words)}</strong>
            <span className="muted block">
              {say('models.history', {
                steps: logLikelihoods.length,
                pairs,
                same: Math.round(pairsSame),
              })}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Line({ values, label }: { values: readonly number[]; label: string }) {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const points = values.map((value, index) => {
    const x = values.length < 2 ? 60 : 4 + (index / (values.length - 1)) * 112;
    const y = most === least ? 24 : 44 - ((value - least) / (most - least)) * 40;
    return { x, y };
  });
  return (
    <svg className="history-line" viewBox="0 0 120 48" role="img" aria-label={label}>
      <polyline points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      {points.map(({ x, y }, index) => (
        <circle key={index} cx={x} cy={y} r={values.length > 30 ? 0.8 : 1.6} />
      ))}
    </svg>
  );
}

/** How large entities are: how many of one row, of two, and so on. */
export function ClusterSizes({ sizes }: { sizes: ModelDiagnosis['clusterSizes'] }) {
  const { say } = useWords();
  const formats = useFormats();
  const bands = sizeBands(sizes);
  const most = Math.max(1, ...bands.map((each) => each.clusters));
  return (
    <ul className="model-bars">
      {bands.map(({ from, to, clusters }) => (
        <li key={from}>
          <span className="number">
            {from === to ? say('models.sizeRows', { n: from }) : say('models.sizeRange', { from, to })}
          </span>
          <span className="model-bar" aria-hidden="true">
            <i style={{ width: `${(Math.log10(1 + clusters) / Math.log10(1 + most)) * 100}%` }} />
          </span>
          <span className="small number">{formats.number(clusters)}</span>
        </li>
      ))}
    </ul>
  );
}

const side = 220;
const pad = 40;

/** A curve over thresholds in a square of shares, with the point of the threshold in use. */
export function CurveChart(props: {
  title: string;
  points: readonly CurvePoint[];
  marked: CurvePoint | null;
  xLabel: string;
  yLabel: string;
  empty: string;
}) {
  const { title, points, marked, xLabel, yLabel } = props;
  const x = (share: number) => pad + share * (side - pad - 8);
  const y = (share: number) => side - pad - share * (side - pad - 8);
  if (points.length === 0)
    return (
      <figure className="curve">
        <figcaption>{title}</figcaption>
        <p className="muted small">{props.empty}</p>
      </figure>
    );
  return (
    <figure className="curve">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={`${title}: ${xLabel}, ${yLabel}`}>
        <path className="axis" d={`M${x(0)} ${y(1)}V${y(0)}H${x(1)}`} fill="none" />
        {[0, 0.5, 1].map((tick) => (
          <g key={tick}>
            <text x={x(tick)} y={side - pad + 15} textAnchor="middle">
              {tick}
            </text>
            <text x={pad - 5} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        <text x={(side + pad) / 2} y={side - 6} textAnchor="middle">
          {xLabel}
        </text>
        <text transform={`translate(12 ${(side - pad) / 2}) rotate(-90)`} textAnchor="middle">
          {yLabel}
        </text>
        <polyline points={points.map((each) => `${x(each.x)},${y(each.y)}`).join(' ')} />
        {marked === null ? null : <circle cx={x(marked.x)} cy={y(marked.y)} r={4.5} />}
      </svg>
    </figure>
  );
}
