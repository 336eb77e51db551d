import { columnWords } from '../frame/server-words.ts';
import { fieldName } from './field-name.ts';
import { useWords } from '../frame/words.tsx';
import { mappingText, sureness, type Layout } from './mapping-draft.ts';
import type { Draft } from './use-draft.ts';

/** What a column holds: a list of the fields of the layout, those it needs first. */
export function ColumnChooser({ draft, layout, column }: { draft: Draft; layout: Layout; column: string }) {
  const words = useWords();
  const { say } = words;
  const value = fieldOf(draft, column);
  if (column.trim() === '') return <span className="muted small">{say('wizard.unnamedHelp')}</span>;
  const needed = layout.fields.filter((field) => field.required);
  const others = layout.fields.filter((field) => !field.required);
  const about = layout.fields.find((field) => field.name === value)?.about;
  return (
    <select
      className={value === null ? 'field chooser none' : 'field chooser'}
      aria-label={say('wizard.fieldOf', { column })}
      title={words.language === 'en' ? about : undefined}
      value={value ?? ''}
      onChange={(event) =>
        draft.chooseField(column, event.currentTarget.value === '' ? null : event.currentTarget.value)
      }
    >
      <option value="">{say('wizard.notRead')}</option>
      {needed.length === 0 ? null : (
        <optgroup label={say('wizard.requiredFields')}>
          {needed.map((field) => (
            <option key={field.name} value={field.name} title={words.language === 'en' ? field.about : undefined}>
              {fieldName(field.name, words)}
            </option>
          ))}
        </optgroup>
      )}
      <optgroup label={say('wizard.otherFields')}>
        {others.map((field) => (
          <option key={field.name} value={field.name} title={words.language === 'en' ? field.about : undefined}>
            {fieldName(field.name, words)}
          </option>
        ))}
      </optgroup>
    </select>
  );
}

/** The field a column is read as; headers compare as the server compares them, without outer spaces. */
export function fieldOf(draft: Pick<Draft, 'mapping'>, column: string): string | null {
  const columns = draft.mapping?.columns ?? {};
  return columns[column] ?? columns[column.trim()] ?? null;
}

/** How sure the choice of a field is, in words: as proposed, or as the reader said; with the reason where there is room. */
export function Sureness(props: { draft: Draft; column: string; tell: 'word' | 'reason' }) {
  const { draft, column, tell } = props;
  const words = useWords();
  const { say, sayIfKnown } = words;
  const field = fieldOf(draft, column);
  if (field === null) return <span className="sureness muted">{say('wizard.notRead')}</span>;
  const guess = draft.kept.guess.columns.find((each) => each.column === column);
  if (guess?.field !== field) {
    const ofMapping =
      draft.mappingName !== null &&
      draft.kept.mapping !== null &&
      draft.mapping !== null &&
      mappingText(draft.kept.mapping) === mappingText(draft.mapping);
    return <span className="sureness">{say(ofMapping ? 'wizard.sure.mapping' : 'wizard.sure.chosen')}</span>;
  }
  const sure = sureness(guess.confidence);
  const why = sayIfKnown(`wizard.why.${guess.why}`) ?? columnWords(guess.why, guess.field, words);
  return (
    <span className={`sureness ${sure}`} title={why}>
      {say(`wizard.sure.${sure}`)}
      {tell === 'reason' ? `: ${why}` : ''}
    </span>
  );
}
