import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { LeadPage } from '../../../src/model/lead-answers.ts';
import { leadReason } from '../../../src/model/lead-reason.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { answerRequest } from './lead-queries.ts';

type Asked = LeadPage['requests'][number];

/** What waits for a second person, on which version it was asked and what changed since; and what was answered or lapsed. */
export function SecondPerson({ page }: { page: LeadPage }) {
  const { say } = useWords();
  const waiting = page.requests.filter(({ answer }) => answer === null);
  const past = page.requests.filter(({ answer }) => answer !== null);
  if (page.requests.length === 0) return null;
  return (
    <section aria-labelledby="second-title">
      <h2 id="second-title">{say(waiting.length > 0 ? 'leads.second' : 'leads.secondPast')}</h2>
      {waiting.map((each) => (
        <Waiting key={each.request} page={page} request={each} />
      ))}
      {past.length === 0 ? null : (
        <details open={waiting.length === 0 && past[0]!.answer === 'LAPSED'}>
          <summary>{say('leads.secondPast')}</summary>
          {past.map((each) => (
            <div key={each.request} className="second-person">
              <AskedFor request={each} />
              <p className="small">
                <Answer request={each} />
              </p>
            </div>
          ))}
        </details>
      )}
    </section>
  );
}

function AskedFor({ request }: { request: Asked }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const to = request.detail['recipient'];
  return (
    <>
      <p>
        <strong>{sayIfKnown(`leadStep.${request.step}`) ?? request.step}</strong>
        {typeof to === 'string' ? ` · ${to}` : ''}
      </p>
      <p className="small muted">
        {say('leads.askedBy', { name: request.askedBy, when: formats.moment(request.askedAt) })} ·{' '}
        {say('leads.askedOn', { n: request.version })}
        {request.reason === null ? '' : ` · ${request.reason}`}
      </p>
    </>
  );
}

function Answer({ request: { answer, answeredBy, answeredVersion, answerReason } }: { request: Asked }) {
  const { say } = useWords();
  if (answer === 'LAPSED') return say(`leads.lapsed.${answerReason === 'JOINED' ? 'JOINED' : 'WITHDRAWN'}`);
  const name = answeredBy ?? '';
  return answer === 'AGREED'
    ? say('leads.answered.AGREED', { name, n: answeredVersion ?? '–' })
    : `${say('leads.answered.REFUSED', { name })}${answerReason === null ? '' : ` · ${answerReason}`}`;
}

/** What waits for a second person: who asked, why, what changed since, and the answer. */
function Waiting({ page, request }: { page: LeadPage; request: Asked }) {
  const { say, language } = useWords();
  const may = useMay();
  const client = useQueryClient();
  const { lead, version } = page.summary;
  const answer = useMutation({
    mutationFn: (agree: boolean) => answerRequest(lead, request.request, agree ? { agree, version } : { agree }),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['leads'] }),
  });
  const since = page.versions.filter((each) => each.version > request.version);
  return (
    <div className="second-person">
      <AskedFor request={request} />
      {since.length === 0 ? null : (
        <div className="conflict-note" role="alert">
          <p>{say('leads.evidenceSince', { asked: request.version, now: version })}</p>
          <ul className="plain-list">
            {since.map((each) => (
              <li key={each.version}>
                {say('leads.version', { n: each.version })}: {say(`leadChange.${each.change}`)}.{' '}
                {leadReason(each.reason, language)}
                {each.lost.reasons.length === 0
                  ? ''
                  : ` · ${each.lost.reasons.map((reason) => say(`leadLoss.${reason}`)).join('; ')}`}
                {each.lost.traces.length + each.lost.entities.length === 0
                  ? ''
                  : ` · ${say('leads.lost')} ${[...each.lost.traces, ...each.lost.entities.map(({ label }) => label)].join(', ')}`}
              </li>
            ))}
          </ul>
        </div>
      )}
      {answer.isError ? <Failed error={answer.error} /> : null}
      {!may('leads.release') ? null : request.mayAnswer ? (
        <div className="buttons">
          <button
            type="button"
            className="button compact first"
            disabled={answer.isPending}
            onClick={() => answer.mutate(true)}
          >
            {say('leads.agreeTo', { n: version })}
          </button>
          <button
            type="button"
            className="button compact"
            disabled={answer.isPending}
            onClick={() => answer.mutate(false)}
          >
            {say('leads.refuse')}
          </button>
        </div>
      ) : (
        <div className="buttons">
          <span className="small muted">{say('leads.ownWaits')}</span>
          <button
            type="button"
            className="button quiet compact"
            disabled={answer.isPending}
            onClick={() => answer.mutate(false)}
          >
            {say('leads.takeBack')}
          </button>
        </div>
      )}
    </div>
  );
}
