import {
  formFields,
  formKeys,
  formParts,
  type FormField,
  type FormKey,
  type FormPart,
  type TraceRequestForm,
} from '../../../src/model/trace-request-form.ts';
import type { RequestPage } from '../../../src/model/tracing.ts';
import { RecordLink } from '../frame/record-link.tsx';
import { useWords, type Words } from '../frame/words.tsx';

const parts = Object.keys(formParts) as FormPart[];
const long: ReadonlySet<string> = new Set([
  'urgent_justification',
  'special_instructions',
  'mailing_address',
  'additional_markings',
]);
const choices: Readonly<Partial<Record<FormKey, readonly string[]>>> = {
  priority: ['ROUTINE', 'URGENT'],
  serial_obliterated: ['', 'Y', 'N'],
  restoration_attempted: ['', 'Y', 'N'],
};

/** What an item of the form is called. */
export function itemName(key: FormKey, { sayIfKnown }: Words): string {
  return (
    sayIfKnown(`tracing.item.${key}`) ??
    sayIfKnown(`tracing.person.${key.replace(/^(?:possessor|associate)_/, '')}`) ??
    formFields[key].caption
  );
}

/** The form part by part; what checks found stands at the items it speaks of. */
export function RequestForm(props: {
  draft: TraceRequestForm;
  page: RequestPage;
  isEditable: boolean;
  change: (key: FormKey, text: string) => void;
  leave: () => void;
}) {
  const words = useWords();
  const { say } = words;
  const { draft, page, isEditable } = props;
  const found = new Map(
    page.checks.flatMap(({ fields, level }) => fields.map((key) => [key, level] as const)).reverse(),
  );
  return (
    <form
      className="request-form"
      onSubmit={(event) => {
        event.preventDefault();
        props.leave();
      }}
    >
      {parts.map((part) => (
        <fieldset key={part} className="panel form-part" disabled={!isEditable}>
          <legend>{say('tracing.part', { part, name: say(`tracing.partName.${part}`) })}</legend>
          <div className="form-items">
            {formKeys
              .filter((key) => formFields[key].part === part)
              .map((key) => {
                const { item, mandatory, charactersMax } = formFields[key] as FormField;
                const record = page.prefilled[key];
                const level = found.get(key);
                const input = {
                  id: `item-${key}`,
                  className: 'field',
                  value: draft[key] ?? '',
                  'aria-invalid': level === 'error',
                  'aria-required': mandatory === true,
                  onChange: (event: { target: { value: string } }) => props.change(key, event.target.value),
                  onBlur: props.leave,
                };
                const options = choices[key];
                return (
                  <div key={key} className={`form-item${long.has(key) ? ' long' : ''}`} data-level={level}>
                    <label htmlFor={`item-${key}`}>
                      <span className="item-number">{item}</span> {itemName(key, words)}
                      {mandatory ? (
                        <abbr title={say('tracing.mandatory')} className="needed">
                          {' '}
                          *
                        </abbr>
                      ) : null}
                    </label>
                    {options !== undefined ? (
                      <select {...input}>
                        {[...new Set([...options, draft[key] ?? ''])].map((option) => (
                          <option key={option} value={option}>
                            {option}
                          </option>
                        ))}
                      </select>
                    ) : long.has(key) ? (
                      <textarea {...input} rows={2} maxLength={charactersMax} />
                    ) : (
                      <input {...input} maxLength={charactersMax} autoComplete="off" spellCheck={false} />
                    )}
                    {record === undefined ? null : (
                      <RecordLink record={record} className="item-source">
                        {say('tracing.fromRecord', { record: String(record) })}
                      </RecordLink>
                    )}
                  </div>
                );
              })}
          </div>
        </fieldset>
      ))}
    </form>
  );
}
