import type { PairWhy, ReviewPair, ReviewSide } from '../../../src/model/identity.ts';
import { SourceList } from '../frame/evidence-parts.tsx';
import { EntityLink } from '../frame/entity-link.tsx';
import { serverWords } from '../frame/server-words.ts';
import { useFormats } from '../frame/session.ts';
import { fieldName } from '../imports/field-name.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { bitsText } from './bits-text.ts';
import { JudgementList } from './judgement-list.tsx';

const counted = ['shootings', 'hits', 'leads', 'firearms'] as const;

/** What hangs on one side, in words: "2 shootings, 1 hit"; null where nothing does. */
export function sideWords(side: ReviewSide, { say }: Pick<Words, 'say'>): string | null {
  const parts = counted.flatMap((what) => (side[what] === 0 ? [] : [say(`change.${what}`, { n: side[what] })]));
  return parts.length === 0 ? null : parts.join(', ');
}

/** What holding the two for one would bring together, in one sentence. */
export function changeWords(a: ReviewSide, b: ReviewSide, words: Pick<Words, 'say'>): string {
  const { say } = words;
  const [left, right] = [sideWords(a, words), sideWords(b, words)];
  if (left !== null && right !== null) return say('change.joins', { a: left, b: right });
  const one = left ?? right;
  return one === null ? say('change.nothing') : say('change.oneSided', { a: one });
}

/** Decisions stand in the order in which they were given, with the bits of their rows where the two are one or were never asked about. */
export const isDecision = (state: ReviewPair['state']) => state === 'decided' || state === 'waiting';

/** What was decided of a pair, by whom. */
export function decidedWords(judgements: ReviewPair['judgements'], { say }: Pick<Words, 'say'>): string | null {
  const given = judgements.find((each) => each.state === 'IN_FORCE' && each.verdict !== 'unsure');
  if (given === undefined) return null;
  const verdict = say(`verdict.${given.verdict}`).toLocaleLowerCase();
  return given.confirmedBy === null
    ? say('review.decidedBy', { verdict, who: given.judgedBy })
    : say('review.decidedWith', { verdict, who: given.judgedBy, second: given.confirmedBy });
}

/** The panel beside a pair: what a decision changes, from which rows, and what was judged so far. */
export function ChangePanel({ pair, item }: { pair: PairWhy; item: ReviewPair | null }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { a, b } = pair;
  const rows = [...counted, 'rows'] as const;
  const decided = item?.state === 'decided' ? decidedWords(pair.judgements, words) : null;
  const parts = [...new Set([...a.weightParts, ...b.weightParts].map((each) => each.what))];
  return (
    <>
      <section>
        <h2>{say(decided === null ? 'change.title' : 'change.decided')}</h2>
        <p className="evidence-title">{decided ?? changeWords(a, b, words)}</p>
        {pair.keptApart === null || pair.keptApartBy === null || decided !== null ? null : (
          <div className="conflict-note">
            <strong>{say('change.keptApart')}</strong>
            <p>{serverWords(pair.keptApart, words)}</p>
            <p>{say(`change.needs.${pair.keptApartBy}`)}</p>
          </div>
        )}
        <table className="table change-table">
          <caption className="unseen">{say('change.table')}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{say('change.what')}</span>
              </th>
              {[a, b].map((side, index) => (
                <th scope="col" key={side.row} className="right">
                  <span className="pair-letter">{index === 0 ? 'A' : 'B'}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((what) => (
              <tr key={what}>
                <th scope="row">{say(`changeOf.${what}`)}</th>
                <td className="right number">{formats.number(a[what])}</td>
                <td className="right number">{formats.number(b[what])}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{say('changeOf.weight')}</th>
              <td className="right number">{formats.number(a.weight)}</td>
              <td className="right number">{formats.number(b.weight)}</td>
            </tr>
          </tbody>
        </table>
        {parts.length === 0 ? null : (
          <details className="small weight-parts">
            <summary>{say('change.parts')}</summary>
            <ul>
              {([a, b] as const).map((side, index) => (
                <li key={side.row}>
                  <span className="pair-letter">{index === 0 ? 'A' : 'B'}</span>{' '}
                  {side.weightParts
                    .map(({ what, count, each }) =>
                      say('change.part', { what: words.sayIfKnown(`changePart.${what}`) ?? what, count, each }),
                    )
                    .join(' + ') || '0'}{' '}
                  = {formats.number(side.weight)}
                </li>
              ))}
            </ul>
            <p className="muted">{say('change.order')}</p>
          </details>
        )}
      </section>
      {item === null || item.for.length + item.against.length + item.unshared.length === 0 ? null : (
        <section>
          <h2>{say(`strength.${item.strength}`)}</h2>
          {isDecision(item.state) ? null : (
            <p className="small muted">{say('change.mean', { bits: bitsText(item.bits, words.language) })}</p>
          )}
          {item.unshared.length === 0 ? null : (
            <ul className="for-list">
              {item.unshared.map((field) => (
                <li key={field}>
                  <span className="against-sign" aria-hidden="true">
                    −
                  </span>{' '}
                  <span className="unseen">{say('change.against')} </span>
                  {say('change.unshared', { field: fieldName(field, words) })}
                </li>
              ))}
            </ul>
          )}
          <p className="small muted">{say('change.meanOfRows')}</p>
          <ul className="for-list">
            {item.for.map((each) => (
              <li key={each}>
                <span className="for-sign" aria-hidden="true">
                  +
                </span>{' '}
                {serverWords(each, words)}
              </li>
            ))}
            {item.against.map((each) => (
              <li key={each}>
                <span className="against-sign" aria-hidden="true">
                  −
                </span>{' '}
                <span className="unseen">{say('change.against')} </span>
                {serverWords(each, words)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{say('change.sources')}</h2>
        {([a, b] as const).map((side, index) => (
          <div key={side.row} className="change-source">
            <p className="small">
              <span className="pair-letter">{index === 0 ? 'A' : 'B'}</span>{' '}
              <EntityLink id={side.id}>{side.label}</EntityLink>{' '}
              <span className="muted">{say('change.rowsInForce', { n: side.rows })}</span>
            </p>
            <SourceList sources={[side.source]} />
          </div>
        ))}
      </section>
      <JudgementList kind={pair.kind} judgements={pair.judgements} />
      <p className="caution screen-only">{say('review.caution')}</p>
    </>
  );
}
