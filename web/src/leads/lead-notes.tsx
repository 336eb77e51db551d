import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { LeadPage } from '../../../src/model/lead-answers.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { leadQuery, writeNote } from './lead-queries.ts';

/** What people wrote about a lead, and a place to write. */
export function LeadNotes({ page }: { page: LeadPage }) {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const client = useQueryClient();
  const { lead } = page.summary;
  const [text, setText] = useState('');
  const [inBriefing, setInBriefing] = useState(false);
  const write = useMutation({
    mutationFn: () => writeNote(lead, { text: text.trim(), inBriefing }),
    onSuccess: () => {
      setText('');
      setInBriefing(false);
      void client.invalidateQueries({ queryKey: leadQuery(String(lead)).queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate();
  };
  return (
    <section className="panel" aria-labelledby="notes-title">
      <h2 id="notes-title">{say('leads.notes')}</h2>
      {page.notes.length === 0 ? <p className="muted">{say('leads.noNotes')}</p> : null}
      <ul className="lead-notes">
        {page.notes.map((each) => (
          <li key={each.note}>
            <p className="note-text">{each.text}</p>
            <p className="small muted">
              {each.by} · {formats.moment(each.at)}{' '}
              {each.inBriefing ? <span className="tag">{say('leads.noteIn')}</span> : null}
            </p>
          </li>
        ))}
      </ul>
      {may('leads.work') ? (
        <form className="note-form screen-only" onSubmit={submit}>
          <label>
            {say('leads.noteText')}
            <textarea
              className="field"
              rows={3}
              required
              maxLength={4000}
              value={text}
              placeholder={say('leads.noteHint')}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </label>
          <label className="check">
            <input
              type="checkbox"
              checked={inBriefing}
              onChange={(event) => setInBriefing(event.currentTarget.checked)}
            />{' '}
            {say('leads.noteBriefing')}
          </label>
          {write.isError ? <Failed error={write.error} /> : null}
          <div className="buttons">
            <button type="submit" className="button compact first" disabled={write.isPending || text.trim() === ''}>
              {say('leads.noteWrite')}
            </button>
          </div>
        </form>
      ) : null}
    </section>
  );
}
