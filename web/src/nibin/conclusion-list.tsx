import { useState } from 'react';
import type { NibinLeadPage } from '../../../src/model/nibin.ts';
import { useFormats, useMay, useSession } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { verify } from './nibin-queries.ts';
import type { Change } from './nibin-step-bar.tsx';

/** What examiners concluded on the specimens, with the limits of it, and the second examiner's word. */
export function ConclusionList({ page, change, busy }: { page: NibinLeadPage; change: Change; busy: boolean }) {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const { actor } = useSession();
  const [note, setNote] = useState('');
  const say2 = (id: number, agrees: boolean) =>
    change(() =>
      verify(page.lead, id, { revision: page.revision, agrees, ...(note.trim() === '' ? {} : { note: note.trim() }) }),
    );
  return (
    <section className="panel" aria-labelledby="conclusions">
      <h2 id="conclusions">{say('nibin.conclusions')}</h2>
      {page.conclusions.length === 0 ? <p className="muted">{say('nibin.noConclusion')}</p> : null}
      <ul className="plain-list">
        {page.conclusions.map((each) => (
          <li key={each.id}>
            <p>
              <strong>
                {say('nibin.concluded', {
                  examiner: each.examiner,
                  what: say(`nibin.conclusion.${each.conclusion}`),
                  report: each.report,
                })}
              </strong>{' '}
              <span className="muted small">
                {formats.day(each.on)} · {each.method}
                {each.accreditation === null ? '' : ` · ${each.accreditation}`}
              </span>
            </p>
            <p className="small">{say('nibin.limitation', { text: each.limitation })}</p>
            {each.verifier === null ? (
              <>
                <p className="small late">{say('nibin.notVerified')}</p>
                {may('nibin.conclude') && each.examiner !== actor ? (
                  <div className="inline-form screen-only">
                    <label>
                      <span className="small muted">{say('nibin.noteFor')}</span>
                      <input
                        className="field"
                        value={note}
                        maxLength={2000}
                        onChange={(event) => setNote(event.currentTarget.value)}
                      />
                    </label>
                    <p className="buttons">
                      <button
                        type="button"
                        className="button first"
                        disabled={busy}
                        onClick={() => say2(each.id, true)}
                      >
                        {say('nibin.verify')}
                      </button>
                      <button
                        type="button"
                        className="button"
                        disabled={busy || note.trim() === ''}
                        onClick={() => say2(each.id, false)}
                      >
                        {say('nibin.doNotVerify')}
                      </button>
                    </p>
                  </div>
                ) : null}
              </>
            ) : (
              <p className="small muted">
                {each.agrees
                  ? say('nibin.verified', { verifier: each.verifier })
                  : say('nibin.refusedBy', { verifier: each.verifier, note: each.verifierNote ?? '' })}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
