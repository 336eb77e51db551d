import { formFields, type FormKey } from '../../../src/model/trace-request-form.ts';
import type { RequestPage } from '../../../src/model/tracing.ts';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { itemName } from './request-form.tsx';

/** Every step of a request, the newest first: who, when, and what changed. */
export function RequestHistory({ page }: { page: RequestPage }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  return (
    <section className="panel" aria-labelledby="history">
      <div className="panel-head">
        <h2 id="history">{say('tracing.history')}</h2>
      </div>
      <ol className="history-list">
        {page.events.toReversed().map((event, at) => (
          <li key={page.events.length - at}>
            <p>
              <strong>{say(`tracing.step.${event.step}`)}</strong>
              {event.note === null ? null : <span className="muted"> · {event.note}</span>}
            </p>
            <p className="muted small">
              {formats.moment(event.at)} · {event.by}
              {event.changed.length === 0
                ? null
                : ` · ${
                    event.changed.length > 4
                      ? say('tracing.changedItems', { n: event.changed.length })
                      : event.changed
                          .map((key) => (key in formFields ? itemName(key as FormKey, words) : key))
                          .join(', ')
                  }`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
