import type { PairWhy, ReviewSide } from '../../../src/model/identity.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { serverWords } from '../frame/server-words.ts';
import type { Formats } from '../frame/format.ts';
import { useFormats } from '../frame/session.ts';
import { valueText } from '../frame/value-text.ts';
import { fieldName } from '../imports/field-name.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { bitsText } from './bits-text.ts';
import { slipsBetween, type Stretch } from './slips.ts';

type PairStep = PairWhy['steps'][number];

export type Agreement = 'same' | 'near' | 'other' | 'silent';

/** How the two sides of a step stand to one another, as it is drawn. */
export function agreementOf({ a, b, level, bits }: Pick<PairStep, 'a' | 'b' | 'level' | 'bits'>): Agreement {
  if (a === '' || b === '' || level === 'missing') return 'silent';
  // Of a number worn alike on both sides what cannot be read may differ.
  if ((a === b && level !== 'worn') || level === 'equal') return 'same';
  return level === 'other' || level === 'others' || bits < 0 ? 'other' : 'near';
}

const signs: Readonly<Record<Agreement, string>> = { same: '=', near: '≈', other: '≠', silent: '–' };

/** What the two rows say, field beside field: what agrees, what is nearly so with its slips, what differs, what one leaves out. */
export function PairTable({ pair }: { pair: PairWhy }) {
  const words = useWords();
  const { say, language } = words;
  return (
    <table className="pair-table">
      <caption className="unseen">{say('pair.sideBySide')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{say('pair.field')}</span>
          </th>
          <SideHead side={pair.a} letter="A" />
          <SideHead side={pair.b} letter="B" />
          <th scope="col">{say('pair.comparison')}</th>
        </tr>
      </thead>
      <tbody>
        {pair.steps.flatMap((step) => {
          const elsewhere = pair.elsewhere.find(({ field }) => field === step.field);
          if (!isSaid(step) && elsewhere === undefined) return [];
          const agreement = agreementOf(step);
          const [a, b] = [written(step.a, step.field), written(step.b, step.field)];
          const slips = agreement === 'near' ? slipsBetween(a, b) : null;
          return [
            <tr
              key={step.field}
              data-agreement={agreement}
              className={elsewhere === undefined ? undefined : 'with-elsewhere'}
            >
              <th scope="row">{fieldName(step.field, words)}</th>
              <td>
                <Said step={step} value={a} stretches={slips?.a} />
              </td>
              <td>
                <Said step={step} value={b} stretches={slips?.b} />
              </td>
              <td className="pair-agreement">
                <span className="agreement" aria-hidden="true">
                  {signs[agreement]}
                </span>{' '}
                {serverWords(step.description, words)}{' '}
                {Math.abs(step.bits) < 0.05 ? null : (
                  <span className="muted number">{say('pair.bits', { bits: bitsText(step.bits, language) })}</span>
                )}
              </td>
            </tr>,
            ...(elsewhere === undefined
              ? []
              : [<ElsewhereRow key={`${step.field} elsewhere`} said={elsewhere} shown={step.description} />]),
          ];
        })}
      </tbody>
    </table>
  );
}

/** What other rows of the two sides say of a field: beside it, since the two rows shown are those most alike. `shown`: how those compare. */
function ElsewhereRow({ said, shown }: { said: PairWhy['elsewhere'][number]; shown: string }) {
  const words = useWords();
  const { say } = words;
  return (
    <tr className="pair-elsewhere" data-against={said.against}>
      <th scope="row">
        <span className="unseen">{fieldName(said.field, words)} · </span>
        {say('pair.elsewhere')}
      </th>
      <td>
        <Elsewhere field={said.field} of={said.a} />
      </td>
      <td>
        <Elsewhere field={said.field} of={said.b} />
      </td>
      <td>
        {said.nearest === null || (!said.against && said.nearest === shown) ? null : (
          <>
            {said.against ? (
              <span className="against-sign" aria-hidden="true">
                −
              </span>
            ) : null}
            {say(said.against ? 'pair.elsewhereAgainst' : 'pair.elsewhereNearest')} {serverWords(said.nearest, words)}
          </>
        )}
      </td>
    </tr>
  );
}

function Elsewhere({ field, of }: { field: string; of: PairWhy['elsewhere'][number]['a'] }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  if (of.values.length === 0) return <span className="muted">{say('pair.elsewhereNone')}</span>;
  return (
    <ul>
      {of.values.map(({ value, rows }) => (
        <li key={value}>
          {say('pair.elsewhereSaid', {
            value: saidText(written(value, field), field, words, formats),
            n: say('pair.elsewhereRows', { n: rows }),
          })}
        </li>
      ))}
      {of.more === 0 ? null : <li className="muted">{say('pair.elsewhereMore', { n: formats.number(of.more) })}</li>}
    </ul>
  );
}

/** Days stay as they are compared, figure under figure. */
function saidText(value: string, field: string, words: Words, formats: Formats): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : valueText(field, value, words, formats);
}

/** Days are compared as eight figures; people read them parted. */
function written(value: string, field: string): string {
  return field === 'born_on' ? value.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') : value;
}

/** What neither row says is named below the steps of the score. */
const isSaid = ({ a, b }: PairStep) => a !== '' || b !== '';

function SideHead({ side, letter }: { side: ReviewSide; letter: 'A' | 'B' }) {
  const { say } = useWords();
  return (
    <th scope="col" className="pair-side">
      <span className="pair-letter">{letter}</span> <EntityLink id={side.id}>{side.label}</EntityLink>
      <RecordLink record={side.source.record} className="small pair-source">
        {say('evidence.row', { line: side.source.line, file: side.source.file })}
      </RecordLink>
    </th>
  );
}

function Said({
  step,
  value,
  stretches,
}: {
  step: PairStep;
  value: string;
  stretches?: readonly Stretch[] | undefined;
}) {
  const words = useWords();
  const formats = useFormats();
  if (value === '') return <span className="muted">{words.say('pair.silent')}</span>;
  if (stretches === undefined) return <span className="pair-value">{saidText(value, step.field, words, formats)}</span>;
  return (
    <span className="pair-value">
      {stretches.map(({ text, kind }, index) =>
        kind === 'same' ? (
          <span key={index}>{text}</span>
        ) : (
          <mark key={index} className={`slip ${kind}`}>
            {text}
          </mark>
        ),
      )}
    </span>
  );
}

/** What both rows share exactly, what both say that cannot be true of one, and why they are held as they are. */
export function PairReasons({ pair }: { pair: PairWhy }) {
  const words = useWords();
  const { say } = words;
  return (
    <div className="pair-reasons">
      <p>
        <Icon name={pair.sameEntity ? 'links' : 'path'} size={16} />
        <span>
          <strong>{say(pair.sameEntity ? 'pair.heldOne' : 'pair.heldTwo')}</strong> {serverWords(pair.because, words)}
        </span>
      </p>
      {pair.contradictions.length === 0 ? null : (
        <div className="conflict-note" role="note">
          <strong>{say('pair.contradictions')}</strong>
          <ul>
            {pair.contradictions.map((each) => (
              <li key={each}>{serverWords(each, words)}</li>
            ))}
          </ul>
        </div>
      )}
      {pair.asked.length === 0 ? null : (
        <p>
          <Icon name="search" size={16} />
          <span>
            <strong>{say('pair.asked')}</strong> {pair.asked.map((each) => serverWords(each, words)).join(' · ')}
          </span>
        </p>
      )}
      {pair.keys.length === 0 ? null : (
        <p>
          <Icon name="pin" size={16} />
          <span>
            <strong>{say('pair.keys')}</strong> {pair.keys.map((each) => serverWords(each, words)).join(' · ')}
          </span>
        </p>
      )}
    </div>
  );
}
